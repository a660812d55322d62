package dev.crosswalk.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.testing.TestDatabases;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each rule makes of a value, to the edges; the common cases are the rules' own examples. */
class RulesTest {
  /** No-break space, ideographic space, next line, zero-width space, byte order mark. */
  private static final String UNSEEN = "\u00A0\u3000\u0085\u200B\uFEFF";

  private static final String KEY = "4711";

  /** A rule that values are put to. */
  private record Trial(Rule rule) {
    static Trial of(String name, String... arguments) {
      return new Trial(Rules.rule(name, List.of(arguments)));
    }

    Trial keeps(@Nullable String value) {
      return expect(value, Outcome.KEEP);
    }

    Trial changes(@Nullable String value, @Nullable String after) {
      return expect(value, new Outcome.Change(after, null));
    }

    Trial tags(@Nullable String value, @Nullable String after, String tag) {
      return expect(value, new Outcome.Change(after, tag));
    }

    Trial rejects(String value, ErrorCode code) {
      return expect(value, new Outcome.Reject(code));
    }

    private Trial expect(@Nullable String value, Outcome outcome) {
      assertThat(rule.apply(value, KEY)).as("of '%s'", value).isEqualTo(outcome);
      return this;
    }
  }

  @Test
  void trimCutsWhiteSpaceFromBothEndsAndNothingInside() {
    Trial.of("trim")
        .keeps(null)
        .keeps("")
        .keeps("a  b")
        .changes(" a\tb\r\n", "a\tb")
        .changes(UNSEEN + "a" + UNSEEN + "b" + UNSEEN, "a" + UNSEEN + "b")
        .changes(" \t ", "")
        .changes(UNSEEN, "");
  }

  @Test
  void collapseMakesEachRunOfWhiteSpaceOneSpace() {
    Trial.of("collapse")
        .keeps(null)
        .keeps("")
        .keeps("a b")
        .keeps(" a ")
        .changes("a\tb", "a b")
        .changes("  a \r\n\t b  ", " a b ")
        .changes("a\u00A0\u3000\u2003b", "a b");
  }

  @Test
  void blankNullMakesNothingOfNothingButWhiteSpace() {
    Trial.of("blank_null")
        .keeps(null)
        .keeps("a")
        .keeps(" a ")
        .changes("", null)
        .changes(" \t\n", null)
        .changes(UNSEEN, null);
  }

  @Test
  void nullWordMakesNothingOfTheWordsForIt() {
    Trial.of("null_word")
        .keeps(null)
        .keeps("nil")
        .keeps("none of them")
        .keeps("0")
        .changes("", null)
        .changes(UNSEEN, null)
        .changes("null", null)
        .changes("NULL", null)
        .changes(" None\t", null)
        .changes("N/A", null)
        .changes("\u00A0NaN", null);
  }

  @Test
  void defaultGivesItsTextToNullAndBlank() {
    Trial.of("default", "Unknown")
        .changes(null, "Unknown")
        .changes("", "Unknown")
        .changes(" \t", "Unknown")
        .changes(UNSEEN, "Unknown")
        .keeps("a")
        .keeps(" a ")
        .keeps("Unknown");
  }

  @Test
  void defaultPutsTheKeyIntoItsText() {
    Trial.of("default", "patient {key} of {key}")
        .changes(null, "patient 4711 of 4711")
        .keeps("{key}");
  }

  @Test
  void emailLowersAnAddress() {
    Trial.of("email")
        .keeps("ann@example.test")
        .keeps("a.b+c_d-e%f@sub.example-1.test")
        .keeps("o'neil@x.co")
        .changes(" Ann@Example.TEST\u00A0", "ann@example.test");
  }

  @Test
  void emailMakesNothingOfWhatIsNoAddressAndSaysWhich() {
    Trial email = Trial.of("email");
    for (String blank : new String[] {null, "", " ", UNSEEN}) {
      email.tags(blank, null, "email_missing");
    }
    for (String wrong :
        List.of(
            "ann",
            "ann@",
            "@example.test",
            "ann@localhost",
            "ann@example.t",
            "ann@example.123",
            "ann@@example.test",
            "ann bob@example.test",
            ".ann@example.test",
            "ann.@example.test",
            "ann..bob@example.test",
            "ann@-example.test",
            "ann@example-.test",
            "ann@example..test",
            "ann@example.test.",
            "ann@example.test, bob@example.test",
            "Ann <ann@example.test>",
            "änn@example.test",
            "\"ann\"@example.test",
            "ann\n@example.test",
            "ann@example.test\0")) {
      email.tags(wrong, null, "email_invalid");
    }
  }

  @Test
  void emailTakesAddressesOfUpTo254Characters() {
    String domain = "@" + "d".repeat(60) + ".test";
    Trial.of("email")
        .keeps("a".repeat(254 - domain.length()) + domain)
        .tags("a".repeat(255 - domain.length()) + domain, null, "email_invalid")
        .tags("a.".repeat(100_000) + domain, null, "email_invalid")
        .keeps("a@" + "d".repeat(63) + ".test")
        .tags("a@" + "d".repeat(64) + ".test", null, "email_invalid");
  }

  @Test
  void lettersAreLoweredInEveryCountryAlike() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr"));
    try {
      Trial.of("email").changes("INFO@EXAMPLE.TEST", "info@example.test");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void phoneKeepsDigitsAndALeadingPlus() {
    Trial.of("phone")
        .keeps(null)
        .keeps("12345")
        .keeps("+493012345")
        .changes("+49 (30) 123-45", "+493012345")
        .changes(" 030/12345 ", "03012345")
        .changes("tel. +1.555.0100", "+15550100")
        .changes("0049+30 12345", "00493012345")
        .changes("++12345", "+12345");
  }

  @Test
  void phoneReadsTheDigitsOfOtherScripts() {
    Trial.of("phone")
        .changes("０３−１２３４−５６７８", "0312345678")
        .changes("＋８１　３ー１２３４", "+8131234")
        .changes("٠١٢٣٤٥", "012345");
  }

  @Test
  void phoneMakesNothingOfFewerThanFiveDigits() {
    Trial.of("phone")
        .changes("", null)
        .changes(" \u00A0", null)
        .tags("1234", null, "phone_invalid")
        .tags("+1234", null, "phone_invalid")
        .tags("none", null, "phone_invalid")
        .tags("-", null, "phone_invalid")
        .changes("+1-2345", "+12345");
  }

  @Test
  void truncateCutsAfterWholeCharacters() {
    String smile = "\uD83D\uDE00";
    Trial.of("truncate", "3")
        .keeps(null)
        .keeps("")
        .keeps("abc")
        .keeps(smile + smile + smile)
        .tags("abcd", "abc", "truncated")
        .tags("ab" + smile + "d", "ab" + smile, "truncated")
        .tags(smile.repeat(4), smile.repeat(3), "truncated")
        .tags("    ", "   ", "truncated");
  }

  @Test
  void nameTidiesWhiteSpaceAndKeepsEveryLetter() {
    Trial.of("name")
        .keeps("McDONALD")
        .keeps("o'neil")
        .keeps("None")
        .keeps("N/A")
        .keeps("Nullmeier")
        .changes(UNSEEN + "Ann" + UNSEEN, "Ann")
        .changes("Ann\tB.", "Ann B.")
        .tags("", null, "name_missing")
        .tags(UNSEEN, null, "name_missing")
        .tags(" Null\n", null, "name_missing");
  }

  @Test
  void dateKnowsWhichDaysThereAre() {
    Trial.of("date")
        .keeps("0001-01-01")
        .keeps("9999-12-31")
        .keeps("2016-02-29")
        .changes("\u00A02015-02-28 ", "2015-02-28")
        .changes(UNSEEN, null)
        .tags("-infinity", null, "date_infinite");
    for (String wrong :
        List.of(
            "2015-02-29",
            "1900-02-29",
            "2015-04-31",
            "2015-13-01",
            "2015-00-10",
            "2015-01-00",
            "0000-01-01",
            "2015-1-1",
            "15-01-01",
            "12015-01-01",
            "2015-01-011",
            "2015/01/01",
            "2015-01-01 00:00:00",
            "0044-03-15 BC",
            "２０１５-01-01",
            "-2015-01-01",
            "2015-01-",
            "now",
            "epoch")) {
      Trial.of("date").rejects(wrong, ErrorCode.VALIDATION_FORMAT);
    }
  }

  @Test
  void dateReadsTheFormatsThatItIsTold() {
    Trial.of("date", "d/M/yyyy, yyyy. MM. dd., yyyyMMdd")
        .keeps("2015-02-08")
        .changes("8/2/2015", "2015-02-08")
        .changes("08/02/2015", "2015-02-08")
        .changes("2015. 02. 08.", "2015-02-08")
        .changes("20150208", "2015-02-08")
        .rejects("30/2/2015", ErrorCode.VALIDATION_FORMAT)
        .rejects("008/2/2015", ErrorCode.VALIDATION_FORMAT)
        .rejects("8/2/2015.", ErrorCode.VALIDATION_FORMAT)
        .rejects("2015. 2. 8.", ErrorCode.VALIDATION_FORMAT);
  }

  @Test
  void dateTagsADayOutsideOfItsYears() {
    Trial.of("date", "1880..2030")
        .keeps("1880-01-01")
        .keeps("2030-12-31")
        .tags("1879-12-31", "1879-12-31", "date_out_of_range")
        .tags(" 2031-01-01", "2031-01-01", "date_out_of_range");
  }

  @Test
  void timestampNeedsAnOffsetOrAZone() {
    Trial.of("timestamp")
        .keeps("2015-02-28 10:11:12Z")
        .keeps("2015-02-28 10:11:12.123456789-0330")
        .keeps("1880-01-01 00:00:00+09:18:59")
        .changes(" 2015-02-28 10:11:12+00 ", "2015-02-28 10:11:12+00");
    for (String wrong :
        List.of(
            "2015-02-28",
            "2015-02-28 10:11:12",
            "2015-02-28 24:00:00Z",
            "2015-02-28 10:60:00Z",
            "2015-02-28 10:11:60Z",
            "2015-02-28 10:11:12+16",
            "2015-02-28 10:11:12+09:60",
            "2015-02-28 10:11:12 UTC",
            "2015-02-28 10:11:12.1234567890Z",
            "2015-02-28  10:11:12Z",
            "2015-02-28 10:11:12Z BC",
            "0000-02-28 10:11:12Z",
            "today",
            "epoch")) {
      Trial.of("timestamp").rejects(wrong, ErrorCode.VALIDATION_FORMAT);
    }
  }

  @Test
  void timestampPlacesATimeInItsZone() {
    Trial.of("timestamp", "Asia/Tokyo")
        .changes("2015-02-28T10:11", "2015-02-28T10:11+09:00")
        .changes("2015-02-28 10:11:12.5", "2015-02-28 10:11:12.5+09:00")
        .changes("1880-01-01 00:00:00", "1880-01-01 00:00:00+09:18:59");
    Trial.of("timestamp", "UTC").changes("2015-02-28 10:11:12", "2015-02-28 10:11:12Z");
    Trial.of("timestamp", "Europe/Berlin")
        .tags("2015-10-25 02:59:59", "2015-10-25 02:59:59+02:00", "timestamp_ambiguous")
        .changes("2015-10-25 03:00:00", "2015-10-25 03:00:00+01:00")
        .rejects("2015-03-29 02:00:00", ErrorCode.VALIDATION_FORMAT)
        .changes("2015-03-29 03:00:00", "2015-03-29 03:00:00+02:00");
  }

  @Test
  void decimalLosesNoDigitUnlessToldTo() {
    Trial.of("decimal", "2")
        .keeps("+.5")
        .keeps("5.")
        .keeps("007")
        .keeps("-0")
        .keeps("9".repeat(1000))
        .rejects("9".repeat(1001), ErrorCode.VALIDATION_FORMAT)
        .rejects("0.001", ErrorCode.RANGE);
    for (String wrong :
        List.of(".", "-", "+", "--1", "1-", "1.2.3", "1 000", "1.000,00", "٣", "0x1", "Infinity")) {
      Trial.of("decimal", "2").rejects(wrong, ErrorCode.VALIDATION_FORMAT);
    }
    Trial.of("decimal", "0, round")
        .tags("0.5", "1", "rounded")
        .tags("-0.5", "-1", "rounded")
        .tags("0.4999", "0", "rounded");
  }

  @Test
  void percentToFractionDividesOnlyWhatCanBeNoFraction() {
    Trial.of("percent_to_fraction")
        .keeps("0")
        .keeps("-0.0")
        .keeps("0.9999")
        .changes("1.0001", "0.010001")
        .changes("99.99", "0.9999")
        .changes("+10", "0.1")
        .tags("99.991", "0.9999", "percent_capped")
        .tags("0.99991", "0.9999", "percent_capped")
        .rejects("-0.1", ErrorCode.VALIDATION_FORMAT)
        .rejects("NaN", ErrorCode.VALIDATION_FORMAT);
  }

  @Test
  void countryKnowsEveryCodeOfThreeLetters() {
    Trial country = Trial.of("country");
    for (String code : Locale.getISOCountries()) {
      country.keeps(code).changes(code.toLowerCase(Locale.ROOT), code);
    }
    country
        .changes("GBR", "GB")
        .changes("d.e.u.", "DE")
        .changes(UNSEEN + "Viet\u3000Nam", "VIET NAM")
        .changes("...", null)
        .keeps("UK")
        .keeps("ประเทศไทย");
  }

  @Test
  void bitsFillsUpToItsLength() {
    Trial.of("bits", "4")
        .keeps("0101")
        .changes("0", "0000")
        .changes("\t1 ", "0001")
        .rejects("00000", ErrorCode.VALIDATION_FORMAT)
        .rejects("１", ErrorCode.VALIDATION_FORMAT)
        .rejects("0 1", ErrorCode.VALIDATION_FORMAT);
  }

  @Test
  void booleanKnowsAllItsWordsInAnyCase() {
    Trial word = Trial.of("boolean").keeps("true").keeps("false");
    for (String yes : List.of("t", "T", "TRUE", "yes", "Y", "on", "1")) {
      word.changes(yes, "true");
    }
    for (String no : List.of("f", "F", "FALSE", "no", "N", "OFF", "0")) {
      word.changes(no, "false");
    }
    for (String neither : List.of("ja", "wahr", "-1", "00", "1.0", "nil", "null")) {
      word.rejects(neither, ErrorCode.VALIDATION_FORMAT);
    }
  }

  private static final List<String> JSON =
      List.of(
          "{}",
          "[]",
          "null",
          "true",
          "-1.5e-3",
          "\"text\"",
          " {\"a\": [1, {\"b\": null}], \"a\": 2} ",
          "\"\\u00e9\\ud83d\\ude00\"",
          "\"\uD83D\uDE00\"",
          "{\"\": \"\"}");

  private static final List<String> NO_JSON =
      List.of(
          "{",
          "}",
          "{]",
          "[1,]",
          "{\"a\": 1,}",
          "{'a': 1}",
          "{a: 1}",
          "{\"a\" 1}",
          "{} {}",
          "1 2",
          "{}x",
          "01",
          "+1",
          ".5",
          "NaN",
          "Infinity",
          "True",
          "None",
          "// nothing\n{}",
          "\"a\nb\"",
          "\"a\tb\"",
          "\"\\x41\"",
          "\uFEFF{}",
          "\u00A0{}",
          "\"\\u0000\"",
          "{\"\\u0000\": 1}",
          "\"\\ud83d\"",
          "\"\\ude00\\ud83d\"",
          "{\"\\ud83d\": 1}");

  @Test
  void jsonKeepsWhatIsJsonAndRejectsWhatIsNot() {
    Trial json = Trial.of("json");
    JSON.forEach(json::keeps);
    NO_JSON.forEach(text -> json.rejects(text, ErrorCode.VALIDATION_JSON));
    json.rejects("\"a\0b\"", ErrorCode.VALIDATION_JSON);
  }

  @Test
  void jsonMakesAnEmptyObjectOfNothing() {
    Trial.of("json")
        .changes(null, "{}")
        .changes("", "{}")
        .changes(" \n", "{}")
        .changes(UNSEEN, "{}");
  }

  /**
   * Otherwise a row would be rejected for a value that the target takes, or cost a batch its COPY.
   */
  @Test
  void theServerAgreesAboutWhatIsJson() {
    try (TestDatabases databases = new TestDatabases()) {
      databases.modern(
          """
          create function is_json(text) returns boolean language plpgsql as $$
          begin
            perform $1::jsonb;
            return true;
          exception when data_exception then
            return false;
          end $$;
          """);
      for (String text : JSON) {
        assertThat(isJson(databases, text)).as(text).isEqualTo("t");
      }
      for (String text : NO_JSON) {
        assertThat(isJson(databases, text)).as(text).isEqualTo("f");
      }
    }
  }

  private static String isJson(TestDatabases databases, String text) {
    return databases.modernValue("select is_json('" + text.replace("'", "''") + "')");
  }

  // Arguments.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "blank_null",
        "boolean",
        "collapse",
        "country",
        "email",
        "hash",
        "json",
        "name",
        "null_word",
        "percent_to_fraction",
        "phone",
        "trim"
      })
  void mostRulesTakeNoArgument(String name) {
    assertThat(Rules.rule(name, List.of())).isNotNull();
    assertThatThrownBy(() -> Rules.rule(name, List.of("")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("takes no argument");
  }

  @Test
  void defaultTakesOneText() {
    for (List<String> wrong : List.of(List.<String>of(), List.of(""), List.of("a", "b"))) {
      assertThatThrownBy(() -> Rules.rule("default", wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("takes one argument: the text, such as default(Unknown)");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"many", "3.5", "0x10", "99999999999"})
  void truncateTakesANumber(String wrong) {
    assertThatThrownBy(() -> Rules.rule("truncate", List.of(wrong)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("takes a number of characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-3"})
  void truncateLeavesAtLeastOneCharacter(String wrong) {
    assertThatThrownBy(() -> Rules.rule("truncate", List.of(wrong)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("takes a number above zero");
  }

  @ParameterizedTest
  @NullAndEmptySource
  void truncateNeedsItsNumber(@Nullable List<String> none) {
    assertThatThrownBy(() -> Rules.rule("truncate", none == null ? List.of("") : none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("takes one argument: the number of characters");
  }

  @Test
  void dateNeedsFormatsThatAreUnmistakable() {
    for (String wrong :
        List.of("", "dd/MM/yy", "dd/MMM/yyyy", "MM/yyyy", "ddMMyyyy", "dd/MM/yyyy HH", "ISO")) {
      assertThatThrownBy(() -> Rules.rule("date", List.of(wrong)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("'" + wrong + "' is not a format of dates, such as dd/MM/yyyy or M/d/yyyy");
    }
    assertThatThrownBy(() -> Rules.rule("date", List.of("dd/MM/yyyy, M/d/yyyy")))
        .hasMessage("the formats dd/MM/yyyy and M/d/yyyy read the same text as different days");
    assertThatThrownBy(() -> Rules.rule("date", List.of("yyyy-dd-MM")))
        .hasMessage("the formats yyyy-MM-dd and yyyy-dd-MM read the same text as different days");
    assertThatThrownBy(() -> Rules.rule("date", List.of("2030..1880")))
        .hasMessage("the range 2030..1880 ends before it begins");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Tokyo", "Asia/Nowhere", "+25:00"})
  void timestampNeedsAKnownZone(String wrong) {
    assertThatThrownBy(() -> Rules.rule("timestamp", List.of(wrong)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("takes a time zone, such as Asia/Tokyo");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two", "-1", "2, up", "2, round, round", "1000"})
  void decimalTakesAScale(String wrong) {
    assertThatThrownBy(() -> Rules.rule("decimal", List.of(wrong)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "takes the number of digits after the point, such as decimal(2) or decimal(2, round)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-16", "many", "10000"})
  void bitsTakesALength(String wrong) {
    assertThatThrownBy(() -> Rules.rule("bits", List.of(wrong)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("takes a number of characters from 1 to 9999");
  }

  @Test
  void anUnknownRuleIsToldTheKnownOnes() {
    assertThatThrownBy(() -> Rules.provider("upper"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no rule 'upper'; known: bits, blank_null, boolean, collapse, country, date, decimal,"
                + " default, email, hash, json, name, null_word, percent_to_fraction, phone,"
                + " timestamp, trim, truncate");
  }

  // Finding them.

  @Test
  void everyRuleOfThePackageIsAnnounced() throws IOException, URISyntaxException {
    Path classes =
        Path.of(RuleProvider.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> written = new ArrayList<>();
    try (Stream<Path> files = Files.list(classes.resolve("dev/crosswalk/rules"))) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("Rule.class") && !name.equals("Rule.class"))
          .forEach(name -> written.add(name.replace(".class", "")));
    }
    List<String> announced =
        Rules.all().stream().map(provider -> provider.getClass().getSimpleName()).toList();

    assertThat(announced).isNotEmpty().containsExactlyInAnyOrderElementsOf(written);
  }

  @Test
  void everyRuleSaysInASentenceWhatItDoes() {
    assertThat(Rules.all())
        .allSatisfy(
            provider -> {
              assertThat(provider.name()).matches("[a-z][a-z_]*");
              assertThat(provider.description()).matches("[A-Z].*\\.");
              assertThat(provider.tags()).allMatch(tag -> tag.matches("[a-z][a-z_]*"));
            });
  }
}
