package dev.crosswalk.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.crosswalk.plan.Volume;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one source of every rendering of a run. All numbers were queried from the ledger at one
 * moment. Holds names, codes and counts only: neither a value nor a key of any row.
 *
 * @param schemaVersion grows when a field changes its meaning or goes away
 * @param accounting the rows of view {@code crosswalk.accounting}
 * @param totals their sums
 * @param nextSteps command lines that can be run as they stand
 */
public record Report(
    int schemaVersion,
    Run run,
    List<Account> accounting,
    Account totals,
    List<Phase> phases,
    RejectsSummary rejectsSummary,
    List<Claim> claims,
    List<Review> reviews,
    List<String> nextSteps) {
  public static final int SCHEMA_VERSION = 1;

  private static final ObjectWriter JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build()
          .writer(
              new DefaultPrettyPrinter()
                  .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                  .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  /**
   * One execution of a plan. Times are UTC, ISO 8601.
   *
   * @param selection what it loads, in words, when that is not the whole plan
   */
  public record Run(
      String id,
      String plan,
      @Nullable String selection,
      String digest,
      String workflowId,
      String status,
      @Nullable String reason,
      String started,
      @Nullable String ended,
      @Nullable Double seconds,
      String sourceFingerprint,
      String targetFingerprint) {}

  /** What became of an entity's rows. */
  public record Account(
      String run,
      @Nullable String phase,
      @Nullable String entity,
      long source,
      long filtered,
      long read,
      long inserted,
      long updated,
      long existingSame,
      long existingDifferent,
      long rejected,
      long deferred,
      boolean balanced) {

    /** Rows that were there before, whatever became of them. */
    public long existing() {
      return updated + existingSame + existingDifferent;
    }
  }

  /** A phase and its entities, in the order of the plan. */
  public record Phase(String phase, String title, String status, List<Entity> entities) {}

  /**
   * One entity, or a phase that only validates.
   *
   * @param expected rows that documents promise
   * @param throughput rows a second
   * @param late rows that came to the source after the chunks were planned; the next run loads them
   */
  public record Entity(
      String entity,
      @Nullable String sourceTable,
      @Nullable String targetTable,
      String status,
      @Nullable String code,
      @Nullable String reason,
      Account accounting,
      Timings timings,
      @Nullable Long throughput,
      @Nullable Long expected,
      long late,
      Map<String, Long> rejectsByCode,
      List<RuleChange> ruleChanges,
      Map<String, Long> filtered,
      List<Check> checks) {

    /** The class of its volume, once its rows have been counted. */
    @JsonProperty("volume")
    public @Nullable String volume() {
      return accounting.source() > 0 ? Volume.of(accounting.source()).word() : null;
    }

    /** A sentence when documents promise another number of rows than was read; else null. */
    public @Nullable String drift() {
      Long promised = expected;
      if (promised == null || promised == accounting.read() || !ended()) {
        return null;
      }
      return String.format(
          Locale.ROOT,
          "%s: the plan expects %,d rows, %,d were read",
          entity,
          promised,
          accounting.read());
    }

    /** Whether all its rows have been read. */
    boolean ended() {
      return timings.ended() != null;
    }
  }

  /** When an entity was loaded. */
  public record Timings(
      @Nullable String started, @Nullable String ended, @Nullable Double seconds) {}

  /** How many values a cleansing rule changed, tagged or rejected. */
  public record RuleChange(String column, String rule, String outcome, long rows) {}

  /**
   * What a gate or a validation found last.
   *
   * @param about what it means, in a sentence
   * @param threshold the share of {@code denominator} that may offend, in per cent
   * @param asMeant the check that decides, where this one cannot be met to the letter
   */
  public record Check(
      String check,
      String kind,
      String severity,
      String status,
      String about,
      @Nullable Long expected,
      @Nullable Long actual,
      long violated,
      @Nullable Long denominator,
      @Nullable Double threshold,
      @Nullable String asMeant,
      String statement) {

    /** Whether a gate stays shut. */
    public boolean shuts() {
      return status.equals("failed") || status.equals("error");
    }

    /** Whether it holds, or there was nothing to ask. */
    public boolean holds() {
      return List.of("passed", "passed_with_violations", "not_applicable").contains(status);
    }
  }

  /** Identical rejects collapsed, the most frequent first. */
  public record RejectsSummary(long rejected, long deferred, List<Pattern> topPatterns) {}

  /** Rejects that share their reason. */
  public record Pattern(
      String entity,
      String code,
      String severity,
      @Nullable String column,
      @Nullable String constraint,
      long count,
      String suggestion) {}

  /** Rows that lost a value that only one row may hold. */
  public record Claim(String entity, String column, String heldBy, long rows) {}

  /** Decisions that wait for a person. */
  public record Review(String entity, String column, String reason, String status, long rows) {}

  /** The same report with other next steps, for who knows better what can be done. */
  public Report withNextSteps(List<String> steps) {
    return new Report(
        schemaVersion, run, accounting, totals, phases, rejectsSummary, claims, reviews, steps);
  }

  /** The report as JSON with names in snake case; ends without a line break. */
  public String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
