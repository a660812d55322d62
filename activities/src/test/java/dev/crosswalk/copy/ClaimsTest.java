package dev.crosswalk.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.library.Library;
import dev.crosswalk.testing.Pipeline;
import dev.crosswalk.testing.TestDatabases;
import dev.crosswalk.testing.TestLibrary;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who keeps a value that only one row may hold. */
class ClaimsTest {
  private static final String LEGACY =
      """
      create table person (id integer primary key, email text, gone boolean not null);
      insert into person values
        (1, 'ΟΔΟΣ@example.org', true),
        (2, 'Ann@Example.org', false),
        (9, 'ann@example.org', false),
        (10, 'ANN@EXAMPLE.ORG', false),
        (11, 'bob@example.org', false),
        (12, '', false),
        (13, '', false),
        (14, 'nobody', false),
        (15, 'carl@example.org', false);
      """;

  private static final String MODERN =
      """
      create table people (
        id uuid primary key, legacy_id bigint unique, email text, status text not null);
      create unique index people_email on people (lower(email)) where email is not null;
      """;

  private static Library library(Path directory) {
    return new TestLibrary(directory)
        .file(
            "plans/small.yaml",
            "plan: small\ndescription: d\nphases: [{phase: one, entities: [people]}]")
        .file(
            "entities/people.yaml",
            """
            entity: people
            description: d
            sources: [{ table: person p, key: p.id, exclude: { gone: p.gone } }]
            target: { table: people, conflict: { key: [legacy_id], action: keep } }
            unique: [{ by: email, keep: lowest key, losers: { set_null: email, tag: duplicate } }]
            columns:
              - legacy_id: { from: p.id, phi: none }
              - email: { from: p.email, rules: [email], phi: direct }
              - status:
                  tagged: { duplicate: duplicate, email_invalid: invalid, email_missing: missing }
                  otherwise: valid
                  phi: none
            """)
        .library();
  }

  @Test
  void theLowestKeyKeepsTheValueAndAHolderInTheTargetBeatsItInEveryRun(@TempDir Path directory) {
    try (TestDatabases databases = new TestDatabases().of(LEGACY, MODERN)) {
      databases.modern(
          "insert into people values (gen_random_uuid(), null, 'BOB@example.org', 'here before')");
      Library library = library(directory);
      List<String> expected =
          List.of(
              "2|ann@example.org|valid",
              "9|null|duplicate",
              "10|null|duplicate",
              "11|null|duplicate",
              "12|null|missing",
              "13|null|missing",
              "14|null|invalid",
              "15|carl@example.org|valid");
      for (String run : List.of("one", "two")) {
        try (Pipeline pipeline = new Pipeline(databases.pools(), library, "small", run, 2, 3)) {
          pipeline.load("people");
          pipeline.finish();
        }
        assertThat(
                databases.modernRows(
                    "select legacy_id, email, status from people where legacy_id is not null"
                        + " order by legacy_id"))
            .isEqualTo(expected);
        assertThat(
                databases.modernRows(
                    "select source_key, held_by, coalesce(winner_key, 'row of the target')"
                        + " from crosswalk.claim where run = '"
                        + run
                        + "' order by source_key::int"))
            .containsExactlyElementsOf(
                run.equals("one")
                    ? List.of("9|source|2", "10|source|2", "11|target|row of the target")
                    : List.of(
                        "9|target|row of the target",
                        "10|target|row of the target",
                        "11|target|row of the target"));
      }
      assertThat(
              databases.modernRows(
                  "select run, source, filtered, inserted, existing_same, balanced"
                      + " from crosswalk.accounting order by run"))
          .containsExactly("one|9|1|8|0|t", "two|9|1|0|8|t");
      assertThat(
              databases.modernRows(
                  "select column_name, rule, outcome, sum(rows) from crosswalk.rule_change"
                      + " where run = 'one' group by 1, 2, 3 order by 2, 3"))
          .containsExactly(
              "email|email|changed|2",
              "email|email|email_invalid|1",
              "email|email|email_missing|2",
              "email|unique|duplicate|3");
      assertThat(databases.modernRows("select count(*) from crosswalk.review where run = 'one'"))
          .containsExactly("3");
    }
  }
}
