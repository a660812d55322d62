package dev.crosswalk.workflows;

import static dev.crosswalk.workflows.FakeLedger.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.plan.Phase.GateAfter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SkipTest {
  @RegisterExtension final RunServer server = new RunServer();
  private final FakeLedger ledger = new FakeLedger();

  @Test
  void aSkippedFailureBlocksAllThatNeedItAndNamesThemInTheAnswer() {
    ledger
        .serial("first", table("broken", 1))
        .serial("second", table("child", 1, "broken"), table("soft", 1))
        .serial("third", table("grandchild", 1, "child"))
        .script
        .fail("copy broken 1", ErrorCode.STRUCTURE, "no such column");
    Run run = server.serve(ledger).start();
    run.awaitStatus("awaiting_decision");

    RunStatus answer =
        run.update(
            "skip", "{\"entity\":\"broken\",\"written\":\"keep\",\"reason\":\"not needed\"}");

    assertThat(answer.entities())
        .extracting(
            RunStatus.EntityStatus::entity,
            RunStatus.EntityStatus::status,
            RunStatus.EntityStatus::why)
        .contains(
            tuple("broken", "skipped", "skipped by a person: not needed"),
            tuple("child", "blocked", "needs broken, which was left out"),
            tuple("grandchild", "blocked", "needs child, which was left out"));
    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.recorded("broken")).containsExactly("failed", "skipped");
    assertThat(ledger.recorded("child")).containsExactly("blocked");
    assertThat(ledger.recorded("grandchild")).containsExactly("blocked");
    assertThat(run.entity("soft").status()).isEqualTo("validated");
    assertThat(ledger.recorded("phase first")).containsExactly("in_progress", "skipped");
    assertThat(ledger.recorded("phase second")).containsExactly("in_progress", "completed");
    assertThat(ledger.recorded("phase third")).containsExactly("blocked");
  }

  @Test
  void anEntityThatHasNotBegunIsSkippedAtOnceHoweverFarItsPhase() {
    ledger
        .serial("first", table("tasks", 1))
        .serial("second", table("orders", 1), table("items", 1, "orders"));
    Script.Hold hold = ledger.script.hold("copy tasks 1");
    Run run = server.serve(ledger).start();
    hold.reached();

    RunStatus answer = run.update("skip", "{\"entity\":\"orders\"}");
    assertThat(answer.entities())
        .extracting(RunStatus.EntityStatus::entity, RunStatus.EntityStatus::status)
        .containsExactly(
            tuple("tasks", "migrating"), tuple("orders", "skipped"), tuple("items", "blocked"));

    hold.release();
    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.events("open")).containsExactly("open tasks");
    assertThat(ledger.recorded("phase second")).containsExactly("blocked");
  }

  @Test
  void aWholePhaseCanBeSkipped() {
    ledger
        .serial("first", table("tasks", 1))
        .serial("second", table("orders", 1), table("items", 1, "orders"));
    Script.Hold hold = ledger.script.hold("copy tasks 1");
    Run run = server.serve(ledger).start();
    hold.reached();

    RunStatus answer = run.update("skip", "{\"phase\":\"second\",\"reason\":\"later\"}");
    assertThat(answer.entities())
        .extracting(RunStatus.EntityStatus::entity, RunStatus.EntityStatus::status)
        .containsExactly(
            tuple("tasks", "migrating"), tuple("orders", "skipped"), tuple("items", "skipped"));
    assertThat(run.refused("skip", Run.json("{\"phase\":\"second\"}")))
        .isEqualTo("input.invalid: phase 'second' is unknown or over");

    hold.release();
    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.recorded("phase second")).containsExactly("skipped");
  }

  @Test
  void skipOfARunningEntityStopsItAndTheRunGoesOn() {
    ledger.serial("all", table("tasks", 3), table("orders", 1));
    Script.Hold second = ledger.script.hold("copy tasks 2");
    Run run = server.serve(ledger).start();
    second.reached();
    ledger.awaitCopied("tasks", 2);

    RunStatus answer = run.update("skip", "{\"entity\":\"tasks\",\"written\":\"keep\"}");
    assertThat(answer.entities().get(0).status()).isEqualTo("skipped");
    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.events())
        .containsSubsequence("stopped tasks 2", "halt tasks", "record tasks skipped");
    assertThat(ledger.events("close")).containsExactly("close orders");
    assertThat(ledger.events("gate ")).containsExactly("gate orders");
  }

  @Test
  void skipOfAnEntityAtRestNeedsNoResume() {
    ledger.serial("all", table("tasks", 1), table("orders", 1));
    Script.Hold hold = ledger.script.hold("copy tasks 1");
    Run run = server.serve(ledger).start();
    hold.reached();
    run.update("pause", "{}");

    RunStatus answer = run.update("skip", "{\"entity\":\"tasks\",\"written\":\"keep\"}");
    assertThat(answer.status()).isEqualTo("paused");
    assertThat(answer.entities().get(0).status()).isEqualTo("skipped");
    Eventually.nothing();
    assertThat(ledger.events("open orders")).isEmpty();

    run.update("resume", "{}");
    assertThat(run.result().status()).isEqualTo("completed");
  }

  @Test
  void skipWhileAGateRunsIsRefusedAndAfterItFailedIsDone() {
    ledger.serial("all", table("tasks", 1)).script.failChecks("tasks", "references");
    Script.Hold hold = ledger.script.hold("gate tasks");
    Run run = server.serve(ledger).start();
    hold.reached();
    assertThat(run.refused("skip", Run.json("{\"entity\":\"tasks\",\"written\":\"keep\"}")))
        .isEqualTo("input.invalid: 'tasks' is completed already");

    hold.release();
    run.awaitStatus("awaiting_decision");
    run.update("skip", "{\"entity\":\"tasks\",\"written\":\"keep\"}");
    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.recorded("phase all")).containsExactly("in_progress", "skipped");
  }

  @Test
  void skipOfAPhaseLeavesWhatIsLoadedAlready() {
    ledger.phase("all", false, GateAfter.PHASE, table("done", 1), table("tasks", 1));
    Script.Hold hold = ledger.script.hold("copy tasks 1");
    Run run = server.serve(ledger).start();
    hold.reached();

    RunStatus answer = run.update("skip", "{\"phase\":\"all\",\"written\":\"keep\"}");
    assertThat(answer.entities())
        .extracting(RunStatus.EntityStatus::entity, RunStatus.EntityStatus::why)
        .contains(tuple("tasks", "skipped by a person: no reason given"));
    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(run.entity("done").status()).isEqualTo("validated");
  }

  @Test
  void skipAsASignalDoesTheSame() {
    ledger.serial("first", table("tasks", 1)).serial("second", table("orders", 1));
    Script.Hold hold = ledger.script.hold("copy tasks 1");
    Run run = server.serve(ledger).start();
    hold.reached();

    run.signal("skip", Run.json("{\"entity\":\"orders\"}"));
    run.awaitEntity("orders", "skipped");

    hold.release();
    assertThat(run.result().status()).isEqualTo("completed");
  }

  @Test
  void everyEntityCanBeSkipped() {
    ledger.serial("all", table("tasks", 1), table("orders", 1));
    Script.Hold hold = ledger.script.hold("copy tasks 1");
    Run run = server.serve(ledger).start();
    hold.reached();

    run.update("skip", "{\"phase\":\"all\",\"written\":\"keep\"}");
    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.recorded("phase all")).containsExactly("in_progress", "skipped");
  }

  @Test
  void skipIsRefusedWithASentenceWhenItSaysTooLittleOrTooLate() {
    ledger.serial("all", table("practices", 1), table("tasks", 1), table("orders", 1));
    Script.Hold hold = ledger.script.hold("copy tasks 1");
    Run run = server.serve(ledger).start();
    hold.reached();
    run.update("skip", "{\"entity\":\"orders\"}");

    assertThat(run.refused("skip", Run.json("{\"entity\":\"tasks\"}")))
        .isEqualTo(
            "input.invalid: 'tasks' may have written rows; say what becomes of them:"
                + " \"written\":\"keep\" or \"written\":\"roll_back\"");
    assertThat(run.refused("skip", Run.json("{\"entity\":\"tasks\",\"written\":\"burn\"}")))
        .isEqualTo("input.invalid: \"written\" can be \"keep\" or \"roll_back\"");
    assertThat(run.refused("skip", Run.json("{\"entity\":\"practices\",\"written\":\"keep\"}")))
        .isEqualTo("input.invalid: 'practices' is validated already");
    assertThat(run.refused("skip", Run.json("{\"entity\":\"orders\"}")))
        .isEqualTo("input.invalid: 'orders' is skipped already");
    assertThat(run.refused("skip", Run.json("{\"entity\":\"order\"}")))
        .isEqualTo("input.invalid: no entity 'order'; known: practices, tasks, orders");
    assertThat(run.refused("skip", Run.json("{\"phase\":\"some\"}")))
        .isEqualTo("input.invalid: phase 'some' is unknown or over");
    assertThat(run.refused("skip", Run.json("{\"entity\":\"tasks\",\"phase\":\"all\"}")))
        .isEqualTo("input.invalid: name one \"entity\" or one \"phase\" to skip");
    assertThat(run.refused("skip", Run.json("{}")))
        .isEqualTo("input.invalid: name one \"entity\" or one \"phase\" to skip");

    hold.release();
    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(run.entity("tasks").status()).isEqualTo("validated");
  }
}
