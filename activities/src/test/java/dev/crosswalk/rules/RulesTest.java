package dev.crosswalk.rules;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.testing.Documents;
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

/** What each rule makes of a value. */
class RulesTest {
  /** No-break space, ideographic space, next line, zero-width space, byte order mark. */
  private static final String UNSEEN = "\u00A0\u3000\u0085\u200B\uFEFF";

  private static final String KEY = "4711";

  /** A rule that examples are put to. */
  private record Examples(Rule rule) {
    static Examples of(String name, String... arguments) {
      return new Examples(Rules.rule(name, List.of(arguments)));
    }

    Examples keeps(@Nullable String value) {
      return expect(value, Outcome.KEEP);
    }

    Examples changes(@Nullable String value, @Nullable String after) {
      return expect(value, new Outcome.Change(after, null));
    }

    Examples tags(@Nullable String value, @Nullable String after, String tag) {
      return expect(value, new Outcome.Change(after, tag));
    }

    Examples rejects(String value, ErrorCode code) {
      return expect(value, new Outcome.Reject(code));
    }

    private Examples expect(@Nullable String value, Outcome outcome) {
      assertThat(rule.apply(value, KEY)).as("of '%s'", value).isEqualTo(outcome);
      return this;
    }
  }

  @Test
  void trimCutsWhiteSpaceFromBothEndsAndNothingInside() {
    Examples.of("trim")
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
    Examples.of("collapse")
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
    Examples.of("blank_null")
        .keeps(null)
        .keeps("a")
        .keeps(" a ")
        .changes("", null)
        .changes(" \t\n", null)
        .changes(UNSEEN, null);
  }

  @Test
  void nullWordMakesNothingOfTheWordsForIt() {
    Examples.of("null_word")
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
    Examples.of("default", "Unknown")
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
    Examples.of("default", "patient {key} of {key}")
        .changes(null, "patient 4711 of 4711")
        .keeps("{key}");
  }

  @Test
  void emailLowersAnAddress() {
    Examples.of("email")
        .keeps("ann@example.test")
        .keeps("a.b+c_d-e%f@sub.example-1.test")
        .keeps("o'neil@x.co")
        .changes(" Ann@Example.TEST\u00A0", "ann@example.test");
  }

  @Test
  void emailMakesNothingOfWhatIsNoAddressAndSaysWhich() {
    Examples email = Examples.of("email");
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
    Examples.of("email")
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
      Examples.of("email").changes("INFO@EXAMPLE.TEST", "info@example.test");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void phoneKeepsDigitsAndALeadingPlus() {
    Examples.of("phone")
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
    Examples.of("phone")
        .changes("０３−１２３４−５６７８", "0312345678")
        .changes("＋８１　３ー１２３４", "+8131234")
        .changes("٠١٢٣٤٥", "012345");
  }

  @Test
  void phoneMakesNothingOfFewerThanFiveDigits() {
    Examples.of("phone")
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
    Examples.of("truncate", "3")
        .keeps(null)
        .keeps("")
        .keeps("abc")
        .keeps(smile + smile + smile)
        .tags("abcd", "abc", "truncated")
        .tags("ab" + smile + "d", "ab" + smile, "truncated")
        .tags(smile.repeat(4), smile.repeat(3), "truncated")
        .tags("    ", "   ", "truncated");
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
    Examples json = Examples.of("json");
    JSON.forEach(json::keeps);
    NO_JSON.forEach(text -> json.rejects(text, ErrorCode.VALIDATION_JSON));
    json.rejects("\"a\0b\"", ErrorCode.VALIDATION_JSON);
  }

  @Test
  void jsonMakesAnEmptyObjectOfNothing() {
    Examples.of("json")
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
  @ValueSource(strings = {"blank_null", "collapse", "email", "json", "null_word", "phone", "trim"})
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
  void anUnknownRuleIsToldTheKnownOnes() {
    assertThatThrownBy(() -> Rules.provider("upper"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no rule 'upper'; known: blank_null, collapse, default, email, json, null_word, phone,"
                + " trim, truncate");
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
  void theReferenceListsEveryRuleAsItDescribesItself() {
    List<String> lines = Documents.read("plan-files.md").lines().toList();

    assertThat(Rules.all())
        .allSatisfy(
            provider -> {
              String tags =
                  provider.tags().stream().map(tag -> "`" + tag + "`").collect(joining(", "));
              String line =
                  " | " + provider.description() + " | " + (tags.isEmpty() ? "|" : tags + " |");
              assertThat(lines)
                  .containsAnyOf(
                      "| `" + provider.name() + "`" + line,
                      "| `" + provider.name() + "(…)`" + line);
            });
    assertThat(lines.stream().filter(line -> line.matches("\\| `[a-z_]+(\\(…\\))?` \\| [A-Z].*")))
        .hasSameSizeAs(Rules.all());
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
