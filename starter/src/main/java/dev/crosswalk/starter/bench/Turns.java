package dev.crosswalk.starter.bench;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.report.Report;
import java.util.ArrayList;
import java.util.List;

/**
 * One side's turn after the other's, each from the same beginning: the large table and the ledger
 * are empty, statistics fresh, a checkpoint done. What a turn has made is compared with what it had
 * to make, and one that made anything else fails. For one thread.
 */
final class Turns {
  private static final List<String> TASKS = List.of("tasks");
  private static final List<String> TASKS_AND_HOURS = List.of("tasks", "hours");

  private final BenchTables tables;
  private final BenchRun runs;
  private final String name;
  private final long rows;
  private final String planted;
  private final List<BenchRun.Ended> ended = new ArrayList<>();
  private String contents = "";
  private boolean checkpoints = true;

  Turns(BenchPlace place, BenchRun runs, long rows) {
    this.tables = place.tables();
    this.runs = runs;
    this.name = place.taskQueue();
    this.rows = rows;
    this.planted = tables.planted();
  }

  /** A run by a worker that has just started; what it brings is what the COPY will bring. */
  double first() {
    reset();
    BenchRun.Ended run = load();
    contents = tables.contents();
    tables.makeReady();
    return run.seconds();
  }

  BenchResult.Pair pair(boolean copyFirst) {
    double before = copyFirst ? copy() : 0;
    reset();
    BenchRun.Ended run = load();
    BenchRun.Ended again = again();
    requireSame(contents, tables.contents(), "a run made other rows than the first one");
    double copy = copyFirst ? before : copy();
    return BenchResult.Pair.of(copy, run, again);
  }

  /** Fills the empty table and undoes that. */
  BenchResult.Rollback rollback() {
    return rollback(0);
  }

  /** The same with rows of others in the table, a tenth as many; half of them are updated. */
  BenchResult.Rollback rollbackBesideOthers() {
    return rollback(rows / 10);
  }

  private BenchResult.Rollback rollback(long others) {
    reset();
    tables.fillOthers(others);
    String before = tables.contents();
    BenchRun.Ended run = run(others == 0 ? TASKS : TASKS_AND_HOURS);
    long inserted = run.account().inserted();
    long updated = run.report().accounting().stream().mapToLong(account -> account.updated()).sum();
    require(inserted + run.account().rejected() == rows && updated == others / 2, run);
    double seconds = runs.rollback(run.report().run().id());
    requireSame(before, tables.contents(), "a rollback left other rows than were there before");
    return BenchResult.Rollback.of(seconds, inserted, others, updated);
  }

  /** All runs so far, the first one included. */
  List<BenchRun.Ended> ended() {
    return ended;
  }

  /** Whether the server let us make a checkpoint before each turn. */
  boolean checkpoints() {
    return checkpoints;
  }

  private void reset() {
    checkpoints &= tables.reset();
  }

  private double copy() {
    reset();
    double seconds = tables.copy();
    requireSame(contents, tables.contents(), "the plain COPY made other rows than Crosswalk");
    return seconds;
  }

  private BenchRun.Ended load() {
    BenchRun.Ended run = run(TASKS);
    require(run.account().inserted() + run.account().rejected() == rows, run);
    return run;
  }

  private BenchRun.Ended again() {
    String before = tables.versions();
    BenchRun.Ended run = run(TASKS);
    require(run.account().existingSame() + run.account().rejected() == rows, run);
    requireSame(before, tables.versions(), "a second run wrote rows of the target");
    return run;
  }

  private BenchRun.Ended run(List<String> entities) {
    BenchRun.Ended run = runs.execute(name + "-" + (ended.size() + 1), entities);
    ended.add(run);
    require(run.account().balanced() && run.account().read() == rows, run);
    requireSame(
        planted,
        tables.rejected(run.report().run().id()),
        "a run rejected other rows than those that were planted as bad");
    return run;
  }

  private static void require(boolean expected, BenchRun.Ended run) {
    if (!expected) {
      Report.Account account = run.account();
      throw wrong("the account of a run is not what it must be: " + account);
    }
  }

  private static void requireSame(String expected, String actual, String otherwise) {
    if (!expected.equals(actual)) {
      throw wrong(otherwise + ": " + actual + " instead of " + expected + " (number/digest)");
    }
  }

  private static Failure wrong(String what) {
    return new Failure(ErrorCode.UNBALANCED, what);
  }
}
