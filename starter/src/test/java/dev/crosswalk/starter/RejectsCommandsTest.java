package dev.crosswalk.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crosswalk.endtoend.TemporalServer;
import dev.crosswalk.endtoend.WorkerFork;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.testing.TestDatabases;
import dev.crosswalk.testing.TestLibrary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a person does about rejected rows, from the first look to the last row that arrives. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RejectsCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TemporalServer temporal = TemporalServer.inMemory();
  private Map<String, String> environment = Map.of();
  private String out = "";
  private String err = "";

  @AfterAll
  void stop() throws IOException {
    temporal.close();
  }

  private void settings(TestDatabases databases) {
    environment =
        Map.of(
            "CROSSWALK_SOURCE_URL", WorkerFork.uri(databases.reader()),
            "CROSSWALK_TARGET_URL", WorkerFork.uri(databases.loader()),
            "TEMPORAL_ADDRESS", temporal.address);
  }

  private int crosswalk(String... arguments) {
    Typed typed = Typed.in(environment, Path.of(""), arguments);
    out = typed.out();
    err = typed.err();
    return typed.exit();
  }

  /** Starts the run, if need be again: on a busy machine the service may be slow to come up. */
  private void run(String run, TestDatabases databases, WorkerFork worker) {
    long end = System.nanoTime() + Duration.ofMinutes(4).toNanos();
    while (databases.modernRows("select run from crosswalk.run").isEmpty()) {
      assertThat(System.nanoTime()).as(err + worker.log()).isLessThan(end);
      crosswalk("start", "--plan", "test", "--run", run);
    }
  }

  private String history(String workflow) {
    return new String(
            temporal.client.fetchHistory(workflow).getHistory().toByteArray(),
            StandardCharsets.ISO_8859_1)
        .toLowerCase(Locale.ROOT);
  }

  @Test
  void oneRootCauseWithAllThatHangsUnderItArrivesWithOneReplay(@TempDir Path directory)
      throws Exception {
    new TestLibrary(directory)
        .entity(
            """
            entity: clinics
            description: d
            sources: [{ table: clinic c, key: c.id }]
            target: { table: clinics, conflict: { key: [legacy_id] } }
            columns:
              - legacy_id: { from: c.id, phi: none }
              - name: { from: c.name, phi: none }
              - head: { from: c.head, phi: direct }
            """)
        .entity(
            """
            entity: owners
            description: d
            sources: [{ table: owner o, key: o.id }]
            target: { table: owners, conflict: { key: [legacy_id] } }
            columns:
              - legacy_id: { from: o.id, phi: none }
              - clinic_id: { reference: clinics, by: legacy_id, from: o.clinic_id, phi: none }
            """)
        .entity(
            """
            entity: animals
            description: d
            sources: [{ table: animal a, key: a.id }]
            target: { table: animals, conflict: { key: [legacy_id] } }
            columns:
              - legacy_id: { from: a.id, phi: none }
              - owner_id: { reference: owners, by: legacy_id, from: a.owner_id, phi: none }
            """)
        .plan("clinics", "owners", "animals");
    try (TestDatabases databases =
            new TestDatabases()
                .of(
                    """
                    create table clinic (id integer primary key, name text, head text);
                    insert into clinic values (4711, null, 'Dr Canary');
                    create table owner (id integer primary key, clinic_id integer);
                    insert into owner select n, 4711 from generate_series(1, 50) n;
                    create table animal (id integer primary key, owner_id integer);
                    insert into animal select n, (n - 1) / 50 + 1 from generate_series(1, 2500) n;
                    """,
                    """
                    create table clinics (
                      id uuid primary key, legacy_id integer unique not null, name text not null,
                      head text);
                    create table owners (
                      id uuid primary key, legacy_id integer unique not null,
                      clinic_id uuid not null references clinics);
                    create table animals (
                      id uuid primary key, legacy_id integer unique not null,
                      owner_id uuid not null references owners);
                    """);
        WorkerFork worker = new WorkerFork(databases, temporal.address, directory)) {
      settings(databases);
      run("one", databases, worker);
      assertThat(crosswalk("watch", "one")).as(err + worker.log()).isEqualTo(4);

      assertThat(crosswalk("rejects", "summary", "--output", "json")).as(err).isZero();
      assertThat(JSON.readTree(out)).hasSize(1);
      assertThat(JSON.readTree(out).at("/0/rows").asLong()).isEqualTo(1);
      assertThat(JSON.readTree(out).at("/0/deferred").asLong()).isEqualTo(2550);
      assertThat(crosswalk("rejects", "summary")).isZero();
      assertThat(out).contains("validation_failure.required", "crosswalk rejects replay one");
      assertThat(crosswalk("rejects", "list", "--limit", "2")).isZero();
      assertThat(out).contains("clinics", "4711");
      assertThat(err).contains("2549 more");

      assertThat(crosswalk("rejects", "show", "clinics", "4711")).isZero();
      assertThat(out).contains("***", "name", "NULL").doesNotContain("Canary");
      assertThat(databases.modernRows("select * from crosswalk.audit")).isEmpty();
      assertThat(crosswalk("rejects", "show", "clinics", "4711", "--values")).as(err).isZero();
      assertThat(out).contains("Dr Canary");
      assertThat(databases.modernRows("select action, object from crosswalk.audit"))
          .containsExactly("show values|reject 1 of clinics");
      assertThat(crosswalk("rejects", "show", "clinics", "1")).isEqualTo(2);

      assertThat(crosswalk("rejects", "replay", "--entity", "clinics", "--key", "4711"))
          .as(err + worker.log())
          .isEqualTo(4);
      assertThat(out).contains("Run one: completed with rejects, 1 rejected, 2550 deferred");
      databases.legacy("update clinic set name = 'north'");
      assertThat(
              crosswalk(
                  "rejects", "replay", "one", "--entity", "clinics", "--key", "4711", "--print"))
          .isZero();
      assertThat(out)
          .contains("ReplayWorkflow", "one/replay", "\"rejects\":[1]")
          .doesNotContain("4711");
      assertThat(crosswalk("rejects", "replay", "--entity", "clinics", "--key", "4711"))
          .as(err + worker.log())
          .isZero();
      assertThat(out).contains("Run one: completed, 0 rejected, 0 deferred");
      assertThat(databases.modernRows("select count(*) from animals")).containsExactly("2500");
      assertThat(
              databases.modernRows(
                  "select entity, inserted, rejected, deferred, balanced"
                      + " from crosswalk.accounting order by entity"))
          .containsExactly("animals|2500|0|0|t", "clinics|1|0|0|t", "owners|50|0|0|t");
      assertThat(crosswalk("rejects", "summary")).isZero();
      assertThat(out).contains("no open reject");
      assertThat(crosswalk("trace", "clinic", "4711")).as(err).isZero();
      assertThat(out)
          .contains("clinic 4711 -> clinics", ": inserted", "(replay)", "tried 3 times")
          .doesNotContain("Canary");

      assertThat(crosswalk("rejects", "replay", "--key", "1")).isEqualTo(2);
      assertThat(err).contains("--key needs --entity");
      assertThat(crosswalk("rejects", "replay", "--code", "nonsense")).isEqualTo(2);
      assertThat(err).contains("no code 'nonsense'");
      assertThat(history("one/replay") + worker.log().toLowerCase(Locale.ROOT))
          .doesNotContain("4711", "canary");
    }
  }

  /** A row for every code that a row can have, with values and keys that nobody mistakes. */
  private static final String SPOILT =
      """
      create table parent (id text primary key, name text, gone boolean);
      insert into parent values
        ('qwkey-p1', 'qwval', false), ('qwkey-p2', 'qwval', true),
        ('qwkey-p3', null, false), ('qwkey-p4', 'qwval', false);
      create table place (id text primary key, name text);
      insert into place values ('qwkey-40', 'qwval');
      create table renaming (id text primary key, name text);
      insert into renaming values ('qwkey-41', 'qwval');
      create table thing (
        id text primary key, parent_id text default 'qwkey-p1', name text default 'qwval ok',
        amount text, born text, scheme text, notes text, paint text, kind text, email text,
        nick text, ticket text, grade text, span text, other text, told text, big text);
      insert into thing (id, ticket) select 'qwkey-' || n, 'qwval ' || n
      from generate_series(10, 33) n;
      update thing set name = null where id = 'qwkey-10';
      update thing set born = 'qwval' where id = 'qwkey-11';
      update thing set notes = '{"qwval": "\\u0000"}' where id = 'qwkey-12';
      update thing set scheme = '{"qwval": ' where id = 'qwkey-13';
      update thing set kind = 'qwval' where id = 'qwkey-14';
      update thing set email = 'qwval@example.org' where id in ('qwkey-15', 'qwkey-16');
      update thing set nick = 'qwval' where id in ('qwkey-15', 'qwkey-17');
      update thing set ticket = 'qwval 15' where id = 'qwkey-18';
      update thing set other = 'qwval' where id = 'qwkey-19';
      update thing set grade = 'qwval' where id = 'qwkey-20';
      update thing set span = '[7654321,7654329)' where id in ('qwkey-21', 'qwkey-22');
      update thing set told = 'qwval' where id = 'qwkey-23';
      update thing set told = 'several qwval' where id = 'qwkey-24';
      update thing set parent_id = 'qwkey-none' where id = 'qwkey-25';
      update thing set parent_id = 'qwkey-p3' where id = 'qwkey-26';
      update thing set parent_id = 'qwkey-p2' where id = 'qwkey-27';
      update thing set parent_id = 'qwkey-p4' where id = 'qwkey-28';
      update thing set name = 'qwval' || repeat(' longer', 9) where id = 'qwkey-29';
      update thing set amount = '76543217654321' where id = 'qwkey-30';
      update thing set amount = 'qwval' where id = 'qwkey-31';
      update thing set paint = 'qwval' where id = 'qwkey-32';
      update thing set big = (
        select 'qwval' || string_agg(md5(n::text), '') from generate_series(1, 400) n)
      where id = 'qwkey-33';
      """;

  private static final String STRICT =
      """
      create type colour as enum ('red');
      create table others (code text primary key);
      create table parents (
        id uuid primary key, legacy_id text unique not null, name text not null);
      create table places (id uuid primary key, legacy_id text unique not null, name text);
      insert into places values ('00000000-0000-0000-0000-000000000001', 'qwkey-40', 'other qwval');
      create table things (
        id uuid primary key, legacy_id text not null, ticket text unique not null,
        parent_id uuid not null references parents, name varchar(20) not null, amount integer,
        born date, scheme jsonb, notes jsonb, paint colour, kind text, email text unique,
        nick text unique, grade text check (grade <> 'qwval'),
        span int4range, other text references others, told text, big text unique,
        exclude using gist (span with &&));
      create function lose() returns trigger language plpgsql as
      $$ begin delete from parents where legacy_id = 'qwkey-p4'; return null; end $$;
      create trigger lose after insert on parents for each statement execute function lose();
      create function tell() returns trigger language plpgsql as
      $$ begin
        if new.told like 'several%' then
          new.told := (select told from (values ('qwval'), ('qwval')) v (told));
        elsif new.told is not null then
          raise exception 'told %', new using detail = new.told, hint = new.told;
        end if;
        return new;
      end $$;
      create trigger tell before insert on things for each row execute function tell();
      """;

  private static void spoiltThings(Path directory) {
    new TestLibrary(directory)
        .file(
            "vocabularies/kind.yaml",
            """
            vocabulary: kind
            version: 1
            description: Kinds.
            values: [first]
            codes:
              - { code: a, value: first, evidence: "test" }
            """)
        .entity(
            """
            entity: parents
            description: d
            sources: [{ table: parent p, key: p.id, exclude: { gone: p.gone } }]
            target: { table: parents, conflict: { key: [legacy_id] } }
            columns:
              - legacy_id: { from: p.id, phi: quasi }
              - name: { from: p.name, phi: direct }
            """)
        .entity(
            """
            entity: things
            description: d
            sources: [{ table: thing t, key: t.id }]
            target: { table: things, conflict: { key: [ticket] } }
            columns:
              - ticket: { from: t.ticket, phi: direct }
              - legacy_id: { from: t.id, phi: quasi }
              - parent_id: { reference: parents, by: legacy_id, from: t.parent_id, phi: quasi }
              - name: { from: t.name, phi: direct }
              - amount: { from: t.amount, phi: direct }
              - born: { from: t.born, phi: direct }
              - scheme: { from: t.scheme, rules: [json], phi: direct }
              - notes: { from: t.notes, phi: direct }
              - paint: { from: t.paint, phi: direct }
              - kind: { from: t.kind, vocabulary: kind, phi: direct }
              - email: { from: t.email, rules: [email], phi: direct }
              - nick: { from: t.nick, phi: direct }
              - grade: { from: t.grade, phi: direct }
              - span: { from: t.span, phi: direct }
              - other: { from: t.other, phi: direct }
              - told: { from: t.told, phi: direct }
              - big: { from: t.big, phi: direct }
            """)
        .entity(
            """
            entity: places
            description: d
            sources: [{ table: place p, key: p.id }]
            target: { table: places, conflict: { key: [legacy_id], action: reject } }
            columns:
              - legacy_id: { from: p.id, phi: quasi }
              - name: { from: p.name, phi: direct }
            """)
        .entity(
            """
            entity: renamings
            description: d
            sources: [{ table: renaming r, key: r.id }]
            target: { table: parents, mode: update, conflict: { key: [legacy_id] } }
            columns:
              - legacy_id: { from: r.id, phi: quasi }
              - name: { from: r.name, phi: direct }
            """)
        .plan("parents", "things", "places", "renamings");
  }

  @Test
  @Timeout(300)
  void whateverIsWrongWithARowNothingOfItIsShown(@TempDir Path directory) throws Exception {
    spoiltThings(directory);
    List<String> ofRows =
        Arrays.stream(ErrorCode.values())
            .map(ErrorCode::key)
            .filter(
                key ->
                    key.matches(
                        "(validation_failure|email_conflict|constraint_violation|schema_mismatch"
                            + "|missing_parent)[.].*"))
            .filter(key -> !key.equals(ErrorCode.STRUCTURE.key()))
            .toList();
    try (TestDatabases databases = new TestDatabases().of(SPOILT, STRICT);
        WorkerFork worker = new WorkerFork(databases, temporal.address, directory)) {
      settings(databases);
      StringBuilder shown = new StringBuilder();
      run("canary", databases, worker);
      shown.append(out).append(err);
      // The gate sees that a trigger has taken a parent away.
      while (!databases.modernRows("select status from crosswalk.run").contains("awaiting_decision")
          || !databases
              .modernRows("select status from crosswalk.entity where entity = 'renamings'")
              .contains("validated")) {
        Thread.sleep(100);
      }
      // The in-memory service, unlike a real one, hangs when an activity ends just as it is
      // cancelled.
      String before;
      do {
        before = history("canary");
        Thread.sleep(1000);
      } while (!before.equals(history("canary")));
      assertThat(crosswalk("abort", "canary", "--reason", "seen")).as(err + worker.log()).isZero();
      shown.append(out).append(err);
      assertThat(databases.modernRows("select distinct code from crosswalk.reject"))
          .as(
              "%s",
              databases.modernRows("select source_key, code from crosswalk.reject order by 1"))
          .containsExactlyInAnyOrderElementsOf(ofRows);
      assertThat(crosswalk("rejects", "replay", "canary")).as(err + worker.log()).isEqualTo(4);
      shown.append(out).append(err);
      for (String[] look :
          List.of(
              new String[] {"status", "canary"},
              new String[] {"status", "canary", "--output", "json"},
              new String[] {"rejects", "summary", "canary"})) {
        assertThat(crosswalk(look)).as(err).isZero();
        shown.append(out).append(err);
      }

      String workflows =
          history("canary")
              + history("canary/all/parents")
              + history("canary/all/things")
              + history("canary/all/places")
              + history("canary/all/renamings")
              + history("canary/replay");
      assertThat((shown + worker.log() + workflows).toLowerCase(Locale.ROOT))
          .contains("constraint_violation.trigger")
          .doesNotContain("qwval", "qwkey", "7654321");
      assertThat(crosswalk("rejects", "list", "canary")).isZero();
      assertThat(out).contains("qwkey").doesNotContain("qwval", "7654321");
      assertThat(crosswalk("rejects", "show", "things", "qwkey-23")).isZero();
      assertThat(out).contains("***").doesNotContain("qwval", "qwkey-p1");
    }
  }
}
