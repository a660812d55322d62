package dev.crosswalk.starter.bench;

import dev.crosswalk.starter.command.Surroundings;
import dev.crosswalk.starter.demo.Steps;
import dev.crosswalk.starter.embedded.EmbeddedTemporal;
import dev.crosswalk.starter.embedded.EmbeddedWorker;
import dev.crosswalk.starter.embedded.Resources;
import dev.crosswalk.starter.embedded.WorkerChild;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Measures Crosswalk beside a plain COPY, from empty databases to the figures. For one thread. */
final class Bench {
  private static final List<String> PARENTS = List.of("projects", "people");

  private final Choices choices;
  private final Surroundings surroundings;
  private final Steps steps;
  private final Resources resources = new Resources();

  /** What the command line asks for; null: the worker's own. */
  record Choices(
      long rows,
      BigDecimal bad,
      int pairs,
      BenchCommand.Keys keys,
      @Nullable Integer batchRows,
      @Nullable Integer chunkRows,
      @Nullable Integer parallelism,
      boolean rollback,
      boolean servers) {
    int chunksInFlight() {
      return parallelism == null ? EmbeddedWorker.defaultParallelism() : parallelism;
    }
  }

  Bench(Choices choices, Surroundings surroundings, PrintWriter err) {
    this.choices = choices;
    this.surroundings = surroundings;
    this.steps = new Steps(err);
  }

  /** Returns the figures; fails when an account, a reject or a row is not what it must be. */
  BenchResult run() {
    try {
      return measure();
    } finally {
      resources.close();
    }
  }

  private BenchResult measure() {
    BenchPlace place =
        steps.done(
            "PostgreSQL",
            BenchPlace::describe,
            () -> BenchPlace.open(choices, surroundings, resources));
    steps.done(
        "Rows",
        String.format(Locale.ROOT, "%,d in the source, %s %% bad", choices.rows(), choices.bad()),
        () -> place.tables().create(choices));
    EmbeddedTemporal temporal =
        steps.done(
            "Temporal",
            EmbeddedTemporal::describe,
            () -> resources.open(() -> EmbeddedTemporal.start(false, surroundings.environment())));
    WorkerChild worker =
        steps.done(
            "Worker",
            choices.chunksInFlight() + " chunks in flight, a process with 512 MiB of heap",
            () -> resources.open(() -> place.worker(temporal, choices.chunksInFlight())));
    BenchRun runs = new BenchRun(temporal, worker, place.target(), place.taskQueue(), choices);
    steps.done(
        "Parents",
        "loaded by Crosswalk",
        () -> runs.execute(place.taskQueue() + "-parents", PARENTS));
    Turns turns = new Turns(place, runs, choices.rows());
    double first = steps.done("First run", "not counted", turns::first);
    List<BenchResult.Pair> pairs = new ArrayList<>();
    for (int number = 1; number <= choices.pairs(); number++) {
      boolean copyFirst = number % 2 == 1;
      pairs.add(steps.done("Pair " + number, BenchText::of, () -> turns.pair(copyFirst)));
    }
    List<BenchResult.Rollback> rollbacks = new ArrayList<>();
    if (choices.rollback()) {
      rollbacks.add(steps.done("Rollback", BenchText::of, turns::rollback));
      rollbacks.add(steps.done("Beside others", BenchText::of, turns::rollbackBesideOthers));
    }
    worker.close();
    BenchResult.Conditions conditions = conditions(place.tables(), temporal, turns);
    return BenchResult.of(
        choices.rows(), first, pairs, rollbacks, turns.ended(), worker.heap(), conditions);
  }

  private BenchResult.Conditions conditions(
      BenchTables tables, EmbeddedTemporal temporal, Turns turns) {
    return new BenchResult.Conditions(
        choices.bad(),
        choices.keys().toString(),
        choices.batchRows(),
        choices.chunkRows(),
        choices.chunksInFlight(),
        Runtime.getRuntime().availableProcessors(),
        Runtime.version().toString(),
        tables.setting("server_version"),
        tables.setting("fsync"),
        tables.setting("shared_buffers"),
        turns.checkpoints(),
        temporal.kind().name().toLowerCase(Locale.ROOT));
  }
}
