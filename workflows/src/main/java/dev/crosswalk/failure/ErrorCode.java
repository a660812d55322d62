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
      Cost.ROW,
      "A column that must hold a value got none.",
      "Give the column a default rule, or fill the value in the source."),
  VALIDATION_FORMAT(
      "validation_failure.format",
      Severity.MEDIUM,
      Cost.ROW,
      "A value is not written as its rule or its type wants it, or names a day that does not"
          + " exist.",
      "Correct the value in the source, or add a rule that parses it."),
  VALIDATION_ENCODING(
      "validation_failure.encoding",
      Severity.MEDIUM,
      Cost.ROW,
      "A value holds bytes or a character that the target cannot store as text.",
      "Remove the bytes that are not valid UTF-8, or the NUL character, from the source value."),
  VALIDATION_JSON(
      "validation_failure.json",
      Severity.MEDIUM,
      Cost.ROW,
      "The rule `json` met a text that is not JSON.",
      "Repair the JSON text in the source; it does not parse."),
  VALIDATION_VOCABULARY(
      "validation_failure.vocabulary",
      Severity.MEDIUM,
      Cost.ROW,
      "A code does not stand in its vocabulary, which has no `other:` entry.",
      "Add the code to the vocabulary, or give the vocabulary an `other:` entry."),
  EMAIL(
      "email_conflict.duplicate",
      Severity.MEDIUM,
      Cost.ROW,
      "A unique index on a column with the rule `email` holds the address already.",
      "Another row holds this e-mail address: merge the two, or let `unique` decide which keeps"
          + " it."),
  UNIQUE(
      "constraint_violation.unique",
      Severity.HIGH,
      Cost.ROW,
      "A unique index other than that of the conflict key holds the value already.",
      "Another row holds this unique value: merge the two, or change one of them."),
  KEY_TAKEN(
      "constraint_violation.key_taken",
      Severity.HIGH,
      Cost.ROW,
      "The conflict key belongs to another source row, loaded before or in the same batch.",
      "Another legacy row holds this conflict key: decide which of the two is to keep it."),
  EXISTING(
      "constraint_violation.existing",
      Severity.MEDIUM,
      Cost.ROW,
      "The row is in the target with other values, and the entity says reject.",
      "The target holds this row with other values: see crosswalk.difference, correct one of the"
          + " two, or let the entity's conflict action be `keep` or `update`."),
  FOREIGN_KEY(
      "constraint_violation.foreign_key",
      Severity.HIGH,
      Cost.ROW,
      "A foreign key of the target, which no reference declares, found no row.",
      "Load the row it points to first, or declare the column as a reference."),
  CHECK(
      "constraint_violation.check",
      Severity.MEDIUM,
      Cost.ROW,
      "A CHECK of the target, or of one of its views, is false for the row.",
      "Map the value to one that the constraint allows."),
  EXCLUSION(
      "constraint_violation.exclusion",
      Severity.MEDIUM,
      Cost.ROW,
      "An exclusion constraint of the target forbids the row beside another one.",
      "The row overlaps another one: correct its range in the source."),
  TRIGGER(
      "constraint_violation.trigger",
      Severity.HIGH,
      Cost.ROW,
      "A trigger or function of the target raised an error about the row.",
      "A trigger of the target refused the row: see the rule that it enforces."),
  CARDINALITY(
      "constraint_violation.cardinality",
      Severity.HIGH,
      Cost.ROW,
      "A trigger or function of the target met several rows where it takes one.",
      "A trigger or function of the target found several rows where it takes one: see its query."),
  MISSING_PARENT(
      "missing_parent.orphan",
      Severity.HIGH,
      Cost.ROW,
      "A hard reference found no row, and the source has none either.",
      "The row it depends on is not in the source either: restore that row there, or point this one"
          + " to another, then replay it."),
  PARENT_FILTERED(
      "missing_parent.filtered",
      Severity.HIGH,
      Cost.ROW,
      "A hard reference found no row, because an exclusion leaves that row out.",
      "An exclusion leaves out the row it depends on: leave this row out as well, or change the"
          + " exclusion."),
  PARENT_ORDER(
      "missing_parent.order",
      Severity.CRITICAL,
      Cost.ROW,
      "A hard reference found no row, though the source has it and nothing is against it.",
      "The row it depends on is in the source, but not loaded: load its entity first, or the rows"
          + " that came late, then replay this one."),
  PARENT_REJECTED(
      "missing_parent.rejected",
      Severity.HIGH,
      Cost.DEFERRED,
      "A hard reference found a row that is itself rejected or deferred.",
      "The row it depends on was itself rejected or deferred: repair that row first."),
  MISSING_ROW(
      "missing_parent.row",
      Severity.HIGH,
      Cost.ROW,
      "An entity that only updates rows found none to update.",
      "The row it updates is not in the target: load or repair that row, then run again."),
  LENGTH(
      "schema_mismatch.length",
      Severity.MEDIUM,
      Cost.ROW,
      "A text is longer than its column.",
      "The value is too long: widen the column, or add a truncate rule."),
  RANGE(
      "schema_mismatch.range",
      Severity.MEDIUM,
      Cost.ROW,
      "A number is outside of what its column holds, or has more digits than its rule allows.",
      "The number does not fit the column: widen it, or convert the unit."),
  TYPE(
      "schema_mismatch.type",
      Severity.MEDIUM,
      Cost.ROW,
      "A text cannot be read as its column's type.",
      "The value is not of the column's type: add a rule or a vocabulary."),
  ENUM(
      "schema_mismatch.enum",
      Severity.MEDIUM,
      Cost.ROW,
      "A text is none of the values of its column's type.",
      "The target's type has no such value: map it with a vocabulary, or add it to the type."),
  SIZE(
      "schema_mismatch.size",
      Severity.MEDIUM,
      Cost.ROW,
      "A value is too large or too deeply nested for a row, an index or the server.",
      "The value is larger, or nested more deeply, than the server takes: shorten it, or drop the"
          + " index that it does not fit."),
  STRUCTURE(
      "schema_mismatch.structure",
      Severity.CRITICAL,
      Cost.ENTITY,
      "The database lacks something that a statement names, or understands it otherwise.",
      "A table or column that the plan names is not there: run `crosswalk plan lint --databases`."),
  CONTENTION(
      "transient.contention",
      Severity.LOW,
      true,
      Cost.NOTHING,
      "Another session held a lock, or the server chose this transaction to give way.",
      "Nothing: it is tried again by itself."),
  CONNECTIVITY(
      "transient.connectivity",
      Severity.MEDIUM,
      true,
      Cost.NOTHING,
      "A database or Temporal did not answer, or the connection broke.",
      "It is tried again by itself; see that the database can be reached."),
  TIMEOUT(
      "transient.timeout",
      Severity.MEDIUM,
      true,
      Cost.NOTHING,
      "A statement or a transaction took longer than a timeout allows, or was cancelled.",
      "It is tried again by itself; if it repeats, look for locks or make batches smaller."),
  READ_ONLY(
      "transient.read_only",
      Severity.HIGH,
      true,
      Cost.NOTHING,
      "The server takes no writes.",
      "The server is a standby, or was made read-only: it is tried again by itself; if it stays so,"
          + " connect to the primary."),
  RESOURCE(
      "resource.exhausted",
      Severity.HIGH,
      true,
      Cost.NOTHING,
      "A server refuses more for another limit of its own.",
      "A limit of the server is reached: raise it, or free what uses it up."),
  DISK(
      "resource.disk",
      Severity.HIGH,
      true,
      Cost.NOTHING,
      "The database server has no disk space left.",
      "Free disk space on the database server."),
  MEMORY(
      "resource.memory",
      Severity.HIGH,
      true,
      Cost.NOTHING,
      "The database server has no memory left for this.",
      "Free memory on the database server, or make batches smaller."),
  CONNECTIONS(
      "resource.connections",
      Severity.HIGH,
      true,
      Cost.NOTHING,
      "The database server takes no more connections.",
      "Free connections of the database server, or lower the parallelism."),
  CORRUPT(
      "resource.corrupt",
      Severity.CRITICAL,
      Cost.ENTITY,
      "A server found a damaged page or index.",
      "A page or an index of the database is damaged: check it with pg_amcheck, restore what is"
          + " lost, then retry."),
  ACCESS(
      "access.denied",
      Severity.CRITICAL,
      Cost.ENTITY,
      "A server refuses the role, its password, or what it wants to do.",
      "Grant the role what sql/roles lists."),
  POOLED(
      "access.pooled",
      Severity.CRITICAL,
      Cost.RUN,
      "A connection leads to a pooler that gives each transaction another session.",
      "Connect to the server itself, or to a pooler in session mode."),
  INPUT(
      "input.invalid",
      Severity.HIGH,
      Cost.RUN,
      "A setting, an argument or the input of a workflow cannot be used.",
      "Correct the input as the message says."),
  PLAN(
      "plan.invalid",
      Severity.CRITICAL,
      Cost.RUN,
      "A plan or an entity is wrong in itself.",
      "Correct the plan as the message says."),
  PREFLIGHT(
      "plan.unfit",
      Severity.CRITICAL,
      Cost.RUN,
      "A plan does not fit the databases; found before the first row.",
      "Correct what is listed; `crosswalk plan lint --databases` lists it again."),
  REQUIREMENT(
      "plan.requirement",
      Severity.HIGH,
      Cost.ENTITY,
      "A check that a phase requires gives keys, so nothing of the phase has begun.",
      "Repair what offends, its keys stand in crosswalk.check_result, then retry; or abort, load"
          + " what is missing, and start again."),
  KEY_ORDER(
      "plan.key_order",
      Severity.CRITICAL,
      Cost.ENTITY,
      "The rows of a source did not come with one key each, in increasing order.",
      "The source's key repeats or decreases: join only tables with one row a key."),
  RUN_BUSY(
      "run.busy",
      Severity.HIGH,
      Cost.RUN,
      "Another run owns the target.",
      "Wait for the run that owns the target, or abort it."),
  RUN_EXISTS(
      "run.exists",
      Severity.HIGH,
      Cost.RUN,
      "The ledger knows a run of this id.",
      "Choose another run id."),
  RUN_LOST(
      "run.lost",
      Severity.HIGH,
      Cost.RUN,
      "A run has not ended, and the workflow that worked for it is gone.",
      "Go on with it: `crosswalk start --resume RUN`; or end it: `crosswalk abort RUN`."),
  PLAN_CHANGED(
      "run.plan_changed",
      Severity.HIGH,
      Cost.RUN,
      "A run is to go on with another plan than it began with.",
      "Resume with the plan files that the run began with; or roll back what the differences touch,"
          + " and accept them."),
  WRONG_DATABASE(
      "run.wrong_database",
      Severity.CRITICAL,
      true,
      Cost.NOTHING,
      "A worker is connected to other databases than those that the run began with.",
      "Another worker may have the right databases, so it is tried again by itself; correct the"
          + " settings of this one, or end it."),
  SAME_DATABASE(
      "run.same_database",
      Severity.CRITICAL,
      Cost.RUN,
      "Source and target are one database.",
      "Source and target must be two databases: correct the settings of one."),
  BACKUP_BLOCKED(
      "backup.blocked",
      Severity.HIGH,
      Cost.RUN,
      "A restore would take rows that others depend on, or the tables have changed since.",
      "Nothing was changed. Remove or restore first what is named, then restore again."),
  BACKUP_UNPROVEN(
      "backup.unproven",
      Severity.CRITICAL,
      Cost.RUN,
      "A backup, or what a restore made of it, does not have the digest that the ledger holds.",
      "Nothing was changed. Use another backup; when it is the target that differs, see which"
          + " trigger rewrites rows as they are inserted."),
  GATE(
      "gate.failed",
      Severity.CRITICAL,
      Cost.ENTITY,
      "A check that must hold after loading names rows that offend.",
      "Ask crosswalk validate --stored what offends; more of its keys stand in"
          + " crosswalk.check_result."),
  TOLERANCE(
      "budget.error_tolerance",
      Severity.HIGH,
      Cost.ENTITY,
      "More rows of an entity were rejected than its plan tolerates, or one with a code that the"
          + " plan calls critical.",
      "See `crosswalk rejects summary`. `retry` accepts what was rejected until then, and goes on;"
          + " what is repaired in the source is loaded after a rollback."),
  ROLLBACK_THRESHOLD(
      "budget.rollback_threshold",
      Severity.CRITICAL,
      Cost.ENTITY,
      "So many rows of an entity were rejected that its plan has the phase rolled back.",
      "See `crosswalk rejects summary`, repair the source or the plan, then load the phase again."),
  STALE(
      "fence.stale",
      Severity.LOW,
      Cost.NOTHING,
      "An attempt came late: its chunk was given to another one, or stopped.",
      "Nothing: another attempt holds this chunk."),
  DEPENDENTS(
      "rollback.dependents",
      Severity.HIGH,
      Cost.RUN,
      "Rows of others depend on rows that a rollback is to remove or to restore.",
      "Remove the rows that depend on ours, or point them elsewhere; or roll back first what wrote"
          + " them."),
  DELETE_TRIGGER(
      "rollback.trigger",
      Severity.HIGH,
      Cost.RUN,
      "A trigger or rule of the target would fire on the rows that a rollback removes or restores.",
      "Disable it as the owner of the table while the rollback lasts, if what it does is not"
          + " wanted."),
  INDEX_MISSING(
      "rollback.index",
      Severity.MEDIUM,
      Cost.RUN,
      "A foreign key to a table whose rows a rollback is to remove has no index.",
      "Create the index that the message spells, then roll back."),
  EDITED(
      "rollback.edited",
      Severity.HIGH,
      Cost.RUN,
      "Others have written rows since that a rollback is to remove or to restore.",
      "Look at the rows; `--discard-edits` rolls back all the same, and loses what was written."),
  UPDATED_SINCE(
      "rollback.updated",
      Severity.HIGH,
      Cost.RUN,
      "Another entity or run of ours has updated rows since that a rollback is to remove or to"
          + " restore.",
      "Roll back first what has updated the rows."),
  UNPROVEN(
      "rollback.unproven",
      Severity.CRITICAL,
      Cost.ENTITY,
      "A rollback wrote other rows than those it meant, or its proof names rows that offend.",
      "What was found wrong in a transaction was undone with it. See the checks named rollback.* in"
          + " crosswalk.check_result, and the triggers and rules of the table."),
  UNDONE(
      "rollback.undone",
      Severity.HIGH,
      Cost.ENTITY,
      "An entity is to be loaded whose rollback has begun, or is done.",
      "Roll it back to its end, then retry it."),
  UNBALANCED(
      "internal.unbalanced",
      Severity.CRITICAL,
      Cost.ENTITY,
      "The outcomes of a batch do not add up to the rows that were read.",
      "Nothing of the batch was written. See whether a trigger of the target drops rows; else"
          + " report it."),
  INTERNAL(
      "internal.unexpected",
      Severity.CRITICAL,
      Cost.ENTITY,
      "Something happened that no other code stands for.",
      "Report it, with the worker's log.");

  /** How bad one occurrence is. */
  public enum Severity {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW
  }

  /** What one occurrence costs. */
  public enum Cost {
    /** One row: it is kept with its reason, and the rows beside it go on. */
    ROW("one row"),
    /** One row, until the row that it waits for has arrived. */
    DEFERRED("one row, for now"),
    /** Its entity: it stops and waits for a decision; others go on. */
    ENTITY("its entity"),
    /** The run or the command: it is refused before a row is written. */
    RUN("the run"),
    /** At most some time. */
    NOTHING("nothing");

    private final String words;

    Cost(String words) {
      this.words = words;
    }

    /** The cost as it stands in a table. */
    public String words() {
      return words;
    }
  }

  private final String key;
  private final Severity severity;
  private final boolean retryable;
  private final Cost cost;
  private final String when;
  private final String suggestion;

  ErrorCode(String key, Severity severity, Cost cost, String when, String suggestion) {
    this(key, severity, false, cost, when, suggestion);
  }

  ErrorCode(
      String key, Severity severity, boolean retryable, Cost cost, String when, String suggestion) {
    this.key = key;
    this.severity = severity;
    this.retryable = retryable;
    this.cost = cost;
    this.when = when;
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

  /** The part of the key before the dot: what kind of thing went wrong. */
  public String category() {
    return key.substring(0, key.indexOf('.'));
  }

  public Cost cost() {
    return cost;
  }

  /** What has happened, in one sentence. */
  public String when() {
    return when;
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
