package dev.crosswalk.starter.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.fault.FaultPoint;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawTest {
  private static Draw draw(long seed) {
    Map<FaultPoint, Integer> times = new EnumMap<>(FaultPoint.class);
    for (FaultPoint point : FaultPoint.values()) {
      if (point != FaultPoint.BATCH_SPLIT) {
        times.put(point, 7);
      }
    }
    return new Draw(seed, List.of(Fault.values()), times);
  }

  private static List<Draw.Trial> trials(Draw draw, int first) {
    return IntStream.range(first, 500).mapToObj(draw::trial).toList();
  }

  @Test
  void theSameSeedMakesTheSameTrialsWhereverOneBegins() {
    assertThat(trials(draw(3), 1)).isEqualTo(trials(draw(3), 1)).isNotEqualTo(trials(draw(4), 1));
    assertThat(trials(draw(3), 1).subList(99, 499)).isEqualTo(trials(draw(3), 100));
  }

  @Test
  void everyFaultIsMadeAndOnlyWhereItMeansSomething() {
    List<Draw.Trial> trials = trials(draw(1), 1);
    assertThat(trials.stream().map(Draw.Trial::fault).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(Fault.values());
    assertThat(trials)
        .allSatisfy(
            trial -> {
              assertThat(trial.fault().points).contains(trial.point());
              assertThat(trial.point()).isNotEqualTo(FaultPoint.BATCH_SPLIT);
              assertThat(trial.when()).isBetween(1, 7);
              assertThat(trial.parallelism()).isBetween(1, 3);
            });
  }
}
