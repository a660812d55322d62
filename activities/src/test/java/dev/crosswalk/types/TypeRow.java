package dev.crosswalk.types;

import java.util.ArrayList;
import java.util.List;

/**
 * A row of the matrix: a type and values of it, each of which must arrive as it is.
 *
 * @param type as SQL spells it
 * @param since the first major version of PostgreSQL that has all of it
 * @param until the last one
 * @param literals the values as the source is given them
 * @param arrives the type of the target's column
 * @param expected the same values as the target would be given them
 * @param delimiter what stands between the elements of an array of it
 */
record TypeRow(
    String type,
    int since,
    int until,
    List<String> literals,
    String arrives,
    List<String> expected,
    String delimiter) {

  static TypeRow type(String type, String... literals) {
    List<String> values = List.of(literals);
    return new TypeRow(type, 0, Integer.MAX_VALUE, values, type, values, ",");
  }

  /** Only where both servers are of this version or newer. */
  TypeRow since(int version) {
    return new TypeRow(type, version, until, literals, arrives, expected, delimiter);
  }

  /** A type that newer servers do not know. */
  TypeRow until(int version) {
    return new TypeRow(type, since, version, literals, arrives, expected, delimiter);
  }

  /** The same values where the target's column is of another type. */
  TypeRow to(String other, String... values) {
    return new TypeRow(type, since, until, literals, other, List.of(values), delimiter);
  }

  TypeRow delimitedBy(String other) {
    return new TypeRow(type, since, until, literals, arrives, expected, other);
  }

  /**
   * Arrays of it: of all values and a NULL; of two dimensions; with a lower bound of their own;
   * empty.
   */
  TypeRow array() {
    List<String> elements = new ArrayList<>();
    literals.forEach(literal -> elements.add(quoted(literal)));
    String first = elements.get(0);
    String last = elements.get(elements.size() - 1);
    elements.add("NULL");
    List<String> arrays =
        List.of(
            braced(elements),
            braced(List.of(braced(List.of(first, last)), braced(List.of(last, first)))),
            "[-1:0]=" + braced(List.of(last, first)),
            "{}");
    return new TypeRow(type + "[]", since, until, arrays, type + "[]", arrays, delimiter);
  }

  /** Whether the type is known, and every value of it, from the one version to the other. */
  boolean existsIn(int source, int target) {
    return source >= since && target >= since && source <= until;
  }

  private String braced(List<String> elements) {
    return "{" + String.join(delimiter, elements) + "}";
  }

  private static String quoted(String element) {
    return '"' + element.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
