package dev.crosswalk.sql;

import static dev.crosswalk.sql.KeyOrder.Type.NUMBER;
import static dev.crosswalk.sql.KeyOrder.Type.TEXT;
import static dev.crosswalk.sql.KeyOrder.Type.UUID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.database.Databases;
import dev.crosswalk.library.Library;
import dev.crosswalk.library.PlanFiles;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.testing.Pipeline;
import dev.crosswalk.testing.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The generated statements are those that were read and found good. After an intended change,
 * {@code -Dgolden.update=true} writes the files anew: read the difference before it is committed.
 */
class GoldenSqlTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Path CLINIC = GOLDEN.resolve("clinic");

  private static TestDatabases clinic() throws IOException {
    return new TestDatabases()
        .of(
            Files.readString(CLINIC.resolve("legacy.sql")),
            Files.readString(CLINIC.resolve("modern.sql")));
  }

  @Test
  void theStatementsOfASmallEntityWithOneOfEachAreTheGoldenOnes() throws Exception {
    try (TestDatabases databases = clinic()) {
      Library library = new Library(PlanFiles.in(CLINIC));

      assertGolden("clinic-pets.sql", statements(databases, library.compile("clinic"), "pets"));
    }
  }

  @Test
  void theExtractsOfSeveralSourcesAreTheGoldenOnes() throws Exception {
    try (TestDatabases databases = clinic()) {
      Entity visits = new Library(PlanFiles.in(CLINIC)).compile("records").entity("visits");
      KeyOrder treatment = new KeyOrder(List.of(NUMBER, TEXT), visits.sources().get(0).outputs());
      KeyOrder call = new KeyOrder(List.of(UUID), List.of());
      SourceSql treatments = new SourceSql(visits);
      SourceSql calls = new SourceSql(visits.at("call"));
      String statements =
          """
          -- What Crosswalk asks of the sources of entity 'visits'.

          -- Once a chunk: rows above (1, a), up to (9, z).
          %s;

          -- When an attempt goes on between two rows of a key.
          %s;

          -- Once an entity: its keys, counted, then the upper ends of chunks of 1000 of 2500 keys.
          %s;
          %s;

          -- Once a chunk: its rows, counted in the key table.
          %s;

          -- Where an expression raises: the key in the middle of 100, and one value of one row.
          %s;
          %s;

          -- The other source.
          %s;
          """
              .formatted(
                  treatments.extract(treatment, "1|a|plan", "9|z|plan"),
                  treatments.extract(treatment, "1|a\\|b|findings", "9|z|findings"),
                  treatments.countKeys(),
                  treatments.cuts(treatment, 1000, 2500).stripTrailing(),
                  treatments.count(treatment, "1|a|plan", "9|z|plan"),
                  treatments.keyAfter(treatment, "1|a|findings", "9|z|plan", 50),
                  treatments.value("t.vet", treatment, "1|a|plan"),
                  calls.extract(call, null, "0a000000-0000-0000-0000-000000000001"));

      assertGolden("clinic-visits.sql", statements);
      for (String statement : statements.split(";\n", -1)) {
        databases.legacy(statement.replace("copy (", "(").replace(" to stdout", ""));
      }
    }
  }

  @Test
  void theStatementsOfAnEntityThatOnlyUpdatesAreTheGoldenOnes() throws Exception {
    try (TestDatabases databases = clinic()) {
      Library library = new Library(PlanFiles.in(CLINIC));

      assertGolden("clinic-names.sql", statements(databases, library.compile("later"), "names"));
    }
  }

  @Test
  void theStatementsOfTheBuiltInOrdersAreTheGoldenOnes() throws Exception {
    try (TestDatabases databases = new TestDatabases().builtIn("0.01", "all")) {
      Library library = new Library(PlanFiles.builtIn());

      assertGolden("orders.sql", statements(databases, library.compile("core"), "orders"));
    }
  }

  /** A file that nobody could run would be golden too. */
  @Test
  void theStatementsOfTheSmallEntityRun() throws IOException {
    try (TestDatabases databases = clinic();
        Pipeline pipeline =
            new Pipeline(
                databases.pools(),
                new Library(PlanFiles.in(CLINIC)),
                "clinic",
                "golden",
                100,
                100)) {
      pipeline.loadAll();

      assertThat(
              databases.modernRows(
                  """
                  select p.legacy_id, o.name, v.name, p.name, p.chip, p.kind, p.born, p.metadata
                  from pets p
                  join owners o on o.id = p.owner_id
                  left join vets v on v.id = p.vet_id
                  order by p.legacy_id
                  """))
          .containsExactly(
              "1|Ann|Dr. Cat|Tom|C-1|cat|2020-02-29|{\"owner\": \"Ann\"}",
              "2|Bob|null|Rex|c-1|dog|null|{\"note\": \"retired chip\", \"owner\": \"Bob\"}",
              "7|Ann|null|Nemo|null|other|null|"
                  + "{\"note\": \"a fish\", \"tags\": [\"unknown_kind\"], \"owner\": \"Ann\"}");
      assertThat(
              databases.modernRows(
                  "select source_key, code, constraint_name from crosswalk.reject order by 1"))
          .containsExactly(
              "3|constraint_violation.unique|pets_one_active_chip",
              "4|missing_parent.orphan|null",
              "5|constraint_violation.check|pets_name_is_known");
      assertThat(databases.modernRows("select name, rows from crosswalk.filtered"))
          .containsExactly("test_animal|1");
    }
  }

  private static String statements(TestDatabases databases, CompiledPlan plan, String name)
      throws SQLException {
    Entity entity = plan.entity(name);
    try (Databases pools = databases.pools();
        Connection source = pools.source();
        Connection target = pools.target()) {
      CompiledEntity compiled = CompiledEntity.compile(plan, entity, source, target);
      return """
          -- What Crosswalk asks of the databases for entity '%s'.
          -- Written by GoldenSqlTest; see there how to write it anew.

          -- Once a chunk, of the source: its rows in the order of the key, here above 10, up to 99.
          %s;

          -- Once a chunk, of the target: where rows are staged, typed as the table they are for.
          %s;

          -- Once a batch, of the target, after COPY has staged its rows, here 1 to 500.
          %s;
          """
          .formatted(
              name,
              new SourceSql(entity).streaming(source).extract(compiled.keys(), "10", "99"),
              compiled.createStage(),
              new MergeSql(compiled, "run-1", 2).statement(1, 500, 3, 1));
    }
  }

  private static void assertGolden(String name, String actual) throws IOException {
    Path file = GOLDEN.resolve(name);
    String text = actual.lines().map(String::stripTrailing).reduce("", (a, b) -> a + b + "\n");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }
}
