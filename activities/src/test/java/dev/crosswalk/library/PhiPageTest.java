package dev.crosswalk.library;

import dev.crosswalk.plan.Column;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.Expression;
import dev.crosswalk.plan.Plan;
import dev.crosswalk.plan.Source;
import dev.crosswalk.testing.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The inventory of health information, {@code docs/phi.md}, written from the entities. */
class PhiPageTest {
  private static final String HEAD =
      """
      # Protected health information

      Written from the entity files; a test fails when this page is out of date.

      Each column that Crosswalk fills has a class, `phi` in its [entity file](plan-files.md#columns); without one,
      lint refuses the file. It tells what the column says about a person:

      | class | what it is |
      | --- | --- |
      | `direct` | names one person by itself: names, addresses of mail, telephone numbers, numbers of accounts and cards |
      | `quasi` | may lead to one together with something else: times, keys of the old system |
      | `clinical` | says something about somebody's health or treatment |
      | `none` | nothing of this. An `id` of another row is `none`: it is worth what that row tells |

      Whatever is not `none` is masked where rows are shown ([rejects](rejects.md)). Values of rows stand in the
      target, and in the ledger those of rejected rows, and of rows as they were before an update, whatever their class;
      nothing of any class reaches Temporal, logs, metrics or messages. A column of several fields has the class of
      the one that tells most. Columns of the target that are not listed hold their default.
      """;

  private static final Library LIBRARY = new Library(PlanFiles.builtIn());

  @Test
  void thePageOfTheDocumentationIsUpToDate() {
    Documents.requireCurrent("phi.md", page());
  }

  private static String page() {
    StringBuilder page = new StringBuilder(HEAD);
    page.append("\n## Never read\n\n");
    SortedMap<String, List<String>> never = never();
    page.append(never.isEmpty() ? "No plan names such a column.\n" : "| column | plans |\n");
    page.append(never.isEmpty() ? "" : "| --- | --- |\n");
    never.forEach((column, plans) -> row(page, code(column), String.join(", ", plans)));
    page.append("\n## By entity\n\n");
    page.append("| entity | direct | quasi | clinical | none |\n| --- | --- | --- | --- | --- |\n");
    for (Entity entity : LIBRARY.entities().values()) {
      List<String> cells = new ArrayList<>();
      cells.add("[" + entity.entity() + "](#" + entity.entity() + ")");
      for (Column.Phi phi : Column.Phi.values()) {
        cells.add("" + entity.columns().stream().filter(column -> column.phi() == phi).count());
      }
      row(page, cells.toArray(String[]::new));
    }
    for (Entity entity : LIBRARY.entities().values()) {
      page.append("\n## ").append(entity.entity()).append("\n\n").append(entity.description());
      page.append(" From ").append(tables(entity)).append(".\n\n");
      page.append("| column | class | what feeds it |\n| --- | --- | --- |\n");
      for (Column column : entity.columns()) {
        String phi = column.phi().name().toLowerCase(Locale.ROOT);
        row(page, code(column.name()), phi, feeds(entity, column));
      }
    }
    return page.toString();
  }

  private static SortedMap<String, List<String>> never() {
    SortedMap<String, List<String>> never = new TreeMap<>();
    for (Plan plan : LIBRARY.plans()) {
      for (Plan.SourceColumn column : plan.never()) {
        never.computeIfAbsent(column.toString(), any -> new ArrayList<>()).add(plan.plan());
      }
    }
    return never;
  }

  private static String tables(Entity entity) {
    return entity.sources().stream()
        .map(source -> code(source.table() + " " + source.alias()))
        .collect(Collectors.joining(", then "));
  }

  private static String feeds(Entity entity, Column column) {
    if (column instanceof Column.Mapped mapped) {
      return from(entity, mapped.name(), null, mapped.from())
          + mapped.rules().stream()
              .map(rule -> ", " + code(rule.toString()))
              .collect(Collectors.joining())
          + (mapped.vocabulary() == null ? "" : ", vocabulary " + code(mapped.vocabulary()));
    }
    if (column instanceof Column.Link link) {
      List<String> keys = new ArrayList<>();
      for (Column.Reference attempt : link.attempts()) {
        keys.add(from(entity, attempt.name(), null, attempt.from()));
      }
      return "id of "
          + code(link.entity())
          + " whose "
          + code(link.by())
          + " is "
          + String.join(", else ", keys);
    }
    if (column instanceof Column.Json json) {
      List<String> fields = new ArrayList<>();
      for (Expression field : json.fields()) {
        fields.add(field.name() + ": " + from(entity, json.name(), field.name(), field.sql()));
      }
      if (json.tags()) {
        fields.add("the tags of the row");
      }
      return String.join("; ", fields);
    }
    if (column instanceof Column.Tagged tagged) {
      return "the tags of the row: "
          + tagged.cases().stream().map(one -> code(one.tag())).collect(Collectors.joining(", "));
    }
    return "the same for all";
  }

  /** What the sources give, after their aliases where they differ. */
  private static String from(Entity entity, String column, @Nullable String field, String sql) {
    List<String> given = new ArrayList<>();
    for (Source source : entity.sources()) {
      String own = source.feed(column, field, sql);
      if (!own.equals(sql)) {
        given.add(source.alias() + ": " + code(own));
      }
    }
    return given.isEmpty() ? code(sql) : String.join(", ", given);
  }

  private static void row(StringBuilder page, String... cells) {
    page.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static String code(String text) {
    return "`" + text.strip().replaceAll("\\s+", " ").replace("|", "\\|") + "`";
  }
}
