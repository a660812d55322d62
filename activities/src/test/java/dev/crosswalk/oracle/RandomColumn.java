package dev.crosswalk.oracle;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A column of a random entity: its name in both databases, what the target and the plan say of it,
 * and what the source may hold.
 *
 * @param type of the target's column
 * @param constraints of the target's column
 * @param settings of the plan, besides where the value comes from
 * @param cleansed the value of row {@code r} after the rules, as plain SQL
 * @param good SQL literals that the target takes
 * @param bad SQL literals of which it takes some
 * @param parent the entity that a reference leads to
 */
record RandomColumn(
    String name,
    String type,
    String constraints,
    String settings,
    String cleansed,
    List<String> good,
    List<String> bad,
    @Nullable RandomEntity parent,
    boolean hard) {

  private static RandomColumn plain(
      String name,
      String type,
      String constraints,
      String settings,
      String cleansed,
      List<String> good,
      List<String> bad) {
    return new RandomColumn(name, type, constraints, settings, cleansed, good, bad, null, false);
  }

  static RandomColumn amount(Random random) {
    return plain(
        "amount",
        "integer",
        (random.nextBoolean() ? " not null" : "")
            + (random.nextBoolean() ? " check (amount > 0)" : ""),
        "",
        "r.amount",
        List.of("'1'", "'5'", "' 7 '", "'2147483647'"),
        List.of("null", "'abc'", "''", "'-3'", "'0'", "'99999999999'", "'1.5'"));
  }

  static RandomColumn name(Random random) {
    boolean trim = random.nextBoolean();
    return plain(
        "name",
        "varchar(6)",
        random.nextBoolean() ? " not null" : "",
        trim ? ", rules: [trim]" : "",
        trim ? "btrim(r.name)" : "r.name",
        List.of("'ann'", "'  bob'", "'Zoë'", "'a,\"b\\'", "'sixsix'"),
        List.of("null", "'far too long'", "'sixsix  '", "' sixsix'", "''", "E'tab\\there'"));
  }

  static RandomColumn born(Random random) {
    return plain(
        "born",
        "date",
        random.nextBoolean() ? " not null" : " check (born > '1900-01-01')",
        "",
        "r.born",
        List.of("'2020-02-29'", "'1999-12-31'", "'infinity'"),
        List.of("null", "'2023-02-30'", "'soon'", "''", "'1800-01-01'"));
  }

  /** Words for codes; with another word for those that nobody knows, or without. */
  static RandomColumn kind(boolean other) {
    return plain(
        "kind",
        "text",
        "",
        ", vocabulary: " + (other ? "open" : "closed"),
        "case when r.kind = '1' then 'cat' when r.kind = '2' then 'dog' when r.kind is not null then "
            + (other ? "'other'" : "oracle.refuse('vocabulary')")
            + " end",
        List.of("'1'", "'2'", "null"),
        List.of("'3'", "'01'", "''"));
  }

  /** A value that one row only may hold. */
  static RandomColumn chip() {
    return plain(
        "chip",
        "text",
        " unique",
        "",
        "r.chip",
        List.of("null", "'a'", "'b'", "'c'", "'d'", "'e'", "'f'", "'g'", "'h'", "'held'"),
        List.of("'a'", "'held'"));
  }

  /** The conflict key of entities that do not go by the legacy key. */
  static RandomColumn code() {
    return plain(
        "code",
        "text",
        " unique",
        "",
        "r.code",
        List.of("'p'", "'q'", "'r'", "'s'", "'t'", "'u'", "'v'", "'w'", "'x'", "'y'"),
        List.of("null", "'p'", "'held'"));
  }

  static RandomColumn reference(RandomEntity parent, boolean hard, String constraints) {
    return new RandomColumn(
        "of_" + parent.target(),
        "uuid",
        constraints + " references " + parent.target(),
        hard ? "" : ", missing: null",
        "r.of_" + parent.target(),
        parent.keys(),
        List.of("null", parent.missingKey()),
        parent,
        hard);
  }

  String any(Random random, double dirt) {
    List<String> choice = random.nextDouble() < dirt ? bad : good;
    return choice.isEmpty() ? "null" : choice.get(random.nextInt(choice.size()));
  }
}
