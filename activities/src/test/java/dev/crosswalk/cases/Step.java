package dev.crosswalk.cases;

import dev.crosswalk.database.Databases;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.ledger.CheckResult;
import dev.crosswalk.library.Library;
import dev.crosswalk.plan.Phase;
import dev.crosswalk.testing.Pipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One act of a case: what changes in the databases before it, and the run of a plan.
 *
 * @param no 1 is the case itself, others are directories in it
 */
record Step(Path directory, int no, String plan) {
  /** Says which entity stopped the run, and why. */
  static final String STOPPED = "stopped";

  /** What a step brought to light beside what stands in the databases. */
  record Outcome(String stopped, List<String> failedChecks) {}

  /** Reads the file {@code do}; without it, the only plan is run. */
  static Step read(Path directory, int no, Library library) {
    String plan = library.plans().size() == 1 ? library.plans().get(0).plan() : "";
    for (String line : text(directory.resolve("do")).lines().toList()) {
      if (!line.startsWith("run ")) {
        throw new IllegalArgumentException(
            directory.resolve("do") + ": '" + line + "' is not 'run PLAN'");
      }
      plan = line.substring("run ".length());
    }
    if (plan.isEmpty()) {
      throw new IllegalArgumentException(
          directory + " has several plans: say which in a file 'do', such as 'run clinic'");
    }
    return new Step(directory, no, plan);
  }

  /** The id of the run in the ledger. */
  String run() {
    return "step " + no;
  }

  /** What a file of this step says; empty if there is none. */
  String text(String file) {
    return text(directory.resolve(file));
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Runs the plan to its end, or to the entity that stops it when the case awaits that. */
  Outcome run(Databases databases, Library library, Shape shape) {
    List<String> failedChecks = new ArrayList<>();
    try (Pipeline pipeline =
        new Pipeline(databases, library, plan, run(), shape.batchRows, shape.chunkRows)) {
      for (Phase phase : library.compile(plan).plan().phases()) {
        for (String entity : phase.entities()) {
          try {
            pipeline.load(entity, shape.chunks());
          } catch (Failure failure) {
            if (!Files.exists(directory.resolve(STOPPED))) {
              throw failure;
            }
            pipeline.finish();
            return new Outcome(entity + " " + failure.code().key() + "\n", failedChecks);
          }
          for (CheckResult check : pipeline.check(phase.phase(), entity)) {
            if (check.status().shuts()) {
              failedChecks.add(entity + " " + check.check() + " " + check.status().word());
            }
          }
        }
      }
      pipeline.finish();
    }
    return new Outcome("", failedChecks);
  }
}
