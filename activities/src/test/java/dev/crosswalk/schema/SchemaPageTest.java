package dev.crosswalk.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosswalk.library.Library;
import dev.crosswalk.library.PlanFiles;
import dev.crosswalk.testing.Documents;
import dev.crosswalk.testing.TestDatabases;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaPageTest {
  private static final Library LIBRARY = new Library(PlanFiles.builtIn());

  /**
   * When this fails, say {@code crosswalk schema document > docs/modern-schema.md}, or run it with
   * {@code -Dgolden.update=true}.
   */
  @Test
  void thePageOfTheDocumentationIsUpToDate() {
    try (TestDatabases databases = new TestDatabases()) {
      Schemas.applyModern(databases.modernOwner());
      Documents.requireCurrent(
          "modern-schema.md", SchemaPage.markdown(databases.modernOwner(), LIBRARY));
    }
  }

  @Test
  void everyTableStandsThereOnceWithTheLinesToItsParents() {
    try (TestDatabases databases = new TestDatabases()) {
      Schemas.applyModern(databases.modernOwner());
      String page = SchemaPage.markdown(databases.modernOwner(), LIBRARY);

      List<String> tables =
          databases.modernRows(
              "select relname from pg_class where relnamespace = 'public'::regnamespace"
                  + " and relkind in ('r', 'v') and relname <> 'crosswalk_schema_history'");
      assertThat(page.lines().filter(line -> line.startsWith("| `"))).hasSameSizeAs(tables);
      tables.forEach(table -> assertThat(page).containsOnlyOnce("\n| `" + table + "` | "));
      assertThat(page.lines().filter(line -> line.startsWith("  ") && line.contains("--o")))
          .hasSize(
              Integer.parseInt(
                  databases.modernValue("select count(*) from pg_constraint where contype = 'f'")));
      assertThat(page)
          .contains(
              "  profiles ||--o{ patients : profile_id\n",
              "  practices |o--o{ patients : practice_id\n",
              "  profiles ||--o| doctors : profile_id\n",
              "| dispatch_instruction | ",
              " | complete: core<br>core: tertiary<br>loading-order: tertiary |\n");
    }
  }

  @Test
  void aTargetWithoutTheTablesIsToldWhatToDo() {
    try (TestDatabases databases = new TestDatabases()) {
      assertThatThrownBy(() -> SchemaPage.markdown(databases.modernOwner(), LIBRARY))
          .hasMessage("the target has no modern tables; first: crosswalk schema apply");
    }
  }
}
