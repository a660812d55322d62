package dev.crosswalk.schema;

import dev.crosswalk.database.Endpoint;
import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.library.Library;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Phase;
import dev.crosswalk.plan.Plan;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The page about the modern tables, {@code docs/modern-schema.md}, written from the catalog of a
 * target and from the plans that fill it. The same schema and plans give the same text.
 */
public final class SchemaPage {
  private static final String HEAD =
      """
      # The modern schema

      Written by `crosswalk schema document` from the catalog of a target and the built-in plans; a test
      fails when it is out of date. Every column is explained in the database: `\\d+ orders` in psql.

      - Every table has `id uuid`, `metadata jsonb`, `created_at` and `updated_at`.
      - A key of the old system is a column `legacy_…` with a unique index, null for rows born here.
        `a + b` is one key of two columns.
      - Lines of a diagram: `||` the parent is required, `|o` it may be missing (a soft reference, which
        may be filled later). Every referencing column has an index. What a diagram shows and the list
        below it lacks belongs to another area.
      - *Old tables* are those that the rows come from; *loaded in* names plan and phase, and is empty
        for tables that no plan fills yet.
      """;

  /**
   * Tables and views that name their area, areas and tables in the order in which they were made.
   */
  private static final String TABLES =
      """
      select
        c.relname,
        x.part[1],
        x.part[2],
        x.part[3],
        (select string_agg(i.key, '<br>' order by i.first, i.key)
         from (
           select min(i.indkey[0]) as first, '`' || string_agg(
             pg_get_indexdef(i.indexrelid, k, true), ' + ' order by k) || '`' as key
           from pg_index i
           cross join lateral generate_series(1, i.indnkeyatts) k
           where i.indrelid = c.oid and i.indisunique and not i.indisprimary
           group by i.indexrelid) i)
      from pg_class c
      cross join lateral regexp_match(
        obj_description(c.oid, 'pg_class'), '^(.*) Area: ([a-z]+)\\. Source: (.*)\\.$') x (part)
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v')
       and x.part is not null
      order by min(c.oid) over (partition by x.part[2]), c.oid
      """;

  private static final String LINES =
      """
      select
        p.relname || case
            when a.attnotnull then ' ||--o'
            else ' |o--o'
          end || case
            when exists (
              select from pg_index i
              where i.indrelid = c.conrelid and i.indisunique and i.indpred is null
               and i.indnkeyatts = 1 and i.indkey[0] = a.attnum) then '| '
            else '{ '
          end || t.relname || ' : ' || a.attname,
        t.relname
      from pg_constraint c
      join pg_class t on t.oid = c.conrelid
      join pg_class p on p.oid = c.confrelid
      join pg_attribute a on a.attrelid = c.conrelid and c.conkey = array[a.attnum]
      where c.contype = 'f' and t.relnamespace = 'public'::regnamespace
      order by t.oid, a.attnum
      """;

  /** One row of the page. */
  private record Table(String name, String sentence, String area, String source, String keys) {}

  /** One line of a diagram. */
  private record Line(String text, String child) {}

  private final List<Table> tables = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();
  private final Library library;

  private SchemaPage(Library library) {
    this.library = library;
  }

  /** The page as Markdown; fails when the target has no modern tables. Changes nothing. */
  public static String markdown(Endpoint target, Library library) {
    SchemaPage page = new SchemaPage(library);
    try (Connection connection = target.connect("target")) {
      page.read(connection);
    } catch (SQLException refused) {
      throw SqlFailures.failure(refused, "the catalog of the target");
    }
    if (page.tables.isEmpty()) {
      throw new Failure(
          ErrorCode.STRUCTURE, "the target has no modern tables; first: crosswalk schema apply");
    }
    return page.write();
  }

  private void read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery(TABLES)) {
        while (row.next()) {
          String keys = row.getString(5) == null ? "" : row.getString(5);
          tables.add(
              new Table(
                  row.getString(1), row.getString(2), row.getString(3), row.getString(4), keys));
        }
      }
      try (ResultSet row = statement.executeQuery(LINES)) {
        while (row.next()) {
          lines.add(new Line(row.getString(1), row.getString(2)));
        }
      }
    }
  }

  private String write() {
    StringBuilder text = new StringBuilder(HEAD);
    for (String area : tables.stream().map(Table::area).distinct().toList()) {
      List<Table> members = tables.stream().filter(table -> table.area().equals(area)).toList();
      text.append("\n## ").append(area.substring(0, 1).toUpperCase(Locale.ROOT));
      text.append(area.substring(1)).append("\n\n");
      diagram(text, members);
      text.append("| table | what | old tables | unique | loaded in |\n");
      text.append("| --- | --- | --- | --- | --- |\n");
      for (Table table : members) {
        String cells =
            String.join(
                " | ",
                "`" + table.name() + "`",
                table.sentence().replace("|", "\\|"),
                table.source().equals("none") ? "" : table.source(),
                table.keys(),
                phases(table.name()));
        text.append("| ").append(cells).append(" |\n");
      }
    }
    return text.toString();
  }

  private void diagram(StringBuilder text, List<Table> members) {
    List<String> names = members.stream().map(Table::name).toList();
    text.append("```mermaid\nerDiagram\n");
    for (String name : names) {
      boolean alone =
          lines.stream().noneMatch(line -> List.of(line.text().split(" ")).contains(name));
      if (alone) {
        text.append("  ").append(name).append('\n');
      }
    }
    for (Line line : lines) {
      if (names.contains(line.child())) {
        text.append("  ").append(line.text()).append('\n');
      }
    }
    text.append("```\n\n");
  }

  /** Where rows of the table are loaded; plans that only bring about a state are left out. */
  private String phases(String table) {
    List<String> phases = new ArrayList<>();
    List<String> states = library.plans().stream().map(Plan::startsFrom).toList();
    for (Plan plan : library.plans()) {
      if (states.contains(plan.plan())) {
        continue;
      }
      CompiledPlan compiled = library.compile(plan.plan());
      for (Phase phase : plan.phases()) {
        for (String entity : phase.entities()) {
          if (compiled.entity(entity).target().table().equals(table)) {
            phases.add(plan.plan() + ": " + phase.phase());
          }
        }
      }
    }
    return String.join("<br>", phases);
  }
}
