package dev.crosswalk.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DependencyGraphTest {
  private static final Plan PLAN =
      new Plan(
          "core",
          "",
          null,
          "empty",
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          Budget.NONE);

  @Test
  void edgesComeFromReferencesInTheOrderOfColumnsThenFromAfterLines() {
    Entity orders =
        entity(
            "orders",
            List.of(hard("patient_id", "patients"), soft("case_id", "cases")),
            List.of(
                new Entity.After("profiles", true, "assigned by trigger"),
                new Entity.After("practices", false, null)));

    assertThat(DependencyGraph.edges(orders))
        .containsExactly(
            new Edge("orders", "patients", true, "patient_id"),
            new Edge("orders", "cases", false, "case_id"),
            new Edge("orders", "profiles", true, "assigned by trigger"),
            new Edge("orders", "practices", false, "after"));
  }

  @Test
  void anEntityWithoutReferencesHasNoEdges() {
    assertThat(DependencyGraph.edges(needing("practices"))).isEmpty();
    assertThat(new DependencyGraph(List.of()).edges()).isEmpty();
    assertThat(new DependencyGraph(List.of()).hardCycles()).isEmpty();
  }

  @Test
  void allEdgesAreSortedByChildWhateverTheOrderOfTheEntities() {
    List<Entity> entities =
        new ArrayList<>(
            List.of(
                needing("orders", "patients", "cases"),
                needing("cases", "patients"),
                needing("patients", "practices"),
                needing("practices")));
    List<Edge> edges = new DependencyGraph(entities).edges();

    assertThat(edges)
        .extracting(Edge::child, Edge::parent)
        .containsExactly(
            tuple("cases", "patients"),
            tuple("orders", "patients"),
            tuple("orders", "cases"),
            tuple("patients", "practices"));
    Collections.reverse(entities);
    assertThat(new DependencyGraph(entities).edges()).isEqualTo(edges);
  }

  @Test
  void aGraphWithoutACycleHasNone() {
    assertThat(
            new DependencyGraph(
                    List.of(
                        needing("a", "b", "c"), needing("b", "d"), needing("c", "d"), needing("d")))
                .hardCycles())
        .isEmpty();
  }

  @Test
  void aCycleIsNamedAsThePathThatClosesIt() {
    List<Entity> entities =
        new ArrayList<>(
            List.of(needing("c", "a"), needing("b", "c"), needing("a", "b"), needing("x", "a")));
    List<List<String>> cycles = new DependencyGraph(entities).hardCycles();

    assertThat(cycles).containsExactly(List.of("a", "b", "c", "a"));
    Collections.reverse(entities);
    assertThat(new DependencyGraph(entities).hardCycles()).isEqualTo(cycles);
  }

  @Test
  void everyCycleIsNamedAndAReferenceToItselfIsOne() {
    assertThat(
            new DependencyGraph(
                    List.of(needing("a", "b"), needing("b", "a"), needing("tree", "tree")))
                .hardCycles())
        .containsExactly(List.of("a", "b", "a"), List.of("tree", "tree"));
  }

  @Test
  void aSoftEdgeBreaksACycle() {
    Entity a = entity("a", List.of(hard("b_id", "b")), List.of());
    Entity b = entity("b", List.of(soft("a_id", "a")), List.of());

    assertThat(new DependencyGraph(List.of(a, b)).hardCycles()).isEmpty();
  }

  @Test
  void anOrderWithoutAColumnClosesACycleToo() {
    Entity a = entity("a", List.of(hard("b_id", "b")), List.of());
    Entity b = entity("b", List.of(), List.of(new Entity.After("a", true, null)));

    assertThat(new DependencyGraph(List.of(a, b)).hardCycles())
        .containsExactly(List.of("a", "b", "a"));
  }

  @Test
  void aParentThatIsNotInTheGraphEndsThePath() {
    assertThat(new DependencyGraph(List.of(needing("orders", "patients"))).hardCycles()).isEmpty();
  }

  @Test
  void hardParentsAreNamedOnceAndWithoutTheEntityItself() {
    Entity tree =
        entity(
            "tree",
            List.of(
                hard("parent_id", "tree"),
                hard("owner_id", "profiles"),
                hard("editor_id", "profiles"),
                soft("case_id", "cases")),
            List.of(new Entity.After("practices", true, null)));
    CompiledPlan plan = new CompiledPlan(PLAN, List.of(tree), List.of(), List.of());

    assertThat(plan.hardParents("tree")).containsExactly("profiles", "practices");
  }

  @Test
  void whoUpdatesRowsComesAfterWhoBringsThem() {
    Entity pets = needing("pets", "owners");
    Entity weights = updating("weights", "pets");
    DependencyGraph graph = new DependencyGraph(List.of(weights, pets));
    CompiledPlan plan = new CompiledPlan(PLAN, List.of(weights, pets), List.of(), List.of());

    assertThat(graph.edges())
        .containsExactly(
            new Edge("pets", "owners", true, "owners_id"),
            new Edge("weights", "pets", true, "updates its rows"));
    assertThat(plan.hardParents("weights")).containsExactly("pets");
    assertThat(new DependencyGraph(List.of(weights)).edges()).isEmpty();
  }

  @Test
  void theLongestChainIsThatOfHardEdgesAmongTheEntities() {
    Entity tasks = entity("tasks", List.of(hard("order_id", "orders")), List.of());
    Entity orders =
        entity(
            "orders",
            List.of(hard("patient_id", "patients"), soft("task_id", "tasks"), hard("o", "others")),
            List.of());
    DependencyGraph graph =
        new DependencyGraph(
            List.of(
                tasks, orders, needing("patients", "offices"), needing("offices"), needing("z")));

    assertThat(graph.longestChain()).containsExactly("offices", "patients", "orders", "tasks");
    assertThat(new DependencyGraph(List.of()).longestChain()).isEmpty();
  }

  private static Entity updating(String name, String table) {
    Entity one = needing(name);
    return new Entity(
        name,
        "",
        "critical",
        null,
        null,
        null,
        one.sources(),
        List.of(),
        new Entity.Target(table, List.of("id"), Entity.Action.KEEP, Entity.Mode.UPDATE),
        List.of(),
        one.columns(),
        List.of(),
        List.of(),
        List.of());
  }

  private static Entity needing(String name, String... parents) {
    List<Column> references = new ArrayList<>();
    for (String parent : parents) {
      references.add(hard(parent + "_id", parent));
    }
    return entity(name, references, List.of());
  }

  private static Column hard(String name, String entity) {
    return new Column.Reference(
        name, Column.Phi.NONE, entity, "legacy_id", name, true, null, false);
  }

  private static Column soft(String name, String entity) {
    return new Column.Reference(
        name, Column.Phi.NONE, entity, "legacy_id", name, false, null, false);
  }

  private static Entity entity(String name, List<Column> columns, List<Entity.After> after) {
    return new Entity(
        name,
        "",
        "critical",
        null,
        null,
        null,
        List.of(new Source(name, "s", List.of(), List.of("id"), List.of(), List.of(), List.of())),
        List.of(),
        new Entity.Target(name, List.of("legacy_id"), Entity.Action.KEEP, Entity.Mode.LOAD),
        List.of(),
        columns,
        after,
        List.of(),
        List.of());
  }
}
