package dev.crosswalk.library;

import static dev.crosswalk.library.YamlValue.value;

import dev.crosswalk.plan.Expression;
import dev.crosswalk.plan.Source;
import dev.crosswalk.sql.SqlWords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the sources of one entity file, and what each of them gives to the columns. */
final class SourceReader {
  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]*");

  /** What a source gives to a column that does not mention it. */
  private static final String NOTHING = "null";

  private final Map<String, Integer> lines;
  private final List<Source> sources = new ArrayList<>();

  /** By alias. */
  private final Map<String, List<Source.Feed>> feeds = new HashMap<>();

  /**
   * Reads the list.
   *
   * @param lines gets the line of each part, such as {@code source.0.key}
   */
  SourceReader(YamlValue list, Map<String, Integer> lines) {
    this.lines = lines;
    for (YamlValue source : list.list()) {
      sources.add(source(source, "source." + sources.size()));
    }
    if (sources.isEmpty()) {
      list.problem("an entity needs at least one source");
      sources.add(new Source("", "", List.of(), List.of(""), List.of(), List.of(), List.of()));
    }
  }

  /** The sources with all that the columns were found to want of them. */
  List<Source> sources() {
    return sources.stream()
        .map(
            source ->
                new Source(
                    source.table(),
                    source.alias(),
                    source.join(),
                    source.key(),
                    source.exclude(),
                    source.outputs(),
                    feeds.getOrDefault(source.alias(), List.of())))
        .toList();
  }

  /**
   * The expression that feeds a column, or a field of a JSON column: one for all sources, or one
   * for each alias, which is kept with its source.
   */
  String from(String column, @Nullable String field, YamlValue value) {
    if (!value.isMapping()) {
      return value.text();
    }
    value
        .open()
        .forEach(
            (alias, sql) -> {
              if (sources.stream().noneMatch(source -> source.alias().equals(alias))) {
                sql.problem(
                    "no source has the alias '"
                        + alias
                        + "'; known: "
                        + String.join(", ", sources.stream().map(Source::alias).toList()));
              }
              feeds
                  .computeIfAbsent(alias, any -> new ArrayList<>())
                  .add(new Source.Feed(column, field, sql.text()));
            });
    return NOTHING;
  }

  private Source source(YamlValue source, String place) {
    Map<String, YamlValue> fields = source.fields("table", "join", "key", "exclude", "outputs");
    lines.put(place, source.line());
    keep(place, fields);
    keep(place + ".exclude", value(fields, "exclude").open());
    keep(place + ".outputs", value(fields, "outputs").open());
    String[] table = value(fields, "table").text().trim().split("\\s+", -1);
    String alias = table[table.length - 1];
    if (table.length > 2) {
      value(fields, "table").problem("expected 'table' or 'table alias'");
    } else if (table.length == 1 && table[0].contains(".")) {
      value(fields, "table").problem("a table with a schema needs an alias: '" + table[0] + " t'");
    }
    requireOwn(value(fields, "table"), table[0], alias);
    List<Source.Output> outputs = outputs(value(fields, "outputs"));
    if (!outputs.isEmpty() && alias.equals(Source.OUTPUT)) {
      value(fields, "table").problem("the alias 'out' is that of the outputs");
    }
    return new Source(
        table[0],
        alias,
        joins(value(fields, "join"), place),
        key(value(fields, "key")),
        expressions(value(fields, "exclude")),
        outputs,
        List.of());
  }

  /** Ids, chunks and rejects name a row by its key table and key. */
  private void requireOwn(YamlValue place, String table, String alias) {
    for (Source other : sources) {
      if (other.table().equals(table)) {
        place.problem(
            "two sources with the key table '"
                + table
                + "': their rows could not be told apart; join, or use 'outputs' for several rows"
                + " a key");
      } else if (other.alias().equals(alias)) {
        place.problem("two sources with the alias '" + alias + "'");
      }
    }
  }

  private List<String> joins(YamlValue list, String place) {
    List<String> joins = new ArrayList<>();
    for (YamlValue join : list.list()) {
      lines.put(place + ".join." + joins.size(), join.line());
      joins.add(join.text());
      String stray = SqlWords.afterLeftJoin(join.text());
      if (stray != null) {
        join.problem(
            "only left joins keep every row of the key table; '"
                + stray
                + "' does not: '"
                + join.text()
                + "'");
      }
    }
    return joins;
  }

  private static List<String> key(YamlValue key) {
    if (!key.isList()) {
      return List.of(key.text());
    }
    List<String> parts = key.texts();
    if (parts.isEmpty()) {
      key.problem("a key needs at least one expression");
      return List.of("");
    }
    return parts;
  }

  private static List<Source.Output> outputs(YamlValue mapping) {
    List<Source.Output> outputs = new ArrayList<>();
    mapping
        .open()
        .forEach(
            (name, values) -> {
              requireName(values, name, "an output");
              values
                  .open()
                  .forEach((value, sql) -> requireName(sql, value, "a value of an output"));
              for (String taken : List.of("no", "name")) {
                if (values.open().containsKey(taken)) {
                  values.problem("'out." + taken + "' is there already; choose another name");
                }
              }
              outputs.add(new Source.Output(name, expressions(values)));
            });
    return outputs;
  }

  private static void requireName(YamlValue place, String name, String what) {
    if (!NAME.matcher(name).matches()) {
      place.problem(what + " is called by a word such as opening_text, got '" + name + "'");
    }
  }

  private void keep(String path, Map<String, YamlValue> fields) {
    fields.forEach((name, value) -> lines.putIfAbsent(path + "." + name, value.line()));
  }

  private static List<Expression> expressions(YamlValue mapping) {
    List<Expression> expressions = new ArrayList<>();
    mapping.open().forEach((name, sql) -> expressions.add(new Expression(name, sql.text())));
    return expressions;
  }
}
