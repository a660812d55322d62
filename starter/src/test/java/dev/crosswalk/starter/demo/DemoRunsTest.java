package dev.crosswalk.starter.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.library.Library;
import dev.crosswalk.lint.Prerequisites.Load;
import dev.crosswalk.plan.Plan;
import dev.crosswalk.testing.TestLibrary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In which order a demo carries out plans, and when it stops. */
class DemoRunsTest {
  private final List<String> carriedOut = new ArrayList<>();

  /** Exit codes by plan; none: 0. */
  private final Map<String, Integer> exits = new TreeMap<>();

  /** What plans lack until it was loaded. */
  private final Map<String, List<Load>> lacking = new TreeMap<>();

  @TempDir private Path directory;
  private TestLibrary files = new TestLibrary(Path.of(""));

  @BeforeEach
  void write() {
    files =
        new TestLibrary(directory)
            .entity(
                """
                entity: pets
                description: Animals.
                sources: [{ table: pet p, key: p.id }]
                target: { table: pets, conflict: { key: [legacy_id] } }
                columns:
                  - legacy_id: { from: p.id, phi: none }
                """);
    plan("first", "empty");
    plan("second", "first");
    plan("third", "second");
    plan("other", "empty");
  }

  private void plan(String name, String startsFrom) {
    files.file(
        "plans/" + name + ".yaml",
        """
        plan: %s
        description: Animals.
        starts_from: %s
        phases: [{ phase: all, entities: [pets] }]
        """
            .formatted(name, startsFrom));
  }

  private int execute(String plan, boolean fromEmpty, int times) {
    Library library = files.library();
    return new DemoRuns(library, this::missing, this::run).execute(plan, fromEmpty, times);
  }

  private List<Load> missing(Plan plan) {
    return lacking.getOrDefault(plan.plan(), List.of());
  }

  private int run(DemoRuns.Leg leg) {
    carriedOut.add(leg.plan().plan() + leg.entities() + leg.number());
    return exits.getOrDefault(leg.plan().plan(), 0);
  }

  @Test
  void aPlanThatStartsFromEmptyRunsAlone() {
    assertThat(execute("first", false, 2)).isZero();

    assertThat(carriedOut).containsExactly("first[]1", "first[]2");
  }

  @Test
  void whatAPlanStartsFromComesBeforeIt() {
    exits.put("third", 4);

    assertThat(execute("third", false, 1)).isEqualTo(4);
    assertThat(carriedOut).containsExactly("first[]0", "second[]0", "third[]1");
  }

  @Test
  void whatAPlanNeedsIsLoadedAndWhatThatNeedsBefore() {
    lacking.put("third", List.of(new Load("other", List.of("a", "b"))));
    lacking.put("other", List.of(new Load("first", List.of("c")), new Load("third", List.of("d"))));

    execute("third", true, 1);

    assertThat(carriedOut)
        .as("third does not wait for itself")
        .containsExactly("first[c]0", "third[d]0", "other[a, b]0", "third[]1");
  }

  @Test
  void aRunThatDoesNotComeToItsEndIsTheLast() {
    exits.put("first", 6);

    assertThat(execute("third", false, 3)).isEqualTo(6);
    assertThat(carriedOut).containsExactly("first[]0");
  }
}
