package dev.crosswalk.sql;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.crosswalk.plan.Column;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.Expression;
import dev.crosswalk.plan.Source;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The statements that read one source of an entity. The author's query stands inside, word for
 * word; the engine only adds the range of keys and the order. Where they ask for a range, it lies
 * above {@code from} and goes up to {@code to}; null leaves it open.
 */
public final class SourceSql {
  private static final String KEY = "#key";
  private static final String OUTPUT = "#output";
  private static final String SELECTED_OUTPUT = "q." + Names.quoted(OUTPUT);

  /** A function takes a hundred arguments, and one is the separator. */
  private static final int MOST_JOINED = 99;

  /** Types whose values COPY writes as a cast to text does; char(n), for one, loses its blanks. */
  private static final Set<String> WRITTEN_ALIKE =
      Set.of(
          "int2",
          "int4",
          "int8",
          "float4",
          "float8",
          "numeric",
          "date",
          "time",
          "timestamp",
          "timestamptz",
          "uuid",
          "json",
          "jsonb");

  private final Entity entity;
  private final Source source;

  /** Columns whose input needs no cast to become the text that it is read as. */
  private final Set<String> uncast;

  public SourceSql(Entity entity) {
    this(entity, Set.of());
  }

  private SourceSql(Entity entity, Set<String> uncast) {
    this.entity = entity;
    this.source = entity.source();
    this.uncast = uncast;
  }

  /**
   * The same statements for streaming a server's rows, without the casts to text that COPY does not
   * need there: they cost the server a tenth of its time.
   */
  public SourceSql streaming(Connection server) throws SQLException {
    List<String> inputs = entity.inputs().stream().filter(this::isFed).map(Column::name).toList();
    Set<String> alike = new HashSet<>();
    String uncast = new SourceSql(entity, Set.copyOf(inputs)).query();
    // Not prepared: an author's ? is an operator.
    try (Statement statement = server.createStatement();
        ResultSet nothing = statement.executeQuery(uncast + "\nlimit 0")) {
      ResultSetMetaData described = nothing.getMetaData();
      int before = described.getColumnCount() - inputs.size();
      for (int input = 0; input < inputs.size(); input++) {
        if (WRITTEN_ALIKE.contains(described.getColumnTypeName(before + input + 1))) {
          alike.add(inputs.get(input));
        }
      }
    }
    return new SourceSql(entity, alike);
  }

  private boolean isFed(Column column) {
    return input(column) != null;
  }

  /** The SQL that feeds a column, or null for columns that the source does not feed. */
  public @Nullable String input(Column column) {
    if (column instanceof Column.Mapped mapped) {
      return source.feed(mapped.name(), null, mapped.from());
    }
    if (column instanceof Column.Reference reference) {
      return source.feed(reference.name(), null, reference.from());
    }
    if (column instanceof Column.Json json) {
      List<String> parts = new ArrayList<>();
      for (Expression field : json.fields()) {
        parts.add(field(field.name(), source.feed(json.name(), field.name(), field.sql())));
      }
      return "'{' || " + joined(parts) + " || '}'";
    }
    return null;
  }

  /** The fields that are not null, with commas between them. */
  private static String joined(List<String> fields) {
    if (fields.isEmpty()) {
      return "''";
    }
    List<String> parts = new ArrayList<>();
    for (int from = 0; from < fields.size(); from += MOST_JOINED) {
      List<String> some = fields.subList(from, Math.min(fields.size(), from + MOST_JOINED));
      parts.add("concat_ws(', ',\n    " + String.join(",\n    ", some) + "\n  )");
    }
    return parts.size() == 1
        ? parts.get(0)
        : joined(parts.stream().map(part -> "nullif(" + part + ", '')").toList());
  }

  /**
   * A field of an object as JSON text; NULL for null, which is left out. Half of what the functions
   * that build whole objects and strip them of nulls would cost, and no limit of fifty fields.
   */
  private static String field(String name, String sql) {
    String value = sql.strip().matches("(?i)null|'([^']|'')*'") ? sql + "::text" : sql;
    String quoted = "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(name)) + "\": ";
    return literal(quoted) + " || nullif(to_json((" + value + "))::text, 'null')";
  }

  /**
   * The author's query: the parts of the key, the number of the output where a key gives several
   * rows, the name of the exclusion that hits or NULL, then the inputs.
   */
  public String query() {
    List<String> fields = new ArrayList<>();
    for (int part = 0; part < source.key().size(); part++) {
      fields.add(source.key().get(part) + " as " + Names.quoted(key(part)));
    }
    if (!source.outputs().isEmpty()) {
      fields.add(Source.OUTPUT + ".no as " + Names.quoted(OUTPUT));
    }
    fields.add(excluded() + " as \"#excluded\"");
    for (Column column : entity.inputs()) {
      String input = input(column);
      if (input != null) {
        String cast = uncast.contains(column.name()) ? "" : "::text";
        fields.add("(" + input + ")" + cast + " as " + Names.quoted(column.name()));
      }
    }
    return "select\n  " + String.join(",\n  ", fields) + "\n" + from();
  }

  private String from() {
    StringBuilder sql = new StringBuilder("from ").append(keyTable());
    source.join().forEach(join -> sql.append('\n').append(join.strip()));
    if (!source.outputs().isEmpty()) {
      sql.append("\ncross join lateral (values").append(outputs());
    }
    return sql.toString();
  }

  /** The rows of a key, each with all values that any of them has. */
  private String outputs() {
    List<String> names = new ArrayList<>();
    for (Source.Output output : source.outputs()) {
      output.values().stream()
          .map(Expression::name)
          .filter(name -> !names.contains(name))
          .forEach(names::add);
    }
    List<String> rows = new ArrayList<>();
    for (Source.Output output : source.outputs()) {
      List<String> row = new ArrayList<>();
      row.add(Integer.toString(rows.size() + 1));
      row.add(literal(output.name()));
      for (String name : names) {
        String sql =
            output.values().stream()
                .filter(value -> value.name().equals(name))
                .map(Expression::sql)
                .findFirst()
                .orElse("null");
        row.add("(" + sql + ")::text");
      }
      rows.add("\n  (" + String.join(", ", row) + ")");
    }
    StringBuilder sql = new StringBuilder(String.join(",", rows));
    sql.append("\n) ").append(Source.OUTPUT).append("(no, name");
    names.forEach(name -> sql.append(", ").append(Names.quoted(name)));
    return sql.append(')').toString();
  }

  /** The name of the exclusion that hits a row, or NULL. */
  public String excluded() {
    if (source.exclude().isEmpty()) {
      return "null::text";
    }
    StringBuilder sql = new StringBuilder("case");
    for (Expression exclusion : source.exclude()) {
      sql.append(" when (").append(exclusion.sql()).append(") then ");
      sql.append(literal(exclusion.name()));
    }
    return sql.append(" end").toString();
  }

  /** Streams the rows of a range, in order. */
  public String extract(KeyOrder order, @Nullable String from, @Nullable String to) {
    KeyRange key = selected(order);
    return extract(key, key.rows(SELECTED_OUTPUT, from, to));
  }

  /** Streams these rows, in order; a key that no row has yields none. */
  public String extract(KeyOrder order, List<String> rows) {
    KeyRange key = selected(order);
    return extract(key, source.outputs().isEmpty() ? key.in(rows) : key.in(SELECTED_OUTPUT, rows));
  }

  private String extract(KeyRange key, String condition) {
    return "copy (\nselect * from (\n"
        + query()
        + "\n) q\nwhere "
        + condition
        + "\norder by "
        + key.ordered()
        + (source.outputs().isEmpty() ? "" : ", " + SELECTED_OUTPUT)
        + "\n) to stdout";
  }

  private KeyRange selected(KeyOrder order) {
    List<String> key = new ArrayList<>();
    for (int part = 0; part < source.key().size(); part++) {
      key.add("q." + Names.quoted(key(part)));
    }
    return new KeyRange(order, key);
  }

  /**
   * Looks rows up by what they have in a column: each row of the answer is that value, the name of
   * the exclusion that hits the row or NULL, and the row's key, part by part.
   *
   * @param column a column that the source feeds; null: the key itself, which has one part
   * @param values as the column has them, or as keys
   */
  public String known(KeyOrder order, @Nullable String column, List<String> values) {
    List<String> parts = new ArrayList<>();
    for (int part = 0; part < source.key().size(); part++) {
      parts.add("q." + Names.quoted(key(part)) + "::text");
    }
    String value = column == null ? parts.get(0) : "q." + Names.quoted(column) + "::text";
    String wanted =
        column == null
            ? selected(order).in(values)
            : value
                + " in ("
                + String.join(", ", values.stream().map(SourceSql::literal).toList())
                + ")";
    return "select "
        + value
        + ", q.\"#excluded\", "
        + String.join(", ", parts)
        + " from (\n"
        + query()
        + "\n) q\nwhere "
        + wanted;
  }

  /** The key as the source types it, for {@link KeyOrder#of}. */
  public String keyTypeProbe() {
    return "select " + String.join(", ", source.key()) + " from " + keyTable() + " limit 0";
  }

  /** Counts the keys of the key table, and those of them that are NULL in some part. */
  public String countKeys() {
    return "select count(*), count(*) filter (where "
        + String.join(" or ", keyParts().stream().map(part -> part + " is null").toList())
        + ") from "
        + keyTable();
  }

  /**
   * Cuts the key table into ranges of {@code keys} keys: each row of the answer is the upper end of
   * one, part by part, then the number of keys up to it; the last one is the highest key.
   *
   * @param total how many keys there are in the same snapshot
   */
  public String cuts(KeyOrder order, long keys, long total) {
    List<String> names = new ArrayList<>();
    List<String> named = new ArrayList<>();
    for (String part : source.key()) {
      String name = "k" + names.size();
      names.add(name);
      named.add(part + " as " + name);
    }
    return """
    select %1$s, n
    from (
      select *, row_number() over (order by %2$s) as n
      from (select %3$s from %4$s) keys
    ) numbered
    where n %% %5$d = 0 or n = %6$d
    order by n
    """
        .formatted(
            texts(names),
            new KeyRange(order, names).ordered(),
            String.join(", ", named),
            keyTable(),
            keys,
            total);
  }

  /** Counts the rows of a range of whole keys, asking the key table alone, without any join. */
  public String count(KeyOrder order, @Nullable String from, @Nullable String to) {
    return "select count(*) * "
        + source.rowsPerKey()
        + " from "
        + keyTable()
        + " where "
        + range(order).keys(from, to);
  }

  /** Counts the rows that no exclusion leaves out. */
  public String kept() {
    return "select count(*) from (\n" + query() + "\n) q where q.\"#excluded\" is null";
  }

  /** How many rows all sources of an entity have that no exclusion leaves out, counted now. */
  public static long countKept(Connection source, Entity entity) throws SQLException {
    long rows = 0;
    for (Source one : entity.sources()) {
      try (Statement statement = source.createStatement();
          ResultSet row = statement.executeQuery(new SourceSql(entity.at(one.table())).kept())) {
        row.next();
        rows += row.getLong(1);
      }
    }
    return rows;
  }

  /** The key, part by part, that has this many keys of a range of whole keys before it. */
  public String keyAfter(KeyOrder order, @Nullable String from, @Nullable String to, long keys) {
    return "select "
        + texts(keyParts())
        + " from "
        + keyTable()
        + " where "
        + range(order).keys(from, to)
        + " order by "
        + range(order).ordered()
        + " offset "
        + keys
        + " limit 1";
  }

  /** What an expression over the key table and its joins gives for one row. */
  public String value(String expression, KeyOrder order, String row) {
    List<String> rows = List.of(row);
    return "copy (select ("
        + expression
        + ")::text\n"
        + from()
        + "\nwhere "
        + (source.outputs().isEmpty()
            ? range(order).in(rows)
            : range(order).in(Source.OUTPUT + ".no", rows))
        + ") to stdout";
  }

  private KeyRange range(KeyOrder order) {
    return new KeyRange(order, keyParts());
  }

  private String keyTable() {
    return source.table() + " " + source.alias();
  }

  /** An expression over the key table, for each part. */
  private List<String> keyParts() {
    return source.key().stream().map(part -> "(" + part + ")").toList();
  }

  private String key(int part) {
    return source.key().size() == 1 ? KEY : KEY + (part + 1);
  }

  private static String texts(List<String> expressions) {
    return String.join(", ", expressions.stream().map(one -> one + "::text").toList());
  }

  /** A qualified name, quoted. */
  public static String quoted(String... parts) {
    return Names.quoted(parts);
  }

  /** A text literal; {@code standard_conforming_strings} is pinned on. */
  public static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
