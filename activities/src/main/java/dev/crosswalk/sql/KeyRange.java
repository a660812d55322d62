package dev.crosswalk.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Conditions on the key of a source. The parts are compared as a row, so that an index on them
 * serves.
 *
 * @param key the parts, as expressions where the condition stands
 */
record KeyRange(KeyOrder order, List<String> key) {
  /** What to order by. */
  String ordered() {
    return String.join(", ", parts());
  }

  private List<String> parts() {
    List<String> parts = new ArrayList<>();
    for (int part = 0; part < key.size(); part++) {
      parts.add(order.types().get(part).ordered(key.get(part)));
    }
    return parts;
  }

  /** Whole keys above {@code from} and up to {@code to}; null leaves the range open. */
  String keys(@Nullable String from, @Nullable String to) {
    List<String> bounds = new ArrayList<>();
    if (from != null) {
      bounds.add(compared(" > ", from));
    }
    if (to != null) {
      bounds.add(compared(" <= ", to));
    }
    return bounds.isEmpty() ? "true" : String.join(" and ", bounds);
  }

  /** The same where it may begin or end between two rows of a key. */
  String rows(String output, @Nullable String from, @Nullable String to) {
    List<String> bounds = new ArrayList<>();
    if (from != null && order.isLast(from)) {
      bounds.add(compared(" > ", from));
    } else if (from != null) {
      // The first condition is one on the key table alone, which its index serves.
      bounds.add(compared(" >= ", from));
      bounds.add(compared(output, " > ", from));
    }
    if (to != null) {
      bounds.add(compared(" <= ", to));
    }
    if (to != null && !order.isLast(to)) {
      bounds.add(compared(output, " <= ", to));
    }
    return bounds.isEmpty() ? "true" : String.join(" and ", bounds);
  }

  /** The keys of these rows. */
  String in(List<String> rows) {
    List<String> values = rows.stream().map(row -> tuple(order.literals(row))).distinct().toList();
    return tuple(key) + " in (" + String.join(", ", values) + ")";
  }

  /** These rows of keys that give several. */
  String in(String output, List<String> rows) {
    List<String> names = new ArrayList<>(key);
    names.add(output);
    return in(rows)
        + " and "
        + tuple(names)
        + " in ("
        + String.join(", ", rows.stream().map(row -> tuple(withOutput(row))).toList())
        + ")";
  }

  private List<String> withOutput(String row) {
    List<String> values = new ArrayList<>(order.literals(row));
    values.add(Integer.toString(order.output(row)));
    return values;
  }

  private String compared(String sign, String row) {
    return tuple(parts()) + sign + tuple(order.literals(row));
  }

  private String compared(String output, String sign, String row) {
    List<String> names = new ArrayList<>(parts());
    names.add(output);
    return tuple(names) + sign + tuple(withOutput(row));
  }

  private static String tuple(List<String> parts) {
    return parts.size() == 1 ? parts.get(0) : "(" + String.join(", ", parts) + ")";
  }
}
