package dev.crosswalk.lint;

import dev.crosswalk.library.Library;
import dev.crosswalk.library.Problems;
import dev.crosswalk.library.Problems.Place;
import dev.crosswalk.lint.Explain.Answer;
import dev.crosswalk.lint.Explain.Refusal;
import dev.crosswalk.plan.Column;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.Expression;
import dev.crosswalk.plan.Source;
import dev.crosswalk.sql.SourceSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the source understands an entity's query. One question when it does; when it does not,
 * one for each part of it, to know which line is to blame.
 */
final class SourceLint {
  private static final String WHOLE =
      "uses a window function or a set, which each chunk would work out for all keys;"
          + " a 'left join lateral' works it out for one";

  private final Library library;
  private final Entity entity;
  private final Source source;
  private final Connection connection;
  private final Explain explain;
  private final Problems problems;

  /** Joins that the server understands, and the key if it does. */
  private final List<String> joins = new ArrayList<>();

  private String key = "1";
  private boolean joinBroken;
  private @Nullable Refusal denial;

  SourceLint(Library library, Entity entity, Connection connection, Problems problems) {
    this.library = library;
    this.entity = entity;
    this.source = entity.source();
    this.connection = connection;
    this.explain = new Explain(connection);
    this.problems = problems;
  }

  void run() throws SQLException {
    if (source.table().isEmpty() || source.key().isEmpty()) {
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
        problems.add(place("source"), "the source refuses it: " + whole.refusal().message());
      }
    }
    if (keyUnderstood) {
      new SourceKey(entity, connection).problems(place("source.key"), problems);
    }
  }

  /** Asks part by part; false when the key cannot be judged. */
  private boolean parts() throws SQLException {
    String from = "select 1 from " + source.table() + " " + source.alias();
    if (refused(explain.ask(from), "the table", "source.table")) {
      return false;
    }
    for (int no = 0; no < source.join().size(); no++) {
      joins.add(source.join().get(no));
      if (refused(ask(List.of(), List.of()), "the join", "source.join." + no)) {
        joins.remove(joins.size() - 1);
        joinBroken = true;
      }
    }
    key = source.key();
    boolean keyUnderstood = !refused(ask(List.of(), List.of()), "the key", "source.key");
    if (!keyUnderstood) {
      key = "1";
    }
    for (Expression exclusion : source.exclude()) {
      String what = "exclude '" + exclusion.name() + "'";
      refused(ask(List.of(exclusion), List.of()), what, "source.exclude." + exclusion.name());
    }
    for (Column column : entity.columns()) {
      for (Column part : parts(column)) {
        String what = "column '" + column.name() + "'";
        String where = "columns." + column.name();
        if (part instanceof Column.Json json) {
          String field = json.fields().get(0).name();
          what += ", field '" + field + "'";
          where += "." + field;
        }
        Answer answer = ask(List.of(), List.of(part));
        refused(answer, what, where);
        if (answer.whole()) {
          problems.add(place(where), what + " " + WHOLE);
        }
      }
    }
    return keyUnderstood;
  }

  /** The fields of an object one by one; other columns as they are. */
  private static List<Column> parts(Column column) {
    if (column instanceof Column.Json json) {
      List<Column> parts = new ArrayList<>();
      for (Expression field : json.fields()) {
        parts.add(new Column.Json(json.name(), json.phi(), List.of(field), json.tags()));
      }
      return parts;
    }
    return SourceSql.input(column) == null ? List.of() : List.of(column);
  }

  /** The entity's query, less of it. */
  private Answer ask(List<Expression> exclude, List<Column> columns) throws SQLException {
    Source less = new Source(source.table(), source.alias(), joins, key, exclude);
    return explain.ask(
        new SourceSql(
                new Entity(
                    entity.entity(),
                    entity.description(),
                    entity.criticality(),
                    List.of(less),
                    entity.expected(),
                    entity.target(),
                    entity.unique(),
                    columns,
                    entity.after(),
                    entity.checks()))
            .query());
  }

  private boolean refused(Answer answer, String what, String part) {
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
      problems.add(place(part), "the source refuses " + what + ": " + refusal.message());
    }
    return true;
  }

  private void denied(Refusal refusal) throws SQLException {
    List<String> missing = new MissingRights(connection).query(authorsSql());
    for (String grant : missing) {
      problems.add(place("source.table"), TargetLint.MISSING_RIGHT + grant);
    }
    if (missing.isEmpty()) {
      problems.add(place("source.table"), "the source refuses it: " + refusal.message());
    }
  }

  private String authorsSql() {
    List<String> parts = new ArrayList<>(List.of(source.key()));
    source.exclude().forEach(exclusion -> parts.add(exclusion.sql()));
    for (Column column : entity.columns()) {
      if (column instanceof Column.Json json) {
        json.fields().forEach(field -> parts.add(field.sql()));
      } else {
        String input = SourceSql.input(column);
        parts.add(input == null ? "null" : input);
      }
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

  private Place place(String part) {
    return library.place(entity.entity(), part);
  }
}
