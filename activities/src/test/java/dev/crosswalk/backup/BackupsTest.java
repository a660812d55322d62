package dev.crosswalk.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.ledger.BackupLedger.Backup;
import dev.crosswalk.ledger.BackupLedger.Copied;
import dev.crosswalk.ledger.BackupLedger.Medium;
import dev.crosswalk.ledger.BackupLedger.Request;
import dev.crosswalk.ledger.BackupLedger.Scope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a backup holds, and what is left of one that comes to nothing. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class BackupsTest {
  @TempDir private Path directory;

  private static void code(Throwable thrown, ErrorCode code) {
    assertThat(thrown)
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }

  @Test
  void aFullBackupHoldsEveryTableExactlyWhateverItIsMadeOf() throws Exception {
    String longName = "ü".repeat(31) + "x";
    try (BackupPlace place = new BackupPlace(directory)) {
      place.databases.modern(
          """
          create schema more;
          create type more.mood as enum ('glad', 'sad');
          create domain more.short as varchar(3) check (length(value) > 0);
          create table more."%s" (
            "Order" more.mood, s more.short, n numeric(8, 3), f float8, j json, b jsonb,
            a more.mood[], r int4range, t timestamptz, y bytea, gone integer,
            twice integer generated always as (2 * 21) stored);
          alter table more."%s" drop column gone;
          insert into more."%s" values
            ('sad', 'ab', 1.10, 'NaN', '{"a":  1}', '{"a": 1}', '{glad,sad}', '[1,5)',
             'infinity', '\\x00ff'),
            (null, null, null, '-0', null, 'null', '{}', 'empty', '-infinity', ''),
            (null, null, null, '-0', null, 'null', '{}', 'empty', '-infinity', '');
          create table more.parted (k integer, v text) partition by range (k);
          create table more.low partition of more.parted for values from (0) to (10);
          create table more.high partition of more.parted default;
          insert into more.parted select n, 'v' || n from generate_series(0, 30) n;
          create table more.base (k integer);
          create table more.heir () inherits (more.base);
          insert into more.base values (1);
          insert into more.heir values (2);
          create table more.bare ();
          grant usage on schema more to crosswalk_test_loader;
          grant select on all tables in schema more to crosswalk_test_loader;
          create table more.secret (k integer);
          """
              .formatted(longName, longName, longName));

      Backup backup = place.take(Scope.FULL, Medium.TABLES);

      assertThat(backup.status()).isEqualTo("complete");
      assertThat(backup.leftOut()).containsExactly("more.secret: this user may not read it");
      List<Copied> copies = place.copies(backup.id());
      assertThat(copies.stream().map(Copied::table))
          .containsExactlyInAnyOrder(
              "bare", "base", "heir", "parted", longName, "clinics", "owners", "visits");
      assertThat(place.standing()).hasSameSizeAs(copies);
      assertThat(copies)
          .allSatisfy(
              copy ->
                  assertThat(copy.copy().getBytes(StandardCharsets.UTF_8).length)
                      .isLessThanOrEqualTo(63));
      for (Copied copy : copies) {
        String from = copy.table().equals("base") ? "only " : "";
        assertThat(
                place.databases.modernRows(
                    "select md5(t::text) from crosswalk_backup.\"%s\" t order by 1"
                        .formatted(copy.copy())))
            .as(copy.table())
            .isEqualTo(
                place.databases.modernRows(
                    "select md5(t::text) from %s\"%s\".\"%s\" t order by 1"
                        .formatted(from, copy.schema(), copy.table())))
            .hasSize((int) copy.rows());
      }
      assertThat(place.databases.modernValue("select count(*) from crosswalk.backup_table"))
          .isEqualTo("8");
    }
  }

  @Test
  void allTablesAreOfOneMoment() throws Exception {
    try (BackupPlace place = new BackupPlace(directory);
        java.sql.Connection writer = place.databases.modernOwner().connect("writer")) {
      writer.setAutoCommit(false);
      try (java.sql.Statement statement = writer.createStatement()) {
        statement.execute("lock table owners in access exclusive mode");
        CompletableFuture<Backup> backup =
            CompletableFuture.supplyAsync(
                () -> {
                  try {
                    return place.take(Scope.PHASE, Medium.TABLES);
                  } catch (java.sql.SQLException failed) {
                    throw new IllegalStateException(failed);
                  }
                });
        awaitLock(place);
        statement.execute("insert into clinics (legacy_id) values (21)");
        statement.execute("insert into owners (legacy_id) values (101)");
        writer.commit();

        assertThat(place.copies(backup.get().id()).stream().map(Copied::rows))
            .containsExactly(20L, 100L);
      }
    }
  }

  @Test
  void whatWasKilledIsMadeAnewAndWhatIsCompleteIsNotMadeTwice() throws Exception {
    try (BackupPlace place = new BackupPlace(directory);
        java.sql.Connection holder = place.databases.modernOwner().connect("holder")) {
      holder.setAutoCommit(false);
      try (java.sql.Statement statement = holder.createStatement()) {
        statement.execute("lock table owners in access exclusive mode");
        CompletableFuture<Void> killed =
            CompletableFuture.runAsync(
                () -> assertThatThrownBy(() -> place.take(Scope.PHASE, Medium.TABLES)).isNotNull());
        while (place
            .databases
            .modernRows(
                """
                select pg_terminate_backend(pid) from pg_locks where not granted
                """)
            .isEmpty()) {
          Thread.sleep(20);
        }
        killed.get();
        holder.rollback();
      }
      assertThat(place.databases.modernRows("select status from crosswalk.backup"))
          .containsExactly("running");
      assertThat(place.standing()).isEmpty();
      assertThatThrownBy(() -> place.restore(1)).hasMessageContaining("run 'one'");

      Backup backup = place.take(Scope.PHASE, Medium.TABLES);

      assertThat(backup.id()).isGreaterThan(1);
      assertThat(place.standing())
          .containsExactly("b" + backup.id() + "_1_clinics", "b" + backup.id() + "_2_owners");
      assertThat(place.databases.modernRows("select status from crosswalk.backup order by id"))
          .containsExactly("dropped", "complete");
      assertThat(place.take(Scope.PHASE, Medium.TABLES)).isEqualTo(backup);
      assertThat(place.take(new Request("one", "all", 2, Scope.PHASE, Medium.TABLES), null).id())
          .isGreaterThan(backup.id());
    }
  }

  @Test
  void anAttemptThatWasGivenUpLeavesNothing() throws Exception {
    try (BackupPlace place = new BackupPlace(directory);
        java.sql.Connection holder = place.databases.modernOwner().connect("holder")) {
      holder.setAutoCommit(false);
      try (java.sql.Statement statement = holder.createStatement()) {
        statement.execute("lock table owners in access exclusive mode");
        CompletableFuture<Throwable> late = refusal(place);
        awaitLock(place);
        place.databases.modern("update crosswalk.backup set status = 'dropped'");
        holder.rollback();

        assertThat(late.get())
            .isInstanceOfSatisfying(
                DataAccessException.class,
                failed -> assertThat(failed.sqlState()).isEqualTo("40001"));
        assertThat(place.standing()).isEmpty();
        assertThat(place.databases.modernRows("select status from crosswalk.backup"))
            .containsExactly("dropped");
      }
    }
  }

  /** Why a backup is not taken, once it is known. */
  private static CompletableFuture<Throwable> refusal(BackupPlace place) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            place.take(Scope.PHASE, Medium.TABLES);
            return new AssertionError("it was taken");
          } catch (java.sql.SQLException | RuntimeException failed) {
            return failed;
          }
        });
  }

  private static void awaitLock(BackupPlace place) throws InterruptedException {
    while (place.databases.modernRows("select 1 from pg_locks where not granted").isEmpty()) {
      Thread.sleep(20);
    }
  }

  @Test
  void ofTwoThatBeginAtOnceOneIsLate() throws Exception {
    try (BackupPlace place = new BackupPlace(directory);
        java.sql.Connection first = place.databases.modernOwner().connect("first")) {
      first.setAutoCommit(false);
      try (java.sql.Statement statement = first.createStatement()) {
        statement.execute(
            "insert into crosswalk.backup (run, phase, round, scope, medium, place)"
                + " values ('one', 'all', 1, 'phase', 'tables', 'crosswalk_backup')");
        CompletableFuture<Throwable> second = refusal(place);
        awaitLock(place);
        first.commit();

        assertThat(second.get()).satisfies(thrown -> code(thrown, ErrorCode.STALE));
        assertThat(place.standing()).isEmpty();
        assertThat(place.databases.modernRows("select status from crosswalk.backup"))
            .containsExactly("running");
      }
    }
  }

  @Test
  void withoutRoomNothingIsCopied() throws Exception {
    try (BackupPlace place = new BackupPlace(directory)) {
      Request request = new Request("one", "all", 1, Scope.PHASE, Medium.TABLES);

      assertThatThrownBy(() -> place.take(request, 10_000L))
          .satisfies(thrown -> code(thrown, ErrorCode.DISK))
          .hasMessageContaining("no room for the backup")
          .hasMessageContaining("backup_space");
      assertThat(place.standing()).isEmpty();
      assertThat(place.databases.modernRows("select status from crosswalk.backup"))
          .containsExactly("dropped");
      assertThat(place.take(request, 10_000_000L).status()).isEqualTo("complete");
    }
  }

  /** What the server says when its disk is full, in the middle of the second copy. */
  @Test
  void aFullDiskLeavesNothingHalfWritten() throws Exception {
    try (BackupPlace place = new BackupPlace(directory)) {
      place.databases.modern(
          """
          create function full_disk() returns event_trigger language plpgsql as $$
          begin
            if exists (select from pg_event_trigger_ddl_commands()
                where object_identity ~ 'owners') then
              raise exception 'full' using errcode = '53100';
            end if;
          end $$;
          create event trigger full_disk on ddl_command_end when tag in ('CREATE TABLE AS')
          execute function full_disk();
          """);

      assertThatThrownBy(() -> place.take(Scope.PHASE, Medium.TABLES))
          .isInstanceOfSatisfying(
              java.sql.SQLException.class,
              failed ->
                  assertThat(dev.crosswalk.database.SqlFailures.code(failed))
                      .isEqualTo(ErrorCode.DISK));
      assertThat(place.standing()).isEmpty();
      assertThat(place.databases.modernRows("select * from crosswalk.backup_table")).isEmpty();
      place.databases.modern("drop event trigger full_disk");
      assertThat(place.take(Scope.PHASE, Medium.TABLES).rows()).isEqualTo(120);
    }
  }

  @Test
  void filesHaveAManifestThatTellsWhetherTheyAreAsTheyWere() throws Exception {
    try (BackupPlace place = new BackupPlace(directory)) {
      Backup backup = place.take(Scope.PHASE, Medium.FILES);

      Path files = Path.of(backup.place());
      assertThat(files).isDirectory().hasFileName("backup-" + backup.id());
      JsonNode tables =
          new ObjectMapper().readTree(files.resolve("manifest.json").toFile()).get("tables");
      assertThat(tables).hasSize(2);
      for (JsonNode table : tables) {
        byte[] bytes = Files.readAllBytes(files.resolve(table.get("file").asText()));
        assertThat(table.get("bytes").asLong()).isEqualTo(bytes.length);
        assertThat(table.get("sha256").asText())
            .isEqualTo(
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        assertThat(new String(bytes, StandardCharsets.UTF_8).lines().count())
            .isEqualTo(table.get("rows").asLong());
      }
      assertThat(place.standing()).isEmpty();
      assertThat(files.getParent()).isDirectoryNotContaining("glob:**.unfinished");
    }
  }

  @Test
  void theNewestAreKeptAndThoseOfARunThatGoesOn() throws Exception {
    try (BackupPlace place = new BackupPlace(directory)) {
      for (int round = 1; round <= 3; round++) {
        place.take(new Request("one", "all", round, Scope.PHASE, Medium.TABLES), null);
      }
      Backup files = place.take(Scope.PHASE, Medium.FILES);
      assertThat(place.prune(0)).isEmpty();

      place.ended("one");
      place.run("two");
      place.take(new Request("two", "all", 1, Scope.PHASE, Medium.TABLES), null);
      assertThat(place.prune(2).stream().map(Backup::id)).containsExactly(1L, 2L);
      assertThat(place.standing())
          .containsExactly("b3_1_clinics", "b3_2_owners", "b5_1_clinics", "b5_2_owners");
      assertThat(Path.of(files.place())).isDirectory();
      assertThat(place.prune(0)).hasSize(2);
      assertThat(Path.of(files.place())).doesNotExist();
      assertThat(place.prune(0)).isEmpty();
    }
  }
}
