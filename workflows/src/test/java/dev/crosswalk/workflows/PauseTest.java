package dev.crosswalk.workflows;

import static dev.crosswalk.workflows.FakeLedger.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.failure.ErrorCode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PauseTest {
  @RegisterExtension final RunServer server = new RunServer();
  private final FakeLedger ledger = new FakeLedger();

  @Test
  void pauseIsAnsweredWhenNothingMovesAndResumeGoesOnWithWhatIsLeft() {
    ledger.serial("all", table("tasks", 4));
    Script.Hold second = ledger.script.hold("copy tasks 2");
    Script.Hold third = ledger.script.hold("copy tasks 3");
    Run run = server.serve(ledger).start();
    second.reached();
    third.reached();

    RunStatus answer = run.update("pause", "{\"reason\":\"maintenance\"}");

    assertThat(answer.status()).isEqualTo("paused");
    assertThat(answer.waiting()).isEqualTo("paused by a person: maintenance");
    assertThat(answer.next())
        .isEqualTo("temporal workflow update execute -w run-1 --name resume --input '{}'");
    assertThat(ledger.inFlight()).isZero();
    assertThat(ledger.events())
        .containsSubsequence("stopped tasks 2", "halt tasks")
        .containsSubsequence("stopped tasks 3", "halt tasks");
    second.release();
    third.release();
    assertNothingMoves(run);

    assertThat(run.update("resume", "{}").status()).isEqualTo("executing");
    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.events("copied"))
        .containsExactlyInAnyOrder(
            "copied tasks 1", "copied tasks 2", "copied tasks 3", "copied tasks 4");
    assertThat(ledger.events("close")).hasSize(1);
    assertThat(ledger.recorded("run"))
        .containsSubsequence("executing", "pausing", "paused", "executing");
  }

  @Test
  void pauseIsNotAnsweredWhileAChunkStillMoves() {
    ledger.serial("all", table("tasks", 2));
    Script.Hold slow = ledger.script.hold("copy tasks 1").slow();
    Run run = server.serve(ledger).start();
    slow.reached();
    ledger.awaitCopied("tasks", 1);

    CompletableFuture<RunStatus> answer = run.later("pause", "{}");
    run.awaitStatus("pausing");
    Eventually.nothing();
    assertThat(answer).isNotDone();
    assertThat(ledger.events("halt")).isEmpty();

    slow.cancelled().release();
    assertThat(Run.answer(answer).status()).isEqualTo("paused");
    assertThat(run.status().waiting()).isEqualTo("paused by a person: no reason given");
    resumeToTheEnd(run);
  }

  @Test
  void pauseWaitsForEveryEntityThatRuns() {
    ledger.parallel("all", table("quick", 1), table("slow", 1));
    Script.Hold quick = ledger.script.hold("copy quick 1");
    Script.Hold slow = ledger.script.hold("copy slow 1").slow();
    Run run = server.serve(ledger).start();
    quick.reached();
    slow.reached();

    CompletableFuture<RunStatus> answer = run.later("pause", "{}");
    Eventually.happens("quick is halted", () -> !ledger.events("halt quick").isEmpty());
    Eventually.nothing();
    assertThat(answer).isNotDone();

    slow.cancelled().release();
    assertThat(Run.answer(answer).status()).isEqualTo("paused");
    ledger.script.releaseAll();
    resumeToTheEnd(run);
  }

  @Test
  void aChunkThatComesToItsEndWhilePausingIsNotCopiedAgain() {
    ledger.serial("all", table("tasks", 2)).parallelism(1);
    Script.Hold hold = ledger.script.hold("copy tasks 1").finishes();
    Run run = server.serve(ledger).start();
    hold.reached();

    run.update("pause", "{}");
    assertThat(ledger.events("copied")).containsExactly("copied tasks 1");
    assertNothingMoves(run);

    resumeToTheEnd(run);
    assertThat(ledger.events("copied")).containsExactly("copied tasks 1", "copied tasks 2");
  }

  @Test
  void aChunkThatFailsInAnotherWayWhilePausingOnlyCountsAsStopped() {
    ledger.serial("all", table("tasks", 1));
    Script.Hold hold =
        ledger.script.hold("copy tasks 1").fails(ErrorCode.INTERNAL, "statement was cut off");
    Run run = server.serve(ledger).start();
    hold.reached();

    assertThat(run.update("pause", "{}").status()).isEqualTo("paused");
    hold.release();
    resumeToTheEnd(run);
    assertThat(ledger.recorded("tasks")).isEmpty();
  }

  @Test
  void resumeBeforeStandstillLetsTheStoppedChunksRunAgain() {
    ledger.serial("all", table("tasks", 3));
    Script.Hold slow = ledger.script.hold("copy tasks 1").slow();
    Script.Hold failing =
        ledger.script.hold("copy tasks 2").slow().fails(ErrorCode.INTERNAL, "was cut off");
    Run run = server.serve(ledger).start();
    slow.reached();
    failing.reached();

    CompletableFuture<RunStatus> pause = run.later("pause", "{}");
    run.awaitStatus("pausing");
    slow.cancelled();
    failing.cancelled();
    assertThat(run.update("resume", "{}").status()).isEqualTo("executing");
    assertThat(Run.answer(pause).status()).isEqualTo("executing");

    slow.release();
    failing.release();
    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.recorded("tasks")).isEmpty();
    assertThat(ledger.events("copied")).hasSize(3);
  }

  @Test
  void pauseWhileAChildPlansItsChunksPlansThemAgainAfterwards() {
    ledger.serial("all", table("tasks", 1));
    Script.Hold hold = ledger.script.hold("open tasks");
    Run run = server.serve(ledger).start();
    hold.reached();

    assertThat(run.update("pause", "{}").status()).isEqualTo("paused");
    hold.release();
    assertNothingMoves(run);
    resumeToTheEnd(run);
    assertThat(ledger.events("open")).hasSize(2);
  }

  @Test
  void pauseWhileAChildClosesItsBooksClosesThemAgainAfterwards() {
    ledger.serial("all", table("tasks", 1));
    Script.Hold hold = ledger.script.hold("close tasks");
    Run run = server.serve(ledger).start();
    hold.reached();

    assertThat(run.update("pause", "{}").status()).isEqualTo("paused");
    hold.release();
    assertNothingMoves(run);
    resumeToTheEnd(run);
    assertThat(ledger.events("copied")).hasSize(1);
  }

  @Test
  void aChildWhoseResultArrivesWhilePausingIsNotRunAgain() {
    ledger.serial("all", table("tasks", 1));
    Script.Hold hold = ledger.script.hold("close tasks").slow().finishes();
    Run run = server.serve(ledger).start();
    hold.reached();

    CompletableFuture<RunStatus> pause = run.later("pause", "{}");
    hold.cancelled();
    assertThat(run.status().status()).isEqualTo("pausing");
    hold.release();
    assertThat(Run.answer(pause).status()).isEqualTo("paused");
    assertThat(run.entity("tasks").status()).isEqualTo("completed");
    assertNothingMoves(run);

    resumeToTheEnd(run);
    assertThat(ledger.events("open")).hasSize(1);
    assertThat(ledger.events("gate ")).hasSize(1);
  }

  @Test
  void pauseWhileAGateRunsStopsItAndRunsItAgainAfterwards() {
    ledger.serial("all", table("first", 1), table("second", 1));
    Script.Hold hold = ledger.script.hold("gate first");
    Run run = server.serve(ledger).start();
    hold.reached();

    assertThat(run.update("pause", "{}").status()).isEqualTo("paused");
    hold.release();
    assertNothingMoves(run);

    resumeToTheEnd(run);
    assertThat(ledger.events("gate first")).hasSize(2);
    assertThat(ledger.events("open first")).hasSize(1);
    assertThat(ledger.recorded("first")).isEmpty();
  }

  @Test
  void pauseIsNotAnsweredWhileAGateStillRuns() {
    ledger.serial("all", table("tasks", 1));
    Script.Hold slow = ledger.script.hold("gate tasks").slow();
    Run run = server.serve(ledger).start();
    slow.reached();

    CompletableFuture<RunStatus> pause = run.later("pause", "{}");
    Eventually.nothing();
    assertThat(pause).isNotDone();
    assertThat(run.status().status()).isEqualTo("pausing");

    slow.cancelled().release();
    assertThat(Run.answer(pause).status()).isEqualTo("paused");
    resumeToTheEnd(run);
  }

  @Test
  void pauseBetweenTwoPhasesKeepsTheNextOneClosed() {
    ledger.serial("first", table("practices", 1)).serial("second", table("patients", 1));
    Script.Hold hold = ledger.script.hold("record phase first completed");
    Run run = server.serve(ledger).start();
    hold.reached();

    assertThat(run.update("pause", "{}").status()).isEqualTo("paused");
    hold.release();
    assertNothingMoves(run);
    assertThat(ledger.recorded("phase second")).isEmpty();

    resumeToTheEnd(run);
  }

  @Test
  void pauseAfterTheLastPhaseKeepsTheRunOpen() {
    ledger.serial("all", table("tasks", 1));
    Script.Hold hold = ledger.script.hold("record phase all completed");
    Run run = server.serve(ledger).start();
    hold.reached();

    assertThat(run.update("pause", "{}").status()).isEqualTo("paused");
    hold.release();
    Eventually.nothing();
    assertThat(ledger.events("finish")).isEmpty();

    resumeToTheEnd(run);
  }

  @Test
  void commandsAreRefusedOnceTheRunOnlyClosesItsBooks() {
    ledger.serial("all", table("tasks", 1));
    Script.Hold hold = ledger.script.hold("finish completed");
    Run run = server.serve(ledger).start();
    hold.reached();

    for (String name : List.of("pause", "resume", "abort")) {
      assertThat(run.refused(name, Run.json("{}")))
          .isEqualTo("input.invalid: the run is coming to its end already");
    }
    hold.release();
    assertThat(run.result().status()).isEqualTo("completed");
  }

  @Test
  void pauseWhilePreparingIsAnsweredAfterThePreflightAndNothingBegins() {
    ledger.serial("all", table("tasks", 1));
    Script.Hold hold = ledger.script.hold("preflight core");
    Run run = server.serve(ledger).start();
    hold.reached();

    CompletableFuture<RunStatus> pause = run.later("pause", "{\"reason\":\"too early\"}");
    Eventually.nothing();
    assertThat(pause).isNotDone();
    assertThat(run.status().status()).isEqualTo("preparing");

    hold.release();
    assertThat(Run.answer(pause).status()).isEqualTo("paused");
    assertNothingMoves(run);
    resumeToTheEnd(run);
  }

  @Test
  void pauseThatWaitsForAPreflightThatFailsIsAnswered() {
    ledger.script.fail("preflight core", ErrorCode.RUN_BUSY, "the target is taken");
    Script.Hold hold = ledger.script.hold("preflight core");
    Run run = server.serve(ledger).start();
    hold.reached();

    CompletableFuture<RunStatus> pause = run.later("pause", "{}");
    hold.release();
    assertThat(Run.answer(pause).status()).isEqualTo("failed");
    assertThat(run.failure().getType()).isEqualTo("run.busy");
  }

  @Test
  void pauseSentTogetherWithTheStartIsObeyed() {
    ledger.serial("all", table("tasks", 1));
    server.serve(ledger);
    Run run = server.prepare("early");

    RunStatus answer = run.startWith("pause", "{\"reason\":\"early\"}", "{\"plan\":\"core\"}");
    assertThat(answer.status()).isEqualTo("paused");
    assertNothingMoves(run);
    resumeToTheEnd(run);
  }

  @Test
  void pauseAsASignalDoesTheSame() {
    ledger.serial("all", table("tasks", 2)).parallelism(1);
    Script.Hold hold = ledger.script.hold("copy tasks 1");
    Run run = server.serve(ledger).start();
    hold.reached();

    run.signal("pause", Run.json("{\"reason\":\"by signal\"}"));
    run.awaitStatus("paused");
    assertThat(run.status().waiting()).isEqualTo("paused by a person: by signal");
    hold.release();
    assertNothingMoves(run);

    run.signal("resume", Run.json("{}"));
    assertThat(run.result().status()).isEqualTo("completed");
  }

  @Test
  void aSecondPauseIsRefusedWithASentenceAndLeavesNoTrace() {
    ledger.serial("all", table("tasks", 1));
    Script.Hold hold = ledger.script.hold("copy tasks 1");
    Run run = server.serve(ledger).start();
    hold.reached();
    run.update("pause", "{}");
    run.quiet();
    int before = run.history().size();

    assertThat(run.refused("pause", Run.json("{}")))
        .isEqualTo("input.invalid: the run is paused already; resume lets it go on");
    assertThat(run.refused("pause", Run.json("[]")))
        .isEqualTo("input.invalid: expected one JSON object, got ARRAY");
    assertThat(run.refused("pause", Run.json("{\"why\":\"x\"}")))
        .isEqualTo("input.invalid: unknown field \"why\"; known: reason, actor");
    run.quiet();
    // The in-memory server keeps the workflow task that refused; a real one does not even that.
    assertThat(run.history().subList(before, run.history().size()))
        .extracting(event -> event.getEventType().name())
        .allMatch(type -> type.startsWith("EVENT_TYPE_WORKFLOW_TASK"));

    hold.release();
    resumeToTheEnd(run);
  }

  @Test
  void resumeOfARunThatIsNotPausedIsRefusedWithASentence() {
    ledger.serial("all", table("tasks", 1));
    Script.Hold hold = ledger.script.hold("copy tasks 1");
    Run run = server.serve(ledger).start();
    hold.reached();

    assertThat(run.refused("resume", Run.json("{}")))
        .isEqualTo("input.invalid: the run is not paused, it is executing");

    hold.release();
    assertThat(run.result().status()).isEqualTo("completed");
  }

  @Test
  void aRunCanBePausedAgainAndAgain() {
    ledger.serial("all", table("tasks", 1));
    Script.Hold hold = ledger.script.hold("copy tasks 1");
    Run run = server.serve(ledger).start();
    hold.reached();

    for (int round = 1; round <= 5; round++) {
      assertThat(run.update("pause", "{}").status()).isEqualTo("paused");
      assertThat(run.update("resume", "{}").status()).isEqualTo("executing");
      hold.reached(round + 1);
    }
    run.update("pause", "{}");
    hold.release();
    resumeToTheEnd(run);
    assertThat(ledger.events("copied")).hasSize(1);
  }

  @RepeatedTest(8)
  void aPauseAtAnyMomentFindsAStandstillAndLosesNothing(RepetitionInfo round) {
    ledger
        .parallel("first", table("a", 3), table("b", 2), table("c", 1, "a"))
        .serial("second", table("d", 3));
    ledger.script.freezeAt(2 * round.getCurrentRepetition());
    Run run = server.serve(ledger).start();
    ledger.script.awaitFrozen();

    RunStatus answer = run.update("pause", "{}");
    assertThat(answer.status()).isEqualTo("paused");
    assertThat(ledger.inFlight()).isZero();
    ledger.script.thaw();
    assertNothingMoves(run);

    resumeToTheEnd(run);
    assertThat(ledger.events("copied")).doesNotHaveDuplicates().hasSize(9);
  }

  private void assertNothingMoves(Run run) {
    int copies = ledger.events("cop").size();
    int opens = ledger.events("open").size();
    int gates = ledger.events("gate").size();
    Eventually.nothing();
    assertThat(ledger.events("cop")).hasSize(copies);
    assertThat(ledger.events("open")).hasSize(opens);
    assertThat(ledger.events("gate")).hasSize(gates);
    assertThat(run.status().status()).isEqualTo("paused");
  }

  private void resumeToTheEnd(Run run) {
    assertThat(run.update("resume", "{}").status()).isEqualTo("executing");
    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.events("finish")).containsExactly("finish completed");
  }
}
