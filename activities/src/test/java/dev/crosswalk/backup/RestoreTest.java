package dev.crosswalk.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.ledger.BackupLedger.Backup;
import dev.crosswalk.ledger.BackupLedger.Medium;
import dev.crosswalk.ledger.BackupLedger.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables are brought back exactly, or not touched. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RestoreTest {
  @TempDir private Path directory;
  private BackupPlace place;

  @BeforeEach
  void prepare() throws Exception {
    place = new BackupPlace(directory);
  }

  @AfterEach
  void drop() {
    place.close();
  }

  private Backup taken(Medium medium) throws Exception {
    Backup backup = place.take(Scope.PHASE, medium);
    place.ended("one");
    return backup;
  }

  private void refused(long backup, ErrorCode code, String... words) {
    List<String> before = place.rows();
    assertThatThrownBy(() -> place.restore(backup))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo(code))
        .hasMessageContainingAll(words);
    assertThat(place.rows()).isEqualTo(before);
  }

  private List<String> contents() {
    return place.rows().stream().map(row -> row.substring(0, row.lastIndexOf('|'))).toList();
  }

  @ParameterizedTest
  @EnumSource
  void whatWasLostComesBackWhatCameGoesAndTheRestIsNotTouched(Medium medium) throws Exception {
    List<String> before = place.rows();
    List<String> content = contents();
    Backup backup = taken(medium);
    place.databases.modern(
        """
        update clinics set name = 'renamed' where legacy_id = 4;
        delete from owners where legacy_id in (7, 8);
        insert into clinics (legacy_id, name) values (99, 'new');
        insert into owners (legacy_id, clinic_id)
        values (199, (select id from clinics where legacy_id = 99));
        update owners set friend_id = (select id from owners where legacy_id = 5)
        where legacy_id = 6;
        """);

    List<Restore.Table> tables = place.restore(backup.id());

    assertThat(contents()).isEqualTo(content);
    // Clinic 4, its five owners, the two that were lost, and the one with a friend.
    assertThat(place.rows().stream().filter(row -> !before.contains(row))).hasSize(9);
    assertThat(tables.stream().map(Restore.Table::table))
        .containsExactly("public.clinics", "public.owners");
    assertThat(tables.stream().map(Restore.Table::deleted)).containsExactly(2L, 7L);
    assertThat(tables.stream().map(Restore.Table::inserted)).containsExactly(1L, 8L);
    assertThat(place.databases.modernRows("select status, restored_by from crosswalk.backup"))
        .containsExactly("restored|tester");
    assertThat(place.databases.modernRows("select actor, action, object from crosswalk.audit"))
        .containsExactly("tester|restore backup|backup " + backup.id());
    assertThat(place.restore(backup.id()).stream().map(Restore.Table::inserted))
        .containsExactly(0L, 0L);
  }

  @Test
  void tablesThatWereEmptiedComeBackWhole() throws Exception {
    List<String> content = contents();
    Backup backup = taken(Medium.TABLES);
    place.databases.modern("truncate visits, owners, clinics");

    place.restore(backup.id());

    assertThat(contents()).isEqualTo(content);
  }

  @Test
  void rowsOfOthersThatDependOnWhatCameSinceAreNamed() throws Exception {
    Backup backup = taken(Medium.TABLES);
    place.databases.modern(
        """
        insert into owners (legacy_id) values (199);
        insert into visits select 1, id from owners where legacy_id = 199;
        insert into visits select 2, id from owners where legacy_id = 1;
        """);

    refused(
        backup.id(),
        ErrorCode.BACKUP_BLOCKED,
        "public.visits: 1 rows point to rows of public.owners that would go (visits_owner_id_fkey)",
        "nothing was restored");
    place.databases.modern("delete from visits where id = 1");
    place.restore(backup.id());
    assertThat(place.databases.modernRows("select id from visits")).containsExactly("2");
  }

  @Test
  void whatThisUserMayNotSeeOrWriteIsNotPassedOver() throws Exception {
    place.databases.modern("create table fixed (k integer); grant select on fixed to public");
    Backup backup = place.take(Scope.FULL, Medium.TABLES);
    place.ended("one");
    place.databases.modern(
        """
        create table secret (owner_id uuid references owners);
        insert into owners (legacy_id) values (199);
        """);
    refused(backup.id(), ErrorCode.BACKUP_BLOCKED, "public.secret: may point to rows of");
    place.databases.modern(
        "delete from owners where legacy_id = 199; insert into fixed values (1)");
    refused(
        backup.id(),
        ErrorCode.BACKUP_BLOCKED,
        "public.fixed: has other rows than then, and this user may not write it");
    place.databases.modern("delete from fixed");
    assertThat(place.restore(backup.id())).hasSize(4);
  }

  @Test
  void columnsThatAreNoLongerTheSameAreNamed() throws Exception {
    Backup backup = taken(Medium.TABLES);
    place.databases.modern(
        """
        alter table clinics alter column loud drop expression;
        alter table owners add column extra text;
        alter table owners drop column friend_id;
        """);

    refused(
        backup.id(),
        ErrorCode.BACKUP_BLOCKED,
        "public.clinics: column 'loud' was text generated and is text",
        "public.owners: column 'friend_id' is gone",
        "public.owners: column 'extra' is new");
  }

  @Test
  void whatIsNotProvenIsNotDone() throws Exception {
    Backup backup = taken(Medium.TABLES);
    place.databases.modern(
        """
        delete from owners where legacy_id = 9;
        create function rewrite() returns trigger language plpgsql as
        $$ begin new.legacy_id := -new.legacy_id; return new; end $$;
        create trigger rewrite before insert on owners for each row execute function rewrite();
        """);
    refused(backup.id(), ErrorCode.BACKUP_UNPROVEN, "public.owners: the table, restored,");
    place.databases.modern(
        "drop trigger rewrite on owners; update crosswalk_backup.b1_2_owners set legacy_id = 0"
            + " where legacy_id = 1");
    refused(backup.id(), ErrorCode.BACKUP_UNPROVEN, "public.owners: its copy");
  }

  @Test
  void aFileThatIsNotAsItWasIsNotRestored() throws Exception {
    Backup backup = taken(Medium.FILES);
    Path file = Path.of(backup.place()).resolve("001-public.clinics.copy");
    String text = Files.readString(file);
    Files.writeString(file, text.substring(text.indexOf('\n') + 1));
    refused(backup.id(), ErrorCode.BACKUP_UNPROVEN, "public.clinics: its copy has 19 rows");
    Files.delete(file);
    refused(backup.id(), ErrorCode.BACKUP_UNPROVEN, "cannot be read");
  }

  @Test
  void onlyACompleteBackupOfAFreeTargetIsRestored() throws Exception {
    Backup backup = place.take(Scope.PHASE, Medium.TABLES);
    refused(backup.id(), ErrorCode.RUN_BUSY, "run 'one'", "crosswalk abort one");
    place.ended("one");
    refused(4711, ErrorCode.INPUT, "no backup 4711", "crosswalk backup list");
    place.prune(0);
    refused(backup.id(), ErrorCode.INPUT, "is dropped");
  }
}
