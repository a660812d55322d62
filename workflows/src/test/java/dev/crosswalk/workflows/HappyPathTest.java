package dev.crosswalk.workflows;

import static dev.crosswalk.workflows.FakeLedger.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.plan.Phase.GateAfter;
import io.temporal.api.sdk.v1.WorkflowInteractionDefinition;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.WorkflowStub;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HappyPathTest {
  @RegisterExtension final RunServer server = new RunServer();

  @Test
  void aRunTakesPhaseAfterPhaseAndReturnsTheAccounts() {
    FakeLedger ledger =
        new FakeLedger()
            .parallelism(1)
            .serial("foundation", table("practices", 2), table("profiles", 1))
            .serial("primary", table("patients", 1, "profiles"));
    Run run = server.serve(ledger).start();

    RunActivities.RunSummary summary = run.result();

    assertThat(ledger.events())
        .filteredOn(event -> !event.equals("record run executing"))
        .containsExactly(
            "preflight core",
            "record phase foundation in_progress",
            "open practices",
            "copy practices 1",
            "copied practices 1",
            "copy practices 2",
            "copied practices 2",
            "close practices",
            "gate practices",
            "gated practices",
            "open profiles",
            "copy profiles 1",
            "copied profiles 1",
            "close profiles",
            "gate profiles",
            "gated profiles",
            "record phase foundation completed",
            "record phase primary in_progress",
            "open patients",
            "copy patients 1",
            "copied patients 1",
            "close patients",
            "gate patients",
            "gated patients",
            "record phase primary completed",
            "finish completed");
    assertThat(ledger.owned()).isFalse();
    assertThat(summary.status()).isEqualTo("completed");
    assertThat(summary.entities())
        .extracting(RunActivities.EntitySummary::entity)
        .containsExactly("practices", "profiles", "patients");
    assertThat(summary.entities().get(0).counts().read()).isEqualTo(18);
  }

  @Test
  void theStatusOfARunTellsWhereEachEntityStandsAlsoAfterItsEnd() {
    FakeLedger ledger =
        new FakeLedger()
            .serial("foundation", table("practices", 1))
            .serial("primary", table("patients", 1, "practices"))
            .endsAs("completed_with_rejects");
    Script.Hold hold = ledger.script.hold("copy patients 1");
    Run run = server.serve(ledger).start();
    hold.reached();

    RunStatus during = run.status();
    assertThat(during.status()).isEqualTo("executing");
    assertThat(during.waiting()).isNull();
    assertThat(during.next()).isNull();
    assertThat(during.entities())
        .extracting(RunStatus.EntityStatus::status)
        .containsExactly("validated", "migrating");
    assertThat(during.entities().get(0).counts()).isEqualTo(FakeLedger.CHUNK);

    hold.release();
    assertThat(run.result().status()).isEqualTo("completed_with_rejects");
    assertThat(run.status().status()).isEqualTo("completed_with_rejects");
    assertThat(run.status().entities())
        .extracting(RunStatus.EntityStatus::status)
        .containsExactly("validated", "validated");
  }

  @Test
  void entitiesOfAParallelPhaseRunTogetherButOnlyAfterTheirHardParents() {
    FakeLedger ledger =
        new FakeLedger()
            .parallel("all", table("child", 1, "parent"), table("parent", 1), table("other", 1));
    Script.Hold parent = ledger.script.hold("copy parent 1");
    Script.Hold other = ledger.script.hold("copy other 1");
    Run run = server.serve(ledger).start();

    parent.reached();
    other.reached();
    assertThat(ledger.events("open child")).isEmpty();

    parent.release();
    run.awaitEntity("child", "validated");
    assertThat(ledger.events()).containsSubsequence("gated parent", "open child");

    other.release();
    assertThat(run.result().status()).isEqualTo("completed");
  }

  @Test
  void inASerialPhaseTheNextEntityWaitsForTheGateOfTheOneBefore() {
    FakeLedger ledger = new FakeLedger().serial("all", table("first", 1), table("second", 1));
    Script.Hold gate = ledger.script.hold("gate first");
    Run run = server.serve(ledger).start();

    gate.reached();
    Eventually.nothing();
    assertThat(ledger.events("open second")).isEmpty();

    gate.release();
    run.result();
    assertThat(ledger.events()).containsSubsequence("gated first", "open second");
  }

  @Test
  void theOrderOfASerialPhaseFollowsHardParentsBeforeThePlan() {
    FakeLedger ledger =
        new FakeLedger().serial("all", table("child", 1, "parent"), table("parent", 1));
    Run run = server.serve(ledger).start();

    run.result();
    assertThat(ledger.events()).containsSubsequence("gated parent", "open child");
  }

  @Test
  void neverMoreChunksAreInFlightThanAskedFor() {
    FakeLedger ledger = new FakeLedger().serial("all", table("tasks", 12));
    List<Script.Hold> window =
        List.of(
            ledger.script.hold("copy tasks 1"),
            ledger.script.hold("copy tasks 2"),
            ledger.script.hold("copy tasks 3"));
    Run run =
        server.serve(ledger).start("run-1", Run.json("{\"plan\":\"core\",\"parallelism\":3}"));

    window.forEach(Script.Hold::reached);
    Eventually.nothing();
    assertThat(ledger.inFlight()).isEqualTo(3);

    window.forEach(Script.Hold::release);
    run.result();
    assertThat(ledger.mostInFlight("tasks")).isEqualTo(3);
    assertThat(ledger.events("copied tasks")).hasSize(12);
  }

  @Test
  void chunksWhoseRowsCompeteGoOneAfterTheOther() {
    FakeLedger ledger = new FakeLedger().serial("all", table("tasks", 4));
    ledger.ordered("tasks");
    Run run =
        server.serve(ledger).start("run-1", Run.json("{\"plan\":\"core\",\"parallelism\":3}"));

    run.result();
    assertThat(ledger.mostInFlight("tasks")).isEqualTo(1);
    assertThat(ledger.events("copied tasks"))
        .containsExactly("copied tasks 1", "copied tasks 2", "copied tasks 3", "copied tasks 4");
  }

  @Test
  void theGateOfAPhaseComesOnceAllItsEntitiesAreLoaded() {
    FakeLedger ledger =
        new FakeLedger()
            .phase("all", true, GateAfter.PHASE, table("parent", 1), table("child", 1, "parent"));
    Script.Hold child = ledger.script.hold("copy child 1");
    Run run = server.serve(ledger).start();

    child.reached();
    Eventually.nothing();
    assertThat(ledger.events("gate ")).isEmpty();
    assertThat(run.entity("parent").status()).isEqualTo("completed");

    child.release();
    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.events("gate ")).containsExactlyInAnyOrder("gate parent", "gate child");
  }

  @Test
  void threeHundredChunksKeepHistoriesShort() {
    FakeLedger ledger = new FakeLedger().serial("all", table("tasks", 300)).parallelism(4);
    Run run = server.serve(ledger).start();

    assertThat(run.result().entities().get(0).counts().read()).isEqualTo(2_700);
    assertThat(run.childHistory("all", "tasks")).hasSizeLessThan(2_000);
    assertThat(run.history()).hasSizeLessThan(80);
  }

  @Test
  void anEntityWithoutRowsIsOpenedClosedAndChecked() {
    FakeLedger ledger = new FakeLedger().serial("all", table("empty", 0));
    Run run = server.serve(ledger).start();

    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.events()).containsSubsequence("open empty", "close empty", "gate empty");
  }

  @Test
  void whatNoPhaseLoadsIsTakenAsBeingThere() {
    FakeLedger ledger = new FakeLedger().serial("all", table("orders", 1, "patients"));
    Run run = server.serve(ledger).start();

    assertThat(run.result().status()).isEqualTo("completed");
  }

  @Test
  void aPlanWithoutPhasesEndsAtOnce() {
    Run run = server.serve(new FakeLedger()).start();

    assertThat(run.result().status()).isEqualTo("completed");
  }

  @Test
  void runsAndChildrenAreFoundBySearchAttributes() {
    FakeLedger ledger =
        new FakeLedger().searchAttributes().serial("foundation", table("practices", 1));
    Script.Hold hold = ledger.script.hold("copy practices 1");
    Run run =
        server.serve(ledger).start("flow", Run.json("{\"plan\":\"core\",\"run\":\"spring\"}"));
    hold.reached();

    var attributes = run.stub().describe().getTypedSearchAttributes();
    assertThat(attributes.get(SearchAttributes.RUN)).isEqualTo("spring");
    assertThat(attributes.get(SearchAttributes.PHASE)).isEqualTo("foundation");
    assertThat(attributes.get(SearchAttributes.STATUS)).isEqualTo("executing");
    WorkflowStub child =
        server.client().newUntypedWorkflowStub(run.childId("foundation", "practices"));
    attributes = child.describe().getTypedSearchAttributes();
    assertThat(attributes.get(SearchAttributes.RUN)).isEqualTo("spring");
    assertThat(attributes.get(SearchAttributes.PHASE)).isEqualTo("foundation");
    assertThat(attributes.get(SearchAttributes.ENTITY)).isEqualTo("practices");

    hold.release();
    run.result();
    assertThat(run.stub().describe().getTypedSearchAttributes().get(SearchAttributes.STATUS))
        .isEqualTo("completed");
  }

  @Test
  void theWebInterfaceShowsATableOfTheEntitiesAndEveryCommand() {
    FakeLedger ledger =
        new FakeLedger()
            .serial("foundation", table("practices", 1))
            .serial("primary", table("patients", 2));
    Script.Hold hold = ledger.script.hold("copy patients 2");
    Run run = server.serve(ledger).start();
    hold.reached();
    Eventually.happens("first chunk is done", () -> ledger.events("copied patients 1").size() == 1);

    assertThat(metadata(run.stub()).getCurrentDetails())
        .startsWith("**executing** · plan core")
        .contains("| practices | validated | 9 | 8 | 1 | 0 | 0 |")
        .contains("| patients | migrating | 0 | 0 | 0 | 0 | 0 |");
    assertThat(metadata(run.stub()).getDefinition().getUpdateDefinitionsList())
        .extracting(WorkflowInteractionDefinition::getName)
        .containsExactlyInAnyOrder(
            "abort", "approve", "pause", "resume", "retry", "rollback", "skip", "tune");
    WorkflowStub child = server.client().newUntypedWorkflowStub(run.childId("primary", "patients"));
    Eventually.happens(
        "the child shows its chunks",
        () -> metadata(child).getCurrentDetails().equals("**patients**: 1 of 2 chunks done\n"));

    hold.release();
    run.result();
    assertThat(metadata(run.stub()).getCurrentDetails())
        .startsWith("**completed** · plan core")
        .contains("| patients | validated | 18 | 16 | 2 | 0 | 0 |");
  }

  private static WorkflowMetadata metadata(WorkflowStub stub) {
    return stub.query("__temporal_workflow_metadata", WorkflowMetadata.class);
  }
}
