package dev.crosswalk.ledger;

import dev.crosswalk.plan.Check.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a question found.
 *
 * @param expected null where the question could not be asked
 * @param actual null where the question could not be asked
 * @param violated how many offend; at least 1 where it does not hold
 * @param denominator how many could offend; null where nobody has counted them
 * @param keys the first offending keys
 */
public record CheckResult(
    Question question,
    Status status,
    @Nullable Long expected,
    @Nullable Long actual,
    long violated,
    @Nullable Long denominator,
    List<String> keys) {

  /**
   * What is asked, and how the answer is judged.
   *
   * @param about what it means, in a sentence
   * @param threshold the share that may offend, in per cent; null: nothing may
   * @param of what could offend, as it stands behind {@code select count(*) from}; null: uncounted
   * @param asMeant the check that decides in place of this one; null: this one does
   * @param statement the query
   */
  public record Question(
      String check,
      Kind kind,
      Severity severity,
      String about,
      @Nullable Double threshold,
      @Nullable String of,
      @Nullable String asMeant,
      String statement) {

    /** One that nothing may offend against. */
    public Question(String check, Kind kind, Severity severity, String about, String statement) {
      this(check, kind, severity, about, null, null, null, statement);
    }

    /** The same question, without a count of what could offend. */
    public Question uncounted() {
      return new Question(check, kind, severity, about, null, null, asMeant, statement);
    }

    /** What so many violations mean: the first that fits of the statuses, the worst first. */
    public Status judge(long violated, @Nullable Long denominator) {
      if (kind == Kind.VERIFICATION) {
        return Status.NOT_AVAILABLE;
      }
      if (of != null && denominator != null && denominator == 0) {
        return Status.NOT_APPLICABLE;
      }
      if (violated == 0) {
        return Status.PASSED;
      }
      if (threshold != null && denominator != null && 100.0 * violated <= threshold * denominator) {
        return Status.PASSED_WITH_VIOLATIONS;
      }
      return severity.compareTo(Severity.MINOR) < 0 ? Status.FAILED : Status.WARNING;
    }
  }

  /** What a question is about. */
  public enum Kind {
    /** Rows that must be there. */
    COUNT(Meaning.SYSTEM),
    /** References that lead somewhere. */
    REFERENCE(Meaning.RELATIONSHIP),
    /** Values that one row only may hold. */
    UNIQUE(Meaning.ENTITY),
    /** Columns that hold something. */
    REQUIRED(Meaning.ENTITY),
    /** Words that the vocabulary knows. */
    VOCABULARY(Meaning.ENTITY),
    /** What the plan's authors ask. */
    BUSINESS(Meaning.BUSINESS),
    /** The rows as they are, against the source read again. */
    VERIFICATION(Meaning.ENTITY);

    private final Meaning meaning;

    Kind(Meaning meaning) {
      this.meaning = meaning;
    }

    public Meaning meaning() {
      return meaning;
    }

    /** As the ledger writes it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What it would mean if an answer were wrong. */
  public enum Meaning {
    /** Something about a row by itself. */
    ENTITY,
    /** Something about how rows belong together. */
    RELATIONSHIP,
    /** Something about what the rows are for. */
    BUSINESS,
    /** Something about the migration itself. */
    SYSTEM
  }

  /** How a question ended. */
  public enum Status {
    PASSED,
    /** What offends is within the threshold. */
    PASSED_WITH_VIOLATIONS,
    /** It does not hold, and nobody is stopped by it. */
    WARNING,
    FAILED,
    /** There is nothing that could offend. */
    NOT_APPLICABLE,
    /** This version cannot ask it. */
    NOT_AVAILABLE,
    /** It could not be asked. */
    ERROR;

    /** As the ledger writes it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a gate stays shut. */
    public boolean shuts() {
      return this == FAILED || this == ERROR;
    }
  }

  /** The answer to a query of offending keys. */
  public static CheckResult of(
      Question question, long violated, @Nullable Long denominator, List<String> keys) {
    Status status = question.judge(violated, denominator);
    return new CheckResult(question, status, 0L, violated, violated, denominator, keys);
  }

  /** Two counts that must be the same. */
  public static CheckResult counts(
      Question question, long expected, long actual, long violated, List<String> keys) {
    Status status = question.judge(violated, expected);
    return new CheckResult(question, status, expected, actual, violated, expected, keys);
  }

  /** A question that the target could not answer. */
  public static CheckResult error(Question question) {
    return new CheckResult(question, Status.ERROR, null, null, 1, null, List.of());
  }

  public String check() {
    return question.check();
  }

  /**
   * The same answer, judged as the question would be now. One that counts something else has to be
   * asked again: then the judgement stays.
   */
  public CheckResult judgedBy(Question now) {
    if (status == Status.ERROR || !Objects.equals(question.of(), now.of())) {
      return this;
    }
    Question judge =
        new Question(
            check(),
            question.kind(),
            now.severity(),
            now.about(),
            now.threshold(),
            question.of(),
            now.asMeant(),
            question.statement());
    return new CheckResult(
        judge, judge.judge(violated, denominator), expected, actual, violated, denominator, keys);
  }
}
