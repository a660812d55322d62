package dev.crosswalk.sql;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.Source;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The parts of a source's key: how they are compared, and how a key is written as one text. A key
 * of one part is written as PostgreSQL writes it; of several, they stand between bars, with a
 * backslash before a bar or backslash that belongs to a part. Where a key gives several rows, the
 * output's name is the last part, and the order of the outputs is its order. Immutable.
 */
public record KeyOrder(List<Type> types, List<Source.Output> outputs) {
  /** How a part is compared: alike by Java and by both servers. */
  public enum Type {
    NUMBER("bigint", "", "0"),
    /** Byte by byte. */
    TEXT("text", " collate \"C\"", ""),
    /** Its sixteen bytes are in the order of the text that PostgreSQL writes. */
    UUID("uuid", "", "00000000-0000-0000-0000-000000000000");

    private final String cast;
    private final String collation;
    private final String example;

    Type(String cast, String collation, String example) {
      this.cast = cast;
      this.collation = collation;
      this.example = example;
    }

    private static Type of(String typeName, String entity) {
      return switch (typeName) {
        case "int2", "int4", "int8", "serial", "bigserial", "smallserial" -> NUMBER;
        case "text", "varchar", "bpchar" -> TEXT;
        case "uuid" -> UUID;
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

    private int compare(String one, String other) {
      return this == NUMBER
          ? Long.compare(Long.parseLong(one), Long.parseLong(other))
          : Arrays.compareUnsigned(
              one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /** How an expression of this type is ordered. */
    String ordered(String expression) {
      return expression + collation;
    }

    private boolean has(String text) {
      return switch (this) {
        case NUMBER -> text.matches("-?[0-9]{1,19}") && isLong(text);
        case TEXT -> true;
        case UUID -> text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
      };
    }

    private static boolean isLong(String digits) {
      try {
        Long.parseLong(digits);
        return true;
      } catch (NumberFormatException tooLarge) {
        return false;
      }
    }

    /** A value of this type. */
    String literal(String text) {
      return SourceSql.literal(text) + "::" + cast;
    }
  }

  /**
   * The order of the keys of the entity's source.
   *
   * @param described the parts as the source types them; fails for a type that has no such order
   */
  public static KeyOrder of(Entity entity, ResultSetMetaData described) throws SQLException {
    List<Type> types = new ArrayList<>();
    for (int part = 1; part <= described.getColumnCount(); part++) {
      types.add(Type.of(described.getColumnTypeName(part), entity.entity()));
    }
    return new KeyOrder(types, entity.source().outputs());
  }

  /** The order of a key whose parts are all numbers: an example, for who has no database to ask. */
  public static KeyOrder ofNumbers(Source source) {
    return new KeyOrder(Collections.nCopies(source.key().size(), Type.NUMBER), source.outputs());
  }

  /** Some key. */
  public String example() {
    List<String> parts = new ArrayList<>();
    types.forEach(type -> parts.add(type.example));
    return lastRow(parts);
  }

  /** The text of the last row that a key gives, the key being given without an output. */
  public String lastRow(List<String> key) {
    return row(key, outputs.size());
  }

  /** The text of the first row that a key gives, the key being given without an output. */
  public String firstRow(List<String> key) {
    return row(key, 1);
  }

  /** The text of the row after one that is not the last of its key. */
  public String nextRow(String row) {
    return row(key(row), output(row) + 1);
  }

  private String row(List<String> key, int output) {
    List<String> parts = new ArrayList<>(key);
    if (!outputs.isEmpty()) {
      parts.add(outputs.get(output - 1).name());
    }
    return join(parts);
  }

  /** Whether a text may be a key of one part: the source would refuse to compare others. */
  public boolean canBeKey(String text) {
    return types.size() == 1 && types.get(0).has(text);
  }

  /** Writes the parts as one text. */
  public static String join(List<String> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    List<String> escaped = new ArrayList<>();
    parts.forEach(part -> escaped.add(part.replace("\\", "\\\\").replace("|", "\\|")));
    return String.join("|", escaped);
  }

  /** The parts of a row's key, without its output. */
  List<String> key(String row) {
    return parts(row).subList(0, types.size());
  }

  /** The same, each as a value in SQL. */
  List<String> literals(String row) {
    List<String> key = key(row);
    List<String> literals = new ArrayList<>();
    for (int part = 0; part < key.size(); part++) {
      literals.add(types.get(part).literal(key.get(part)));
    }
    return literals;
  }

  /** Whether the row is the last one that its key gives. */
  public boolean isLast(String row) {
    return output(row) == outputs.size();
  }

  /** The number of a row's output, from 1; 0 where a key gives one row. */
  int output(String row) {
    List<String> parts = parts(row);
    for (int no = 1; no <= outputs.size(); no++) {
      if (outputs.get(no - 1).name().equals(parts.get(types.size()))) {
        return no;
      }
    }
    return 0;
  }

  private List<String> parts(String row) {
    return types.size() == 1 && outputs.isEmpty() ? List.of(row) : split(row);
  }

  /** The parts that {@link #join} made one text of, when they were several. */
  static List<String> split(String row) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int at = 0; at < row.length(); at++) {
      if (row.charAt(at) == '|') {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        at += row.charAt(at) == '\\' ? 1 : 0;
        part.append(row.charAt(at));
      }
    }
    parts.add(part.toString());
    return parts;
  }

  /** Whether the row {@code next} comes after the row {@code last}. */
  public boolean increases(String last, String next) {
    if (types.size() == 1 && outputs.isEmpty()) {
      return types.get(0).compare(last, next) < 0;
    }
    List<String> before = key(last);
    List<String> after = key(next);
    for (int part = 0; part < types.size(); part++) {
      int order = types.get(part).compare(before.get(part), after.get(part));
      if (order != 0) {
        return order < 0;
      }
    }
    return output(last) < output(next);
  }
}
