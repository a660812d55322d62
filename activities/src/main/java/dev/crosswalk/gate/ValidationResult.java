package dev.crosswalk.gate;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.crosswalk.ledger.CheckResult;
import dev.crosswalk.ledger.CheckResult.Kind;
import dev.crosswalk.ledger.CheckResult.Status;
import dev.crosswalk.plan.Check.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was found about one entity, in the shape that document 004 of the migration gives it. It
 * knows fewer words than we do: an error is failed there, what was not available a warning.
 *
 * @param recordCountMatch whether all counts hold
 * @param referentialIntegrity whether references were asked for and all hold
 * @param dataQuality the {@link Score}
 */
public record ValidationResult(
    @JsonProperty("entity") String entity,
    @JsonProperty("timestamp") String timestamp,
    @JsonProperty("checks") List<Check> checks,
    @JsonProperty("overallStatus") String overallStatus,
    @JsonProperty("recordCountMatch") boolean recordCountMatch,
    @JsonProperty("referentialIntegrity") boolean referentialIntegrity,
    @JsonProperty("dataQuality") double dataQuality,
    @JsonProperty("issues") List<Issue> issues) {

  /** One answer. */
  public record Check(
      @JsonProperty("checkType") String checkType,
      @JsonProperty("name") String name,
      @JsonProperty("status") String status,
      @JsonProperty("expected") @Nullable Long expected,
      @JsonProperty("actual") @Nullable Long actual,
      @JsonProperty("message") String message) {}

  /** One thing that is not as it should be, and what to do about it. */
  public record Issue(
      @JsonProperty("severity") String severity,
      @JsonProperty("category") String category,
      @JsonProperty("description") String description,
      @JsonProperty("affectedRecords") long affectedRecords,
      @JsonProperty("suggestion") String suggestion) {}

  /** What was found, in that shape. */
  public static ValidationResult of(Validation.Found found, Instant timestamp) {
    List<CheckResult> results = found.results();
    // Where any were asked for, the conflict key was, too: an entity may have no reference.
    boolean referencesAsked =
        results.stream()
            .map(result -> result.question().kind())
            .anyMatch(kind -> kind == Kind.REFERENCE || kind == Kind.UNIQUE);
    return new ValidationResult(
        found.step(),
        timestamp.toString(),
        results.stream().map(ValidationResult::check).toList(),
        overall(results),
        holds(results, Kind.COUNT),
        referencesAsked && holds(results, Kind.REFERENCE),
        Score.of(results),
        results.stream()
            .filter(result -> told(result.status()))
            .map(ValidationResult::issue)
            .toList());
  }

  /** The worst of them, in the document's three words. */
  public static String overall(List<CheckResult> results) {
    List<String> words = results.stream().map(result -> word(result.status())).toList();
    return words.contains("failed") ? "failed" : words.contains("warning") ? "warning" : "passed";
  }

  private static String word(Status status) {
    return switch (status) {
      case PASSED, PASSED_WITH_VIOLATIONS, NOT_APPLICABLE -> "passed";
      case WARNING, NOT_AVAILABLE -> "warning";
      case FAILED, ERROR -> "failed";
    };
  }

  private static boolean told(Status status) {
    return status != Status.PASSED && status != Status.NOT_APPLICABLE;
  }

  private static boolean holds(List<CheckResult> results, Kind kind) {
    return results.stream()
        .noneMatch(result -> result.question().kind() == kind && result.status().shuts());
  }

  private static Check check(CheckResult result) {
    return new Check(
        type(result.question().kind()),
        result.check(),
        word(result.status()),
        result.expected(),
        result.actual(),
        message(result));
  }

  private static Issue issue(CheckResult result) {
    Severity severity =
        result.status() == Status.PASSED_WITH_VIOLATIONS
            ? Severity.INFO
            : result.question().severity();
    return new Issue(
        severity.name().toLowerCase(Locale.ROOT),
        category(result),
        result.check() + ": " + message(result),
        result.status() == Status.ERROR ? 0 : result.violated(),
        suggestion(result));
  }

  private static String type(Kind kind) {
    return switch (kind) {
      case COUNT -> "count";
      case REFERENCE, UNIQUE -> "integrity";
      case REQUIRED, VOCABULARY, VERIFICATION -> "quality";
      case BUSINESS -> "business_rule";
    };
  }

  private static String category(CheckResult result) {
    return switch (result.question().kind()) {
      case COUNT -> result.question().severity() == Severity.INFO ? "quality_issue" : "data_loss";
      case REFERENCE, UNIQUE, REQUIRED -> "integrity_violation";
      case VOCABULARY, BUSINESS, VERIFICATION -> "quality_issue";
    };
  }

  /** What was asked and what came of it, in a sentence; no key and no value. */
  public static String message(CheckResult result) {
    String about = result.question().about();
    String outcome =
        switch (result.status()) {
          case PASSED, NOT_AVAILABLE -> "";
          case NOT_APPLICABLE -> ": there is no row to ask about";
          case ERROR -> ": the target has refused the question";
          case PASSED_WITH_VIOLATIONS, WARNING, FAILED -> ": " + offending(result);
        };
    boolean stop = about.endsWith(".") && !outcome.isEmpty();
    return (stop ? about.substring(0, about.length() - 1) : about) + outcome;
  }

  private static String offending(CheckResult result) {
    CheckResult.Question question = result.question();
    if (question.kind() == Kind.COUNT) {
      return number(result.expected()) + " expected, " + number(result.actual()) + " there";
    }
    StringBuilder text = new StringBuilder(number(result.violated()));
    Long of = result.denominator();
    if (of != null && of > 0) {
      double share = 100.0 * result.violated() / of;
      text.append(String.format(Locale.ROOT, " of %,d (%.2f %%)", of, share));
    } else {
      text.append(result.violated() == 1 ? " row" : " rows");
    }
    if (question.threshold() != null) {
      String most = String.valueOf(question.threshold()).replaceFirst("\\.0$", "");
      text.append(", up to ").append(most).append(" % may");
    }
    if (question.asMeant() != null) {
      text.append("; it is meant as ").append(question.asMeant());
    }
    return text.toString();
  }

  private static String number(@Nullable Long number) {
    return number == null ? "?" : String.format(Locale.ROOT, "%,d", number);
  }

  /** What to do about it. */
  public static String suggestion(CheckResult result) {
    if (result.status() == Status.ERROR) {
      return "Ask the statement in crosswalk.check_result yourself, as the same user: the target"
          + " says what it does not like.";
    }
    return switch (result.question().kind()) {
      case COUNT ->
          result.question().severity() == Severity.INFO
              ? "Find out what came to the source, or went, since the document was written; a start"
                  + " with --strict refuses to load it."
              : "Roll the entity back and load it again; crosswalk trace tells of each row what"
                  + " became of it.";
      case REFERENCE ->
          result.status() == Status.PASSED_WITH_VIOLATIONS
              ? "Give these rows their parent when it is known; nothing is lost until then."
              : "Load the parents that are missing, or take the reference away, then validate the"
                  + " foreign key.";
      case UNIQUE -> "Keep one row of each, then make the unique index anew.";
      case REQUIRED -> "Fill the column, then make it NOT NULL again.";
      case VOCABULARY ->
          "Repair these rows; or add the word to the vocabulary and to the CHECK of the column.";
      case BUSINESS ->
          "Repair the rows whose keys stand in crosswalk.check_result; or correct the check, or its"
              + " threshold.";
      case VERIFICATION -> "Compare samples with the source yourself until then.";
    };
  }
}
