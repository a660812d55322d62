package dev.crosswalk.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.library.PlanFiles;
import dev.crosswalk.testing.TestDatabases;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The catalog of a fresh target against the data dictionary, {@code modern/tables.csv}. */
class ModernSchemaTest {
  /** Beside the dictionary: which rows hold the text of a vector. */
  private static final String LINKS = "ai_embedding_links";

  private static TestDatabases databases;
  private static List<Table> dictionary;

  /** One line of the dictionary. */
  private record Table(
      String name,
      String source,
      List<String> keys,
      List<String> columns,
      List<String> uniques,
      List<String> edges) {

    boolean view() {
      return keys.contains("view");
    }
  }

  @BeforeAll
  static void apply() throws IOException {
    databases = new TestDatabases();
    Schemas.applyModern(databases.modernOwner());
    dictionary = new ArrayList<>();
    try (InputStream file =
        Objects.requireNonNull(ModernSchemaTest.class.getResourceAsStream("/modern/tables.csv"))) {
      new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.startsWith("no;"))
          .map(line -> line.split(";", -1))
          .forEach(
              part ->
                  dictionary.add(
                      new Table(
                          part[1],
                          part[2],
                          words(part[3]),
                          words(part[4]),
                          words(part[5]),
                          words(part[6]))));
    }
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }

  @AfterAll
  static void drop() {
    databases.close();
  }

  private static List<String> ask(String sql, Table table) {
    return databases.modernRows(sql.replace("$table", "'" + table.name() + "'::regclass"));
  }

  @Test
  void theTablesAreThoseOfTheDictionaryAndTheLinksOfTheEmbeddings() {
    assertThat(dictionary).hasSize(76);
    TreeSet<String> names = new TreeSet<>(dictionary.stream().map(Table::name).toList());
    names.add(LINKS);

    assertThat(
            databases.modernRows(
                "select relname from pg_class where relnamespace = 'public'::regnamespace"
                    + " and relkind in ('r', 'v') and relname <> 'crosswalk_schema_history'"
                    + " order by relname collate \"C\""))
        .containsExactlyElementsOf(names);
    assertThat(
            databases.modernRows(
                "select relname from pg_class where relnamespace = 'public'::regnamespace"
                    + " and relkind = 'v' order by 1"))
        .containsExactly("shipments", "ware");
  }

  @Test
  void everyColumnOfTheDictionaryIsThereAndRequiredWhereItSaysSo() {
    for (Table table : dictionary) {
      List<String> there =
          ask(
              "select attname || case when attnotnull then '!' else '' end from pg_attribute"
                  + " where attrelid = $table and attnum > 0",
              table);
      for (String column : table.columns()) {
        // Required here, where the dictionary does not ask for it, is no fault.
        assertThat(there)
            .as(table.name())
            .containsAnyOf(column, column.endsWith("!") ? column : column + "!");
      }
    }
  }

  @Test
  void everyTableHasTheColumnsThatAllHave() {
    for (Table table : dictionary) {
      if (!table.view()) {
        assertThat(
                ask(
                    "select attname || ' ' || format_type(atttypid, atttypmod) from pg_attribute"
                        + " where attrelid = $table and attnotnull",
                    table))
            .as(table.name())
            .contains(
                "id uuid",
                "metadata jsonb",
                "created_at timestamp with time zone",
                "updated_at timestamp with time zone");
        assertThat(
                ask(
                    "select string_agg(attname, '+') from pg_index i join pg_attribute a"
                        + " on a.attrelid = i.indrelid and a.attnum = any (i.indkey)"
                        + " where i.indrelid = $table and i.indisprimary",
                    table))
            .as(table.name())
            .containsExactly("id");
      }
    }
  }

  @Test
  void everyKeyAndEveryUniqueHasItsIndex() {
    for (Table table : dictionary) {
      if (!table.view()) {
        List<String> there =
            ask(
                """
                select (
                  select string_agg(
                    replace(pg_get_indexdef(i.indexrelid, k, true), 'email::text', 'email'), '+' order by k)
                  from generate_series(1, i.indnkeyatts) k)
                from pg_index i
                where i.indrelid = $table and i.indisunique and i.indisvalid
                """,
                table);
        assertThat(there).as(table.name()).containsAll(table.keys()).containsAll(table.uniques());
      }
    }
  }

  /** A table's edges are those of the dictionary, hard ones required, and no others. */
  @Test
  void theForeignKeysAreTheEdgesOfTheDictionary() {
    for (Table table : dictionary) {
      assertThat(
              ask(
                  """
                  select case when a.attnotnull then 'H:' else 'S:' end
                    || a.attname || '>' || c.confrelid::regclass
                  from pg_constraint c
                  join pg_attribute a on a.attrelid = c.conrelid and c.conkey = array[a.attnum]
                  where c.conrelid = $table and c.contype = 'f'
                   and c.convalidated and c.confdeltype = 'a'
                  """,
                  table))
          .as(table.name())
          .containsExactlyInAnyOrderElementsOf(table.edges());
    }
  }

  /** Without one, deleting a parent reads every child. */
  @Test
  void everyForeignKeyHasAnIndexThatBeginsWithIt() {
    assertThat(
            databases.modernRows(
                """
                select c.conrelid::regclass || '.' || c.conname
                from pg_constraint c
                where c.contype = 'f' and c.connamespace = 'public'::regnamespace
                 and not exists (
                   select from pg_index i
                   where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1]
                    and i.indpred is null and i.indisvalid)
                """))
        .isEmpty();
  }

  @Test
  void everyTableTellsWhereItsRowsComeFrom() {
    for (Table table : dictionary) {
      assertThat(ask("select obj_description($table, 'pg_class')", table).get(0))
          .as(table.name())
          .matches(".+ Area: [a-z]+\\. Source: " + table.source() + "\\.");
    }
  }

  @Test
  void everyColumnOfAnOldKeyAndEveryCommonColumnIsExplained() {
    assertThat(
            databases.modernRows(
                """
                select a.attrelid::regclass || '.' || a.attname
                from pg_class c
                join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
                where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
                 and c.relname <> 'crosswalk_schema_history'
                 and (a.attname like 'legacy\\_%'
                   or a.attname in ('metadata', 'created_at', 'updated_at'))
                 and col_description(c.oid, a.attnum) is null
                """))
        .isEmpty();
  }

  @Test
  void constraintsHaveNamesThatTellTheirTable() {
    assertThat(
            databases.modernRows(
                """
                select conrelid::regclass || ' ' || conname
                from pg_constraint
                where connamespace = 'public'::regnamespace and contype in ('c', 'f', 'u', 'p')
                 and conrelid <> 'crosswalk_schema_history'::regclass
                 and conname not like replace(conrelid::regclass::text, '_', '\\_') || '\\_%'
                """))
        .isEmpty();
  }

  /** What was migrated and how is told by the ledger; the new database stands without it. */
  @Test
  void nothingInTheModernSchemaKnowsTheLedger() {
    for (Schemas.Version version : Schemas.versions(databases.modernOwner())) {
      if (version.schema().equals("modern")) {
        assertThat(PlanFiles.builtIn().text("modern/" + version.file()))
            .as(version.file())
            .doesNotContainIgnoringCase("crosswalk")
            .doesNotContainIgnoringCase("ledger")
            .doesNotContainIgnoringCase("migration_run");
      }
    }
  }
}
