package dev.crosswalk.cases;

import dev.crosswalk.database.Endpoint;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a query gives, as text; NULL is null. */
record Relation(List<String> columns, List<List<@Nullable String>> rows) {
  private static final Pattern PLAIN = Pattern.compile("[^\\s\",]([^\\n\\r\",]*[^\\s\",])?");

  /** Numbers by their size, other text by its characters, NULL last. */
  private static final Comparator<@Nullable String> VALUES =
      Comparator.nullsLast(
          Comparator.comparing(Relation::number, Comparator.nullsLast(Comparator.naturalOrder()))
              .thenComparing(Comparator.naturalOrder()));

  static Relation of(Endpoint endpoint, String query) {
    try (Connection connection = endpoint.connect("target");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      List<String> columns = new ArrayList<>();
      for (int at = 1; at <= result.getMetaData().getColumnCount(); at++) {
        columns.add(result.getMetaData().getColumnLabel(at));
      }
      List<List<@Nullable String>> rows = new ArrayList<>();
      while (result.next()) {
        @Nullable String[] row = new String[columns.size()];
        for (int at = 0; at < row.length; at++) {
          row[at] = result.getString(at + 1);
        }
        rows.add(Arrays.asList(row));
      }
      return new Relation(columns, rows);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Nullable String value(List<@Nullable String> row, String column) {
    int at = columns.indexOf(column);
    if (at < 0) {
      throw new IllegalArgumentException("no column '" + column + "' among " + columns);
    }
    return row.get(at);
  }

  /** These columns, ordered by those columns first and then by all of these. */
  Relation select(List<String> wanted, List<String> order) {
    Comparator<List<@Nullable String>> rule = Comparator.comparing(row -> 0);
    for (String column : order) {
      rule = rule.thenComparing(row -> value(row, column), VALUES);
    }
    for (String column : wanted) {
      rule = rule.thenComparing(row -> value(row, column), VALUES);
    }
    List<List<@Nullable String>> chosen = new ArrayList<>();
    for (List<@Nullable String> row : rows.stream().sorted(rule).toList()) {
      List<@Nullable String> values = new ArrayList<>();
      wanted.forEach(column -> values.add(value(row, column)));
      chosen.add(values);
    }
    return new Relation(wanted, chosen);
  }

  /** The same with other words for some values. */
  Relation translate(Map<String, String> words) {
    UnaryOperator<@Nullable String> word =
        value -> value == null ? null : words.getOrDefault(value, value);
    List<List<@Nullable String>> translated = new ArrayList<>();
    for (List<@Nullable String> row : rows) {
      List<@Nullable String> values = new ArrayList<>(row);
      values.replaceAll(word);
      translated.add(values);
    }
    return new Relation(columns, translated);
  }

  /** One row for all that differ in this column alone, with the sum of what it holds. */
  Relation sum(String column) {
    int at = columns.indexOf(column);
    if (at < 0) {
      return this;
    }
    Map<List<@Nullable String>, Long> sums = new LinkedHashMap<>();
    for (List<@Nullable String> row : rows) {
      List<@Nullable String> group = new ArrayList<>(row);
      group.set(at, "");
      sums.merge(group, Long.valueOf(String.valueOf(row.get(at))), Long::sum);
    }
    sums.forEach((group, sum) -> group.set(at, sum.toString()));
    return new Relation(columns, List.copyOf(sums.keySet()));
  }

  private static @Nullable BigDecimal number(String text) {
    return text.matches("-?[0-9]{1,30}(\\.[0-9]{1,30})?") ? new BigDecimal(text) : null;
  }

  /** The names of a head line; one with a comma stands in quotes. */
  static List<String> names(String line) {
    return Arrays.stream(line.split(",(?=([^\"]*\"[^\"]*\")*[^\"]*$)"))
        .map(name -> name.replaceAll("^\"(.*,.*)\"$", "$1"))
        .toList();
  }

  /** As PostgreSQL's COPY writes CSV: NULL is nothing, an empty text is two quotes. */
  String csv() {
    StringBuilder csv = new StringBuilder();
    csv.append(String.join(",", columns.stream().map(Relation::named).toList())).append('\n');
    for (List<@Nullable String> row : rows) {
      csv.append(String.join(",", row.stream().map(Relation::cell).toList())).append('\n');
    }
    return csv.toString();
  }

  private static String named(String column) {
    return column.contains(",") ? '"' + column + '"' : column;
  }

  private static String cell(@Nullable String value) {
    if (value == null) {
      return "";
    }
    return PLAIN.matcher(value).matches() ? value : '"' + value.replace("\"", "\"\"") + '"';
  }
}
