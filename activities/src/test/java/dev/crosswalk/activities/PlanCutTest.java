package dev.crosswalk.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosswalk.library.Library;
import dev.crosswalk.library.PlanFiles;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Edge;
import dev.crosswalk.plan.Phase;
import dev.crosswalk.testing.TestLibrary;
import dev.crosswalk.workflows.RunRequest.Selection;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which part of a plan a selection is, and what is said of it. */
class PlanCutTest {
  private static final CompiledPlan CORE = new Library(PlanFiles.builtIn()).compile("core");
  private static final List<String> NONE = List.of();

  private static Selection entities(boolean withDeps, String... names) {
    return new Selection(NONE, List.of(names), NONE, NONE, withDeps);
  }

  private static Selection skip(String... names) {
    return new Selection(NONE, NONE, NONE, List.of(names), false);
  }

  private static String words(Selection selection) {
    return String.valueOf(new PlanCut(CORE, selection).words(List.of()));
  }

  @Test
  void withoutASelectionItIsTheWholePlan() {
    PlanCut cut = new PlanCut(CORE, null);

    assertThat(cut.plan()).isEqualTo(CORE.plan());
    assertThat(cut.words(List.of())).isNull();
    assertThat(cut.outside()).noneMatch(Edge::hard);
  }

  @Test
  void whatIsNamedIsLoadedInTheOrderOfThePlanAndNothingElse() {
    PlanCut cut = new PlanCut(CORE, entities(false, "orders", "patients"));

    assertThat(cut.plan().entities()).containsExactly("patients", "orders");
    assertThat(cut.plan().phases()).extracting(Phase::phase).containsExactly("primary", "tertiary");
    assertThat(cut.words(List.of())).isEqualTo("patients, orders");
    assertThat(cut.outside())
        .filteredOn(Edge::hard)
        .extracting(Edge::child, Edge::parent)
        .contains(org.assertj.core.groups.Tuple.tuple("patients", "profiles"));
  }

  @Test
  void phasesEntitiesAndSelectionsAreLoadedTogether() {
    PlanCut cut =
        new PlanCut(
            CORE, new Selection(List.of("foundation"), List.of("cases"), NONE, NONE, false));

    assertThat(cut.plan().entities()).containsExactly("practices", "profiles", "cases");
  }

  @Test
  void everyPlanHasTheSelectionAll() {
    Selection all = new Selection(NONE, NONE, List.of("all"), NONE, false);

    assertThat(new PlanCut(CORE, all).plan()).isEqualTo(CORE.plan());
  }

  @Test
  void theClosureIsNamedWithWhoNeedsIt() {
    assertThat(words(entities(true, "cases")))
        .isEqualTo(
            "practices (needed by patients), profiles (needed by patients), patients (needed by"
                + " cases), cases");
  }

  @Test
  void whatIsSkippedTakesItsHardDependentsWithIt() {
    assertThat(words(skip("patients")))
        .isEqualTo(
            "practices, profiles; skipped with it: cases (needs patients), orders (needs"
                + " patients)");
  }

  @Test
  void theClosureNeverBringsBackWhatIsSkipped() {
    Selection selection =
        new Selection(NONE, List.of("practices", "cases"), NONE, List.of("patients"), true);

    assertThat(words(selection)).isEqualTo("practices; skipped with it: cases (needs patients)");
  }

  @Test
  void whatStaysNullIsNamed() {
    Edge edge = new Edge("orders", "offices", false, "office_id");

    assertThat(new PlanCut(CORE, entities(false, "orders")).words(List.of(edge)))
        .isEqualTo("orders; not loaded: offices (orders.office_id stays null)");
  }

  @Test
  void theCommandLoadsTheSameWithItsParents() {
    Selection selection =
        new Selection(List.of("primary"), List.of("orders"), NONE, List.of("cases"), false);

    assertThat(new PlanCut(CORE, selection).withDeps())
        .isEqualTo(
            "crosswalk start --plan core --phases primary --entities orders --skip cases"
                + " --with-deps");
  }

  @Test
  void namesThatMeanNothingAreToldWithTheKnownOnes() {
    assertThatThrownBy(() -> new PlanCut(CORE, entities(false, "ordres")))
        .hasMessage(
            "plan 'core' has no entity 'ordres'; known: practices, profiles, patients, cases,"
                + " orders");
    assertThatThrownBy(
            () -> new PlanCut(CORE, new Selection(List.of("first"), NONE, NONE, NONE, false)))
        .hasMessageStartingWith("plan 'core' has no phase 'first'; known: foundation, primary");
    assertThatThrownBy(
            () -> new PlanCut(CORE, new Selection(NONE, NONE, List.of("nothing"), NONE, false)))
        .hasMessage("plan 'core' has no selection 'nothing'; known: none");
    assertThatThrownBy(() -> new PlanCut(CORE, skip("practices", "profiles")))
        .hasMessage("nothing of plan 'core' is left to be loaded");
  }

  @Test
  void aPhaseThatValidatesIsLeftOutOfASelectionUnlessItIsNamed(@TempDir Path directory) {
    CompiledPlan plan =
        new TestLibrary(directory)
            .entity(
                """
                entity: owners
                description: People.
                sources: [{ table: owner o, key: o.id }]
                target: { table: owners, conflict: { key: [legacy_id] } }
                columns:
                  - legacy_id: { from: o.id, phi: quasi }
                """)
            .file("checks/all_fed.sql", "-- Why.\nselect 'x' as key\n")
            .file(
                "plans/test.yaml",
                """
                plan: test
                description: One.
                phases:
                  - phase: people
                    entities: [owners]
                  - phase: afterwards
                    kind: validate
                    checks: [all_fed]
                selections: { people: [owners] }
                """)
            .library()
            .compile("test");

    Selection people = new Selection(NONE, NONE, List.of("people"), NONE, false);
    Selection afterwards = new Selection(List.of("afterwards"), NONE, NONE, NONE, false);
    assertThat(new PlanCut(plan, people).words(List.of())).isEqualTo("owners");
    assertThat(new PlanCut(plan, afterwards).words(List.of())).isEqualTo("afterwards");
    assertThat(new PlanCut(plan, null).plan().phases()).hasSize(2);
  }
}
