package dev.crosswalk.lint;

import dev.crosswalk.library.Library;
import dev.crosswalk.library.Problems;
import dev.crosswalk.library.Problems.Place;
import dev.crosswalk.lint.Explain.Answer;
import dev.crosswalk.lint.Explain.Refusal;
import dev.crosswalk.plan.Column;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.EntityOverride;
import dev.crosswalk.plan.Expression;
import dev.crosswalk.plan.Plan;
import dev.crosswalk.plan.Source;
import dev.crosswalk.sql.SourceSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the source understands an entity's query for one of its sources. One question when it
 * does; when it does not, one for each part of it, to know which line is to blame.
 */
final class SourceLint {
  private static final String WHOLE =
      "uses a window function or a set, which each chunk would work out for all keys;"
          + " a 'left join lateral' works it out for one";

  private final Library library;
  private final Plan plan;
  private final Entity entity;
  private final Source source;
  private final String part;
  private final Connection connection;
  private final Explain explain;
  private final Problems problems;

  /** What the server understands of joins and outputs, and the key if it does. */
  private final List<String> joins = new ArrayList<>();

  private final List<Source.Output> outputs = new ArrayList<>();

  private List<String> key = List.of("1");
  private boolean joinBroken;
  private @Nullable Refusal denial;

  SourceLint(
      Library library, Plan plan, Entity entity, int no, Connection connection, Problems problems) {
    this.library = library;
    this.plan = plan;
    this.source = entity.sources().get(no);
    this.entity = entity.at(source.table());
    this.part = "source." + no;
    this.connection = connection;
    this.explain = new Explain(connection);
    this.problems = problems;
  }

  void run() throws SQLException {
    if (source.table().isEmpty() || source.key().contains("")) {
      return; // told without a database
    }
    Answer whole = explain.ask(new SourceSql(entity).query());
    boolean keyUnderstood = true;
    if (whole.refusal() != null || whole.whole()) {
      int before = problems.found().size();
      keyUnderstood = parts();
      if (denial != null) {
        denied(denial);
      } else if (whole.refusal() != null && problems.found().size() == before) {
        problems.add(place(part), "the source refuses it: " + whole.refusal().message());
      }
    }
    if (keyUnderstood) {
      new SourceKey(entity, connection).problems(place(part + ".key"), problems);
    }
  }

  /** Asks part by part; false when the key cannot be judged. */
  private boolean parts() throws SQLException {
    String from = "select 1 from " + source.table() + " " + source.alias();
    if (refused(explain.ask(from), "the table", part + ".table")) {
      return false;
    }
    for (int no = 0; no < source.join().size(); no++) {
      joins.add(source.join().get(no));
      if (refused(ask(List.of(), List.of()), "the join", part + ".join." + no)) {
        joins.remove(joins.size() - 1);
        joinBroken = true;
      }
    }
    key = source.key();
    boolean keyUnderstood = !refused(ask(List.of(), List.of()), "the key", part + ".key");
    if (!keyUnderstood) {
      key = List.of("1");
    }
    for (Source.Output output : source.outputs()) {
      outputs.add(output);
      String what = "output '" + output.name() + "'";
      if (refused(ask(List.of(), List.of()), what, part + ".outputs." + output.name())) {
        outputs.remove(output);
        outputs.add(new Source.Output(output.name(), unknown(output)));
      }
    }
    for (Expression exclusion : source.exclude()) {
      String what = "exclude '" + exclusion.name() + "'";
      refused(ask(List.of(exclusion), List.of()), what, part + ".exclude." + exclusion.name());
    }
    for (Column column : entity.inputs()) {
      for (Column single : parts(column)) {
        String what = "column '" + column.name() + "'";
        String where = "columns." + column.name();
        if (single instanceof Column.Json json) {
          String field = json.fields().get(0).name();
          what += ", field '" + field + "'";
          where += "." + field;
        }
        what += entity.sources().size() == 1 ? "" : " for source '" + source.alias() + "'";
        Answer answer = ask(List.of(), List.of(single));
        refused(answer, what, where);
        if (answer.whole()) {
          problems.add(place(where), what + " " + WHOLE);
        }
      }
    }
    return keyUnderstood;
  }

  /** The fields of an object one by one; other columns as they are. */
  private List<Column> parts(Column column) {
    if (column instanceof Column.Json json) {
      List<Column> parts = new ArrayList<>();
      for (Expression field : json.fields()) {
        parts.add(new Column.Json(json.name(), json.phi(), List.of(field), json.tags()));
      }
      return parts;
    }
    return new SourceSql(entity).input(column) == null ? List.of() : List.of(column);
  }

  /** The entity's query, less of it. */
  private Answer ask(List<Expression> exclude, List<Column> columns) throws SQLException {
    Source less =
        new Source(source.table(), source.alias(), joins, key, exclude, outputs, source.feeds());
    return explain.ask(new SourceSql(entity.with(List.of(less), columns)).query());
  }

  /** What an output would give if its expressions were right: they are told already. */
  private static List<Expression> unknown(Source.Output output) {
    return output.values().stream().map(value -> new Expression(value.name(), "null")).toList();
  }

  private boolean refused(Answer answer, String what, String where) {
    Refusal refusal = answer.refusal();
    if (refusal == null) {
      return false;
    }
    if (refusal.denied()) {
      denial = refusal;
      return false;
    }
    // What a broken join would have brought is missing everywhere: one problem, not ten.
    if (!(joinBroken && refusal.unknownTable())) {
      problems.add(place(where), "the source refuses " + what + ": " + refusal.message());
    }
    return true;
  }

  private void denied(Refusal refusal) throws SQLException {
    List<String> missing = new MissingRights(connection).query(authorsSql());
    for (String grant : missing) {
      problems.add(place(part + ".table"), TargetLint.MISSING_RIGHT + grant);
    }
    if (missing.isEmpty()) {
      problems.add(place(part + ".table"), "the source refuses it: " + refusal.message());
    }
  }

  private boolean where() {
    EntityOverride override = plan.override(entity.entity());
    return override != null && override.where() != null;
  }

  private String authorsSql() {
    List<String> parts = new ArrayList<>(source.key());
    source.exclude().forEach(exclusion -> parts.add(exclusion.sql()));
    for (Source.Output output : source.outputs()) {
      output.values().forEach(value -> parts.add(value.sql()));
    }
    SourceSql sql = new SourceSql(entity);
    for (Column column : entity.inputs()) {
      String input = sql.input(column);
      parts.add(input == null ? "null" : input);
    }
    return "select "
        + String.join("\n;", parts)
        + "\nfrom "
        + source.table()
        + ' '
        + source.alias()
        + '\n'
        + String.join("\n", source.join());
  }

  /** What a plan leaves out stands in the plan's own file. */
  private Place place(String where) {
    if (where.equals(part + ".exclude." + EntityOverride.WHERE) && where()) {
      return library.place(plan, "overrides." + entity.entity() + ".where");
    }
    return library.place(entity.entity(), where);
  }
}
