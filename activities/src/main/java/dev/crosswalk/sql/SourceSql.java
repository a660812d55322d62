package dev.crosswalk.sql;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.plan.Column;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.Expression;
import dev.crosswalk.plan.Source;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statements that read one entity from the source. The author's query stands inside, word for
 * word; the engine only adds the range of keys and the order.
 */
public final class SourceSql {
  /** How keys are compared. Text is compared byte by byte, as Java and both servers agree. */
  public enum KeyType {
    NUMBER("bigint", ""),
    TEXT("text", " collate \"C\"");

    private final String cast;
    private final String collation;

    /** How an expression of this type is ordered. */
    public String ordered(String expression) {
      return this == NUMBER ? expression + "::bigint" : expression + collation;
    }

    KeyType(String cast, String collation) {
      this.cast = cast;
      this.collation = collation;
    }

    /** The type of a PostgreSQL type name; fails for one that has no such order. */
    public static KeyType of(String typeName, String entity) {
      return switch (typeName) {
        case "int2", "int4", "int8", "serial", "bigserial", "smallserial" -> NUMBER;
        case "text", "varchar", "bpchar" -> TEXT;
        default ->
            throw new Failure(
                ErrorCode.PLAN,
                "the key of '"
                    + entity
                    + "' is of type "
                    + typeName
                    + "; cast it to bigint or text in the entity file");
      };
    }

    /** Whether {@code next} comes after {@code last}. */
    public boolean increases(String last, String next) {
      return this == NUMBER
          ? Long.parseLong(last) < Long.parseLong(next)
          : java.util.Arrays.compareUnsigned(
                  last.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                  next.getBytes(java.nio.charset.StandardCharsets.UTF_8))
              < 0;
    }
  }

  private final Entity entity;
  private final Source source;

  public SourceSql(Entity entity) {
    this.entity = entity;
    this.source = entity.source();
  }

  /** The SQL that feeds a column, or null for columns that the source does not feed. */
  public static @Nullable String input(Column column) {
    if (column instanceof Column.Mapped mapped) {
      return mapped.from();
    }
    if (column instanceof Column.Reference reference) {
      return reference.from();
    }
    if (column instanceof Column.Json json) {
      List<String> parts = new ArrayList<>();
      for (Expression field : json.fields()) {
        parts.add(literal(field.name()) + ", (" + field.sql() + ")");
      }
      return "json_strip_nulls(json_build_object(\n    " + String.join(",\n    ", parts) + "))";
    }
    return null;
  }

  /** The author's query: key, name of the exclusion that hits or NULL, then the inputs. */
  public String query() {
    StringBuilder sql = new StringBuilder("select\n  ").append(source.key()).append(" as \"#key\"");
    sql.append(",\n  ").append(excluded()).append(" as \"#excluded\"");
    for (Column column : entity.columns()) {
      String input = input(column);
      if (input != null) {
        sql.append(",\n  (").append(input).append(")::text as ");
        sql.append(Names.quoted(column.name()));
      }
    }
    sql.append("\nfrom ").append(source.table()).append(' ').append(source.alias());
    source.join().forEach(join -> sql.append('\n').append(join.strip()));
    return sql.toString();
  }

  private String excluded() {
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

  /** Streams the rows whose keys lie above {@code from} and up to {@code to}, in order. */
  public String extract(KeyType type, @Nullable String from, String to) {
    return "copy (\nselect * from (\n"
        + query()
        + "\n) q\nwhere "
        + range("q.\"#key\"", type, from, to)
        + "\norder by q.\"#key\""
        + type.collation
        + "\n) to stdout";
  }

  /** The key as the source types it, for {@link KeyType#of}. */
  public String keyTypeProbe() {
    return "select " + source.key() + " from " + keyTable() + " limit 0";
  }

  /**
   * Cuts the key table into ranges of {@code rows} rows: each row of the answer is the upper end of
   * one, with the number of rows up to it; the last one is the highest key.
   */
  public String cuts(KeyType type, long rows) {
    return """
        select y.k::text, y.n
        from (
          select x.k, row_number() over (order by x.k%1$s) as n, count(*) over () as total
          from (select %2$s as k from %3$s) x
        ) y
        where y.n %% %4$d = 0 or y.n = y.total
        order by y.n
        """
        .formatted(type.collation, source.key(), keyTable(), rows);
  }

  /** Counts the rows of the key table itself, without any join. */
  public String count(KeyType type, @Nullable String from, @Nullable String to) {
    return "select count(*) from " + keyTable() + " where " + range(source.key(), type, from, to);
  }

  /** Key and input of one column for every row that is not excluded, for the claim pre-pass. */
  public String column(String column) {
    return "copy (select q.\"#key\", q."
        + Names.quoted(column)
        + " from (\n"
        + query()
        + "\n) q where q.\"#excluded\" is null) to stdout";
  }

  private String keyTable() {
    return source.table() + " " + source.alias();
  }

  private static String range(
      String key, KeyType type, @Nullable String from, @Nullable String to) {
    List<String> bounds = new ArrayList<>();
    if (from != null) {
      bounds.add(key + type.collation + " > " + literal(from) + "::" + type.cast);
    }
    if (to != null) {
      bounds.add(key + type.collation + " <= " + literal(to) + "::" + type.cast);
    }
    return bounds.isEmpty() ? "true" : String.join(" and ", bounds);
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
