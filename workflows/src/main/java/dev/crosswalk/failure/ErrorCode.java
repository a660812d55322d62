package dev.crosswalk.failure;

/**
 * Every way in which a row, an entity or a run can fail, with what to do about it.
 *
 * <p>The key is stable: it stands in the ledger, in Temporal failures and in reports. Suggestions
 * never quote values, so they may be shown anywhere.
 */
public enum ErrorCode {
  VALIDATION_REQUIRED(
      "validation_failure.required",
      Severity.HIGH,
      "Give the column a default rule, or fill the value in the source."),
  VALIDATION_FORMAT(
      "validation_failure.format",
      Severity.MEDIUM,
      "Correct the value in the source, or add a rule that parses it."),
  VALIDATION_ENCODING(
      "validation_failure.encoding",
      Severity.MEDIUM,
      "Remove the bytes that are not valid UTF-8, or the NUL character, from the source value."),
  VALIDATION_JSON(
      "validation_failure.json",
      Severity.MEDIUM,
      "Repair the JSON text in the source; it does not parse."),
  VALIDATION_VOCABULARY(
      "validation_failure.vocabulary",
      Severity.MEDIUM,
      "Add the code to the vocabulary, or give the vocabulary an `other:` entry."),
  UNIQUE(
      "constraint_violation.unique",
      Severity.HIGH,
      "Another row holds this unique value: merge the two, or change one of them."),
  KEY_TAKEN(
      "constraint_violation.key_taken",
      Severity.HIGH,
      "Another legacy row holds this conflict key: decide which of the two is to keep it."),
  FOREIGN_KEY(
      "constraint_violation.foreign_key",
      Severity.HIGH,
      "Load the row it points to first, or declare the column as a reference."),
  CHECK(
      "constraint_violation.check",
      Severity.MEDIUM,
      "Map the value to one that the constraint allows."),
  EXCLUSION(
      "constraint_violation.exclusion",
      Severity.MEDIUM,
      "The row overlaps another one: correct its range in the source."),
  TRIGGER(
      "constraint_violation.trigger",
      Severity.HIGH,
      "A trigger of the target refused the row: see the rule that it enforces."),
  MISSING_PARENT(
      "missing_parent.orphan",
      Severity.HIGH,
      "The row it depends on is not in the target: load or repair that row, then run again."),
  PARENT_REJECTED(
      "missing_parent.rejected",
      Severity.HIGH,
      "The row it depends on was itself rejected or deferred: repair that row first."),
  LENGTH(
      "schema_mismatch.length",
      Severity.MEDIUM,
      "The value is too long: widen the column, or add a truncate rule."),
  RANGE(
      "schema_mismatch.range",
      Severity.MEDIUM,
      "The number does not fit the column: widen it, or convert the unit."),
  TYPE(
      "schema_mismatch.type",
      Severity.MEDIUM,
      "The value is not of the column's type: add a rule or a vocabulary."),
  STRUCTURE(
      "schema_mismatch.structure",
      Severity.CRITICAL,
      "A table or column that the plan names is not there: run `crosswalk plan lint --databases`."),
  CONTENTION("transient.contention", Severity.LOW, true, "Nothing: it is tried again by itself."),
  CONNECTIVITY(
      "transient.connectivity",
      Severity.MEDIUM,
      true,
      "It is tried again by itself; see that the database can be reached."),
  TIMEOUT(
      "transient.timeout",
      Severity.MEDIUM,
      true,
      "It is tried again by itself; if it repeats, look for locks or make batches smaller."),
  READ_ONLY(
      "transient.read_only",
      Severity.HIGH,
      true,
      "The server is a standby, or was made read-only: it is tried again by itself; if it stays so,"
          + " connect to the primary."),
  RESOURCE("resource.exhausted", Severity.HIGH, true, "Free disk, memory or connections."),
  ACCESS("access.denied", Severity.CRITICAL, "Grant the role what sql/roles lists."),
  POOLED(
      "access.pooled",
      Severity.CRITICAL,
      "Connect to the server itself, or to a pooler in session mode."),
  INPUT("input.invalid", Severity.HIGH, "Correct the input as the message says."),
  PLAN("plan.invalid", Severity.CRITICAL, "Correct the plan as the message says."),
  PREFLIGHT(
      "plan.unfit",
      Severity.CRITICAL,
      "Correct what is listed; `crosswalk plan lint --databases` lists it again."),
  KEY_ORDER(
      "plan.key_order",
      Severity.CRITICAL,
      "The source's key repeats or decreases: join only tables with one row a key."),
  RUN_BUSY("run.busy", Severity.HIGH, "Wait for the run that owns the target, or abort it."),
  RUN_EXISTS("run.exists", Severity.HIGH, "Choose another run id."),
  WRONG_DATABASE(
      "run.wrong_database",
      Severity.CRITICAL,
      true,
      "Another worker may have the right databases, so it is tried again by itself; correct the"
          + " settings of this one, or end it."),
  SAME_DATABASE(
      "run.same_database",
      Severity.CRITICAL,
      "Source and target must be two databases: correct the settings of one."),
  GATE("gate.failed", Severity.CRITICAL, "See the failed checks in crosswalk.check_result."),
  STALE("fence.stale", Severity.LOW, "Nothing: another attempt holds this chunk."),
  UNBALANCED(
      "internal.unbalanced",
      Severity.CRITICAL,
      "Nothing of the batch was written. See whether a trigger of the target drops rows; else"
          + " report it."),
  INTERNAL("internal.unexpected", Severity.CRITICAL, "Report it, with the worker's log.");

  /** How bad one occurrence is. */
  public enum Severity {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW
  }

  private final String key;
  private final Severity severity;
  private final boolean retryable;
  private final String suggestion;

  ErrorCode(String key, Severity severity, String suggestion) {
    this(key, severity, false, suggestion);
  }

  ErrorCode(String key, Severity severity, boolean retryable, String suggestion) {
    this.key = key;
    this.severity = severity;
    this.retryable = retryable;
    this.suggestion = suggestion;
  }

  /** The stable name, such as {@code validation_failure.json}. */
  public String key() {
    return key;
  }

  public Severity severity() {
    return severity;
  }

  /** Whether trying the same thing again may succeed without anybody doing anything. */
  public boolean retryable() {
    return retryable;
  }

  /** What to do, in one sentence, without any value of a row. */
  public String suggestion() {
    return suggestion;
  }

  /** The code of this key, or {@link #INTERNAL} for a key that no code has. */
  public static ErrorCode of(String key) {
    for (ErrorCode code : values()) {
      if (code.key.equals(key)) {
        return code;
      }
    }
    return INTERNAL;
  }
}
