package dev.crosswalk.starter.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Phase;
import dev.crosswalk.plan.Phase.GateAfter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A plan as the steps in which a run takes it. */
final class PlanSteps {
  private PlanSteps() {}

  /**
   * What is done at once; the names are those of document 004's {@code ExecutionStep}.
   *
   * @param entities empty for a phase that loads none
   * @param canRunInParallel whether several of them are loaded side by side
   * @param estimatedDuration minutes
   * @param validationCheckpoint whether a gate follows
   */
  record ExecutionStep(
      @JsonProperty("stepNumber") int stepNumber,
      @JsonProperty("phase") String phase,
      @JsonProperty("entities") List<String> entities,
      @JsonProperty("canRunInParallel") boolean canRunInParallel,
      @JsonProperty("estimatedDuration") double estimatedDuration,
      @JsonProperty("validationCheckpoint") boolean validationCheckpoint) {}

  /**
   * The steps, in their order.
   *
   * @param minutes that loading an entity takes
   */
  static List<ExecutionStep> of(CompiledPlan plan, ToDoubleFunction<String> minutes) {
    List<ExecutionStep> steps = new ArrayList<>();
    for (Phase phase : plan.plan().phases()) {
      List<List<String>> waves =
          phase.entities().isEmpty() ? List.of(List.of()) : waves(plan, phase);
      for (int no = 0; no < waves.size(); no++) {
        List<String> wave = waves.get(no);
        boolean last = no == waves.size() - 1;
        // Those that run side by side share the machine: together they take as long as in turns.
        double together = wave.stream().mapToDouble(minutes).sum();
        steps.add(
            new ExecutionStep(
                steps.size() + 1,
                phase.phase(),
                wave,
                wave.size() > 1,
                Math.round(together * 100) / 100.0,
                wave.isEmpty()
                    ? phase.kind() == Phase.Kind.VALIDATE
                    : last || phase.gateAfter() == GateAfter.ENTITY));
      }
    }
    return steps;
  }

  /** Who waits for nobody in the phase, then who waited for those, and so on. */
  private static List<List<String>> waves(CompiledPlan plan, Phase phase) {
    List<List<String>> waves = new ArrayList<>();
    List<String> waiting = new ArrayList<>(phase.entities());
    while (!waiting.isEmpty()) {
      List<String> ready =
          waiting.stream()
              .filter(entity -> plan.hardParents(entity).stream().noneMatch(waiting::contains))
              .limit(phase.parallel() ? Long.MAX_VALUE : 1)
              .toList();
      waves.add(ready);
      waiting.removeAll(ready);
    }
    return waves;
  }
}
