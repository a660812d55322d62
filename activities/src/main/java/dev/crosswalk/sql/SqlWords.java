package dev.crosswalk.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names and words of an author's SQL, outside of texts and comments. It is no parser: whether
 * the SQL is right, only the server can tell.
 */
public final class SqlWords {
  /**
   * A word or a name.
   *
   * @param path its parts, such as {@code [p, owner_id]}, as the catalog spells them; a comma and a
   *     star are words too
   * @param depth how many parentheses are open around it
   * @param quoted whether it is in quotes, and so certainly a name
   */
  public record Word(List<String> path, int depth, boolean quoted) {
    /** Whether it is this word of the language, in lower case. */
    public boolean is(String keyword) {
      return !quoted && path.size() == 1 && path.get(0).equals(keyword);
    }

    String last() {
      return path.get(path.size() - 1);
    }

    private boolean mayBeAlias(int tableDepth) {
      return depth == tableDepth && path.size() == 1 && (quoted || !NO_ALIAS.contains(last()));
    }

    @Override
    public String toString() {
      return String.join(".", path);
    }
  }

  private static final String PART =
      "(?:[A-Za-z_\\u0080-\\uffff][\\w$\\u0080-\\uffff]*+|\"(?:[^\"]|\"\")++\")";

  /** Comments, texts, dollar-quoted texts; then what is kept. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "--[^\n]*+|/\\*.*?\\*/|[eE]'(?:[^'\\\\]|''|\\\\.)*+'|'[^']*+'|\\$(\\w*)\\$.*?\\$\\1\\$"
              + "|(?<name>"
              + PART
              + "(?:\\s*\\.\\s*(?:"
              + PART
              + "|\\*))*+)|(?<sign>[(),*])",
          Pattern.DOTALL);

  private static final Pattern PARTS = Pattern.compile(PART + "|\\*");

  /** What may follow a join's condition at the cost of rows. */
  private static final Set<String> LOSING =
      Set.of(
          ",",
          "except",
          "fetch",
          "for",
          "group",
          "having",
          "intersect",
          "limit",
          "offset",
          "order",
          "union",
          "where",
          "window");

  /** What a table's name comes after; a comma may also separate other things. */
  private static final Set<String> BEFORE_TABLE = Set.of("from", "join", "only", ",");

  /** What may follow a table that has no alias. */
  private static final Set<String> NO_ALIAS =
      Set.of(
          "and",
          "cross",
          "except",
          "fetch",
          "for",
          "full",
          "group",
          "having",
          "inner",
          "intersect",
          "join",
          "left",
          "limit",
          "natural",
          "offset",
          "on",
          "or",
          "order",
          "right",
          "tablesample",
          "union",
          "using",
          "where",
          "window",
          ",");

  private SqlWords() {}

  /** All words, in order. */
  public static List<Word> of(String sql) {
    List<Word> words = new ArrayList<>();
    int depth = 0;
    Matcher tokens = TOKEN.matcher(sql);
    while (tokens.find()) {
      String sign = tokens.group("sign");
      String name = tokens.group("name");
      if ("(".equals(sign)) {
        depth++;
      } else if (")".equals(sign)) {
        depth--;
      } else if (sign != null) {
        words.add(new Word(List.of(sign), depth, false));
      } else if (name != null) {
        words.add(new Word(path(name), depth, name.startsWith("\"")));
      }
    }
    return words;
  }

  private static List<String> path(String name) {
    List<String> path = new ArrayList<>();
    Matcher parts = PARTS.matcher(name);
    while (parts.find()) {
      String part = parts.group();
      path.add(
          part.startsWith("\"")
              ? part.substring(1, part.length() - 1).replace("\"\"", "\"")
              : part.toLowerCase(Locale.ROOT));
    }
    return path;
  }

  /**
   * Null for a clause of left joins and nothing else; otherwise the first word that may lose or
   * repeat rows of what it is joined to.
   */
  public static @Nullable String afterLeftJoin(String clause) {
    List<Word> words = of(clause).stream().filter(word -> word.depth() == 0).toList();
    if (words.isEmpty() || !words.get(0).is("left")) {
      return words.isEmpty() ? clause : words.get(0).toString();
    }
    for (int at = 1; at < words.size(); at++) {
      Word word = words.get(at);
      Word before = words.get(at - 1);
      boolean left = before.is("left") || (before.is("outer") && words.get(at - 2).is("left"));
      if (word.is("join") && !left) {
        return before + " join";
      }
      if (!word.quoted() && LOSING.contains(word.toString())) {
        return word.toString();
      }
    }
    return null;
  }

  /** The tables that may be meant, by name with or without schema, and what each may be called. */
  public static SortedMap<List<String>, Set<String>> tables(List<Word> words) {
    SortedMap<List<String>, Set<String>> tables =
        new TreeMap<>((one, other) -> String.join(".", one).compareTo(String.join(".", other)));
    for (int at = 1; at < words.size(); at++) {
      Word word = words.get(at);
      if (BEFORE_TABLE.contains(words.get(at - 1).toString()) && word.path().size() <= 2) {
        Set<String> names = tables.computeIfAbsent(word.path(), any -> new TreeSet<>());
        names.add(word.last());
        int next = at + 1 < words.size() && words.get(at + 1).is("as") ? at + 2 : at + 1;
        if (next < words.size() && words.get(next).mayBeAlias(word.depth())) {
          names.add(words.get(next).toString());
        }
      }
    }
    return tables;
  }

  /**
   * Whether the words may read a column of a table, by its name or as one of all.
   *
   * @param names what the table may be called
   */
  public static boolean uses(List<Word> words, Set<String> names, String column) {
    for (int at = 0; at < words.size(); at++) {
      Word word = words.get(at);
      List<String> path = word.path();
      boolean star = word.last().equals("*");
      boolean mine =
          path.size() > 1
              ? names.contains(path.get(path.size() - 2))
              : !star || (at > 0 && words.get(at - 1).is("select"));
      if (mine && (star || word.last().equals(column))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the words may read a whole row of a table, by one of its names.
   *
   * @param names what the table may be called
   * @param table its own name; behind a comma, that is rather a table of a list than a row of one
   */
  public static boolean usesRow(List<Word> words, Set<String> names, String table) {
    for (int at = 0; at < words.size(); at++) {
      Word word = words.get(at);
      Word before = at == 0 ? null : words.get(at - 1);
      boolean introduced =
          before != null
              && (before.is(",")
                  ? word.last().equals(table)
                  : BEFORE_TABLE.contains(before.toString())
                      || before.is("as")
                      || names.contains(before.last()));
      if (word.path().size() == 1 && names.contains(word.last()) && !introduced) {
        return true;
      }
    }
    return false;
  }
}
