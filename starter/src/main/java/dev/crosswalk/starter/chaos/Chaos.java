package dev.crosswalk.starter.chaos;

import static java.util.stream.Collectors.joining;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.schema.LegacyDatabase;
import dev.crosswalk.starter.command.Surroundings;
import dev.crosswalk.starter.demo.Steps;
import dev.crosswalk.starter.embedded.Resources;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One calm run, then trial after trial, each compared with it. For one thread. */
final class Chaos {
  private final Choices choices;
  private final Surroundings surroundings;
  private final PrintWriter err;
  private final Resources resources = new Resources();
  private final List<ChaosResult.Deviating> deviating = new ArrayList<>();
  private final Map<String, Integer> faults = new TreeMap<>();
  private final Map<String, Integer> points = new TreeMap<>();
  private int notReached;

  /**
   * What the command line asks for.
   *
   * @param first the number of the first trial
   * @param evidence the directory under which each deviation gets one of its own
   */
  record Choices(
      int iterations,
      int first,
      long seed,
      List<Fault> faults,
      LegacyDatabase.Synthetic synthetic,
      Path evidence) {}

  Chaos(Choices choices, Surroundings surroundings, PrintWriter err) {
    this.choices = choices;
    this.surroundings = surroundings;
    this.err = err;
  }

  ChaosResult run() {
    try {
      return tryAll();
    } finally {
      resources.close();
    }
  }

  private ChaosResult tryAll() {
    long start = System.nanoTime();
    Steps steps = new Steps(err);
    ChaosPlace place =
        steps.done(
            "Servers",
            "two of PostgreSQL, one of Temporal, with synthetic data",
            () -> ChaosPlace.open(choices.synthetic(), surroundings, resources));
    TrialRun.Calm calm = steps.done("Calm run", "loaded and rolled back", () -> calm(place));
    Draw draw = new Draw(choices.seed(), choices.faults(), calm.times());
    for (int no = choices.first(); no < choices.first() + choices.iterations(); no++) {
      Draw.Trial trial = draw.trial(no);
      steps.done(
          "Trial " + no,
          outcome -> trial.describe() + ": " + outcome,
          () -> one(place, trial, calm));
    }
    return new ChaosResult(
        choices.seed(),
        choices.iterations(),
        deviating.size(),
        notReached,
        faults,
        points,
        (System.nanoTime() - start) / 1e9,
        deviating);
  }

  private static TrialRun.Calm calm(ChaosPlace place) {
    try (TrialRun run = new TrialRun(place, "chaos_calm")) {
      return run.calm();
    } catch (Deviation wrong) {
      throw new Failure(
          ErrorCode.UNBALANCED, "the calm run is wrong: " + wrong.getMessage(), wrong);
    } catch (Failure failed) {
      throw failed;
    } catch (Exception failed) {
      throw new Failure(ErrorCode.INTERNAL, "the calm run failed: " + failed, failed);
    }
  }

  /** Returns how it went, in a few words. */
  private String one(ChaosPlace place, Draw.Trial trial, TrialRun.Calm calm) {
    String target = "chaos_" + trial.no();
    try (TrialRun run = new TrialRun(place, target)) {
      try {
        if (!run.disturbed(trial, calm)) {
          notReached++;
          return "not reached, as calm";
        }
        count(trial);
        return "as calm";
      } catch (Deviation found) {
        count(trial);
        return deviated(place, trial, target, run, String.valueOf(found.getMessage()));
      } catch (Exception failed) {
        count(trial);
        return deviated(place, trial, target, run, failed.toString());
      }
    } finally {
      place.drop(target);
    }
  }

  /** The trial's number means the same only among the same faults. */
  private String again(Draw.Trial trial) {
    String faults =
        choices.faults().size() == Fault.values().length
            ? ""
            : choices.faults().stream().map(Fault::key).collect(joining(",", " --fault ", ""));
    return "crosswalk chaos --seed %d%s --first %d --iterations 1"
        .formatted(choices.seed(), faults, trial.no());
  }

  private void count(Draw.Trial trial) {
    faults.merge(trial.fault().key(), 1, Integer::sum);
    points.merge(trial.point().key(), 1, Integer::sum);
  }

  private String deviated(
      ChaosPlace place, Draw.Trial trial, String target, TrialRun run, String found) {
    String evidence;
    try (Connection owner = place.owner(target)) {
      Path directory =
          choices.evidence().resolve("seed-" + choices.seed() + "-trial-" + trial.no());
      evidence =
          Evidence.write(
                  directory,
                  trial.describe() + "\n" + found,
                  run.workers(),
                  owner,
                  place.temporal().connection().client())
              .toString();
    } catch (IOException | SQLException | RuntimeException unwritten) {
      evidence = "evidence could not be written: " + unwritten;
    }
    deviating.add(
        new ChaosResult.Deviating(trial.no(), trial.describe(), found, evidence, again(trial)));
    return "DEVIATION: " + found + "\n" + " ".repeat(16) + evidence;
  }
}
