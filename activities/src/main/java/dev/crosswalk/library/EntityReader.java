package dev.crosswalk.library;

import static dev.crosswalk.library.YamlValue.value;

import dev.crosswalk.plan.Column;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.Expression;
import dev.crosswalk.plan.RuleCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one entity file. */
final class EntityReader {
  private static final Pattern RULE = Pattern.compile("([a-z_]+)(?:\\((.*)\\))?", Pattern.DOTALL);

  private static final List<String> CRITICALITIES = List.of("critical", "important", "optional");

  private EntityReader() {}

  /**
   * Reads the file.
   *
   * @param lines gets the line of each field, and of its parts as {@code columns.name}, {@code
   *     columns.name.field} or {@code source.0.key}, for problems that are found later
   */
  static Entity read(YamlValue file, Map<String, Integer> lines) {
    Map<String, YamlValue> fields =
        file.fields(
            "entity",
            "description",
            "criticality",
            "priority",
            "complexity",
            "risk",
            "sources",
            "expected",
            "target",
            "unique",
            "columns",
            "after",
            "checks",
            "placeholders");
    fields.forEach((name, value) -> lines.put(name, value.line()));
    SourceReader sources = new SourceReader(value(fields, "sources"), lines);
    List<Column> columns = columns(value(fields, "columns"), sources, lines);
    List<Entity.Expected> expected = new ArrayList<>();
    value(fields, "expected")
        .open()
        .forEach((plan, rows) -> expected.add(new Entity.Expected(plan, rows.number())));
    List<Entity.Claim> claims = new ArrayList<>();
    for (YamlValue claim : value(fields, "unique").list()) {
      claims.add(claim(claim));
    }
    List<Entity.After> after = new ArrayList<>();
    for (YamlValue order : value(fields, "after").list()) {
      Map<String, YamlValue> parts = order.fields("entity", "type", "reason");
      boolean hard = value(parts, "type").word(List.of("hard", "soft"), "hard").equals("hard");
      after.add(
          new Entity.After(
              value(parts, "entity").text(), hard, value(parts, "reason").textOrNull()));
    }
    return new Entity(
        value(fields, "entity").fileName(),
        value(fields, "description").text(),
        value(fields, "criticality").word(CRITICALITIES, "important"),
        priority(value(fields, "priority")),
        level(value(fields, "complexity")),
        level(value(fields, "risk")),
        sources.sources(),
        expected,
        target(value(fields, "target"), lines),
        claims,
        columns,
        after,
        value(fields, "checks").texts(),
        placeholders(value(fields, "placeholders"), lines));
  }

  private static @Nullable Integer priority(YamlValue value) {
    if (value.missing()) {
      return null;
    }
    long priority = value.number();
    if (priority < 1 || priority > 9) {
      value.problem("expected a whole number from 1, which comes first, to 9");
    }
    return (int) priority;
  }

  private static Entity.@Nullable Level level(YamlValue value) {
    return value.missing() ? null : value.word(Entity.Level.class, Entity.Level.LOW);
  }

  private static List<Entity.Placeholder> placeholders(
      YamlValue mapping, Map<String, Integer> lines) {
    keep("placeholders", mapping.open(), lines);
    List<Entity.Placeholder> placeholders = new ArrayList<>();
    mapping
        .open()
        .forEach(
            (name, columns) -> {
              List<Column.Constant> values = new ArrayList<>();
              keep("placeholders." + name, columns.open(), lines);
              columns
                  .open()
                  .forEach(
                      (column, value) ->
                          values.add(new Column.Constant(column, Column.Phi.NONE, value.text())));
              placeholders.add(new Entity.Placeholder(name, values));
            });
    return placeholders;
  }

  private static void keep(String path, Map<String, YamlValue> fields, Map<String, Integer> lines) {
    fields.forEach((name, value) -> lines.putIfAbsent(path + "." + name, value.line()));
  }

  private static Entity.Target target(YamlValue target, Map<String, Integer> lines) {
    Map<String, YamlValue> fields = target.fields("table", "mode", "conflict");
    keep("target", fields, lines);
    Map<String, YamlValue> conflict = value(fields, "conflict").fields("key", "action");
    List<String> key = value(conflict, "key").texts();
    if (key.isEmpty()) {
      value(conflict, "key").problem("'conflict.key' must name the columns of a unique index");
    }
    Entity.Mode mode = value(fields, "mode").word(Entity.Mode.class, Entity.Mode.LOAD);
    YamlValue action = value(conflict, "action");
    if (mode == Entity.Mode.UPDATE && !action.missing()) {
      action.problem("'mode: update' decides by itself, column by column; leave 'action' out");
    }
    return new Entity.Target(
        value(fields, "table").text(),
        key,
        action.word(Entity.Action.class, Entity.Action.KEEP),
        mode);
  }

  private static Entity.Claim claim(YamlValue claim) {
    Map<String, YamlValue> fields = claim.fields("by", "keep", "losers");
    value(fields, "keep").word(List.of("lowest key"), "lowest key");
    Map<String, YamlValue> losers = value(fields, "losers").fields("set_null", "tag");
    return new Entity.Claim(
        value(fields, "by").text(), value(losers, "set_null").text(), value(losers, "tag").tag());
  }

  private static List<Column> columns(
      YamlValue list, SourceReader sources, Map<String, Integer> lines) {
    List<Column> columns = new ArrayList<>();
    if (list.missing()) {
      list.problem("an entity needs 'columns'");
    }
    for (YamlValue item : list.list()) {
      Map<String, YamlValue> one = item.open();
      if (one.size() != 1) {
        item.problem("expected one 'column: { … }'");
        continue;
      }
      one.forEach(
          (name, value) -> {
            if (columns.stream().anyMatch(column -> column.name().equals(name))) {
              value.problem("column '" + name + "' stands here twice");
            }
            lines.put("columns." + name, value.line());
            Column column = column(name, value, sources);
            if (column instanceof Column.Json) {
              keep("columns." + name, value(value.open(), "json").open(), lines);
            }
            if (column instanceof Column.Ladder) {
              LinkReader.lines("columns." + name, value, lines);
            }
            if (column != null) {
              columns.add(column);
            }
          });
    }
    return columns;
  }

  private static @Nullable Column column(String name, YamlValue value, SourceReader sources) {
    Map<String, YamlValue> given = value.open();
    if (!given.containsKey("phi")) {
      value.problem("column '" + name + "' needs 'phi': direct, quasi, clinical or none");
    }
    if (given.containsKey("reference")) {
      return LinkReader.read(name, value, sources);
    }
    if (given.containsKey("json")) {
      Map<String, YamlValue> fields = value.fields("json", "tags", "phi");
      List<Expression> parts = new ArrayList<>();
      value(fields, "json")
          .open()
          .forEach(
              (field, sql) -> parts.add(new Expression(field, sources.from(name, field, sql))));
      return new Column.Json(name, phi(fields), parts, value(fields, "tags").flag(false));
    }
    if (given.containsKey("tagged")) {
      Map<String, YamlValue> fields = value.fields("tagged", "otherwise", "phi");
      List<Column.Case> cases = new ArrayList<>();
      value(fields, "tagged")
          .open()
          .forEach((tag, result) -> cases.add(new Column.Case(tag, result.text())));
      return new Column.Tagged(name, phi(fields), cases, value(fields, "otherwise").textOrNull());
    }
    if (given.containsKey("constant")) {
      Map<String, YamlValue> fields = value.fields("constant", "phi");
      return new Column.Constant(name, phi(fields), value(fields, "constant").text());
    }
    if (given.containsKey("from")) {
      Map<String, YamlValue> fields = value.fields("from", "rules", "vocabulary", "phi");
      List<RuleCall> rules = new ArrayList<>();
      for (YamlValue rule : value(fields, "rules").list()) {
        RuleCall call = rule(rule);
        if (call != null) {
          rules.add(call);
        }
      }
      return new Column.Mapped(
          name,
          phi(fields),
          sources.from(name, null, value(fields, "from")),
          rules,
          value(fields, "vocabulary").textOrNull());
    }
    value.problem("column '" + name + "' needs from, reference, json, tagged or constant");
    return null;
  }

  static Column.Phi phi(Map<String, YamlValue> fields) {
    return value(fields, "phi").word(Column.Phi.class, Column.Phi.NONE);
  }

  private static @Nullable RuleCall rule(YamlValue value) {
    String text = value.text();
    Matcher matcher = RULE.matcher(text.trim());
    if (!matcher.matches()) {
      value.problem("not a rule: '" + text + "'; expected name or name(argument)");
      return null;
    }
    String arguments = matcher.group(2);
    return new RuleCall(
        matcher.group(1), arguments == null ? List.of() : List.of(arguments.trim()));
  }
}
