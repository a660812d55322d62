package dev.crosswalk.rules;

import dev.crosswalk.plan.RuleCall;
import dev.crosswalk.testing.Documents;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The page about the rules, {@code docs/rules.md}, written from the rules themselves. */
class RulesPageTest {
  private static final String HEAD =
      """
      # Rules

      Written from the rules themselves; a test fails when this page is out of date, and each example is a
      test.

      A column of an entity names its rules, and they run in their order (`rules` in
      [plan files](plan-files.md#entities)). A rule sees the value as text, or NULL, and keeps it, changes it, or
      rejects the row. With a change it may put a tag on the row, which `tagged` and `json` write down. Changes,
      tags and rejects are counted by column and rule in `crosswalk.rule_change`.

      - A rule throws nothing whatever the text, and does the same on every machine, in every language.
      - Put to its own result it changes nothing more, except `hash`.
      - An argument stands in parentheses, `truncate(40)`; put the call in quotes when it holds a comma or a
        brace, `"decimal(2, round)"`.
      - `vocabulary` is no rule but comes after them: it maps codes by a
        [file](plan-files.md#vocabularies) and is counted as `vocabulary <name>`. What makes one row of a whole
        entity keep a value is `unique`.

      A new rule is a class in `dev.crosswalk.rules` with its examples, announced to the `ServiceLoader`.
      """;

  @Test
  void thePageOfTheDocumentationIsUpToDate() {
    Documents.requireCurrent("rules.md", page());
  }

  private static String page() {
    StringBuilder page = new StringBuilder(HEAD);
    for (RuleProvider provider : Rules.all()) {
      page.append("\n## ").append(provider.name()).append("\n\n");
      page.append(provider.description()).append("\n\n");
      if (!provider.tags().isEmpty()) {
        page.append(provider.tags().size() == 1 ? "Tag: " : "Tags: ");
        page.append(
            provider.tags().stream().map(RulesPageTest::code).collect(Collectors.joining(", ")));
        page.append(".\n\n");
      }
      page.append("| rule | value | result |\n| --- | --- | --- |\n");
      for (Examples.Example example : provider.examples().all()) {
        page.append("| ")
            .append(code(new RuleCall(provider.name(), example.arguments()).toString()));
        page.append(" | ").append(shown(example.value()));
        page.append(" | ").append(result(example.outcome())).append(" |\n");
      }
    }
    return page.toString();
  }

  private static String result(Outcome outcome) {
    if (outcome instanceof Outcome.Reject reject) {
      return "row rejected: " + code(reject.code().key());
    }
    if (outcome instanceof Outcome.Change change) {
      return shown(change.value()) + (change.tag() == null ? "" : ", tag " + code(change.tag()));
    }
    return "stays";
  }

  /** A value in quotes, with what nobody can see written as in Java. */
  private static String shown(@Nullable String value) {
    if (value == null) {
      return "NULL";
    }
    StringBuilder text = new StringBuilder("\"");
    for (int at = 0; at < value.length(); at++) {
      char character = value.charAt(at);
      switch (character) {
        case '\n' -> text.append("\\n");
        case '\t' -> text.append("\\t");
        case '\\' -> text.append("\\\\");
        default -> {
          if (character != ' ' && TrimRule.blank(character)) {
            text.append(String.format(Locale.ROOT, "\\u%04X", (int) character));
          } else {
            text.append(character);
          }
        }
      }
    }
    return code(text.append('"').toString());
  }

  private static String code(String text) {
    return "`" + text.replace("|", "\\|") + "`";
  }
}
