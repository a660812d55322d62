package dev.crosswalk.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.plan.Plan;
import dev.crosswalk.workflows.Counts;
import dev.crosswalk.workflows.RunActivities.EntitySummary;
import dev.crosswalk.workflows.RunActivities.RunSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each plan that begins somewhere, from where its document says and from an empty target. Those
 * that begin with an empty one run in {@link AccountsTest}.
 */
class PlansTest {
  static List<String> plans() {
    return Engine.LIBRARY.plans().stream()
        .filter(plan -> !plan.startsFrom().equals(Plan.EMPTY))
        .map(Plan::plan)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("plans")
  void aPlanGoesOnFromTheStateOfItsDocument(String plan) {
    try (Engine engine = new Engine("0.05")) {
      Map<String, Counts> state =
          engine.run("state", Engine.LIBRARY.plan(plan).startsFrom()).entities().stream()
              .collect(Collectors.toMap(EntitySummary::entity, EntitySummary::counts));
      RunSummary run = engine.run("run", plan);

      assertThat(run.entities())
          .anySatisfy(entity -> assertThat(entity.counts().inserted()).isPositive());
      assertThat(run.entities())
          .filteredOn(entity -> state.containsKey(entity.entity()))
          .allSatisfy(
              entity -> {
                Counts now = entity.counts();
                assertThat(now.read() - now.inserted() - now.rejected() - now.deferred())
                    .as("%s that were there", entity.entity())
                    .isPositive()
                    .isEqualTo(Objects.requireNonNull(state.get(entity.entity())).inserted());
              });
    }
  }

  @ParameterizedTest
  @MethodSource("plans")
  void aPlanLoadsAnEmptyTargetAfterWhatItPresupposes(String plan) {
    try (Engine engine = new Engine("0.05")) {
      List<String> needed =
          new ArrayList<>(Engine.LIBRARY.prerequisites(Engine.LIBRARY.plan(plan)));
      while (!needed.isEmpty()) {
        Plan loading =
            Engine.LIBRARY.plans().stream()
                .filter(other -> !other.plan().equals(plan))
                .max(Comparator.comparingInt(other -> common(other, needed).size()))
                .orElseThrow();
        List<String> now = common(loading, needed);
        assertThat(now).as("what plans load of %s", needed).isNotEmpty();
        engine.run("before-" + loading.plan(), loading.plan(), now);
        needed.removeAll(now);
      }
      engine.run("run", plan);
    }
  }

  private static List<String> common(Plan plan, List<String> needed) {
    return needed.stream().filter(plan.entities()::contains).toList();
  }
}
