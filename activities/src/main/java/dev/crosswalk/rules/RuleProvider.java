package dev.crosswalk.rules;

import java.util.Arrays;
import java.util.List;

/** Makes rules of one name; announced in {@code META-INF/services}. */
public interface RuleProvider {
  /** The name that columns call, in lower case with underscores. */
  String name();

  /** What its rules do, in a few sentences for the documentation. */
  String description();

  /** The tags that its rules may put on a row. */
  default List<String> tags() {
    return List.of();
  }

  /** Values and what becomes of them, for the documentation and for the tests. */
  Examples examples();

  /**
   * Makes a rule. Whatever the text, the rule gives an outcome and throws nothing; put to its own
   * result it changes nothing more.
   *
   * @throws IllegalArgumentException when the arguments do not fit; the message says what would
   */
  Rule rule(List<String> arguments);

  /** For rules that take none. */
  static void requireNone(List<String> arguments) {
    if (!arguments.isEmpty()) {
      throw new IllegalArgumentException("takes no argument");
    }
  }

  /** For rules that take exactly one. */
  static String requireOne(List<String> arguments, String what) {
    if (arguments.size() != 1 || arguments.get(0).isEmpty()) {
      throw new IllegalArgumentException("takes one argument: " + what);
    }
    return arguments.get(0);
  }

  /** For rules that take several, written with commas between them; empty without any. */
  static List<String> list(List<String> arguments) {
    return arguments.stream()
        .flatMap(text -> Arrays.stream(text.split(",", -1)))
        .map(String::strip)
        .toList();
  }
}
