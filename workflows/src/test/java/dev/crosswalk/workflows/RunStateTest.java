package dev.crosswalk.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.plan.Phase;
import dev.crosswalk.plan.Phase.GateAfter;
import dev.crosswalk.workflows.EntityState.Status;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RunStateTest {
  private final RunState state = new RunState();

  private void begin(boolean parallel, GateAfter gateAfter) {
    state.begin(
        new RunOutline(
            "run",
            "core",
            "digest",
            "1/2/target",
            1,
            false,
            List.of(
                new RunOutline.PhaseOutline(
                    "first",
                    "First",
                    parallel,
                    gateAfter,
                    List.of(
                        new RunOutline.EntityOutline("a", List.of("elsewhere")),
                        new RunOutline.EntityOutline("b", List.of("a"))),
                    false,
                    false,
                    false,
                    List.of(),
                    Phase.OnFailure.ASK),
                new RunOutline.PhaseOutline(
                    "second",
                    "Second",
                    parallel,
                    gateAfter,
                    List.of(new RunOutline.EntityOutline("c", List.of("b"))),
                    false,
                    false,
                    false,
                    List.of(),
                    Phase.OnFailure.ASK)),
            null,
            false,
            null));
    state.openPhase("first");
  }

  private EntityState entity(String name) {
    return Objects.requireNonNull(state.entity(name));
  }

  @Test
  void aRunIsPreparingThenExecutingThenWhatItsEndSays() {
    assertThat(state.status()).isEqualTo("preparing");
    begin(false, GateAfter.ENTITY);
    assertThat(state.status()).isEqualTo("executing");
    state.close();
    assertThat(state.status()).isEqualTo("executing");
    state.end("completed_with_rejects");
    assertThat(state.status()).isEqualTo("completed_with_rejects");
    assertThat(state.ended()).isTrue();
  }

  @Test
  void aRunPausedWhilePreparingIsNotAtStandstillBeforeItHasBegun() {
    state.pause("early");
    assertThat(state.status()).isEqualTo("preparing");
    assertThat(state.atStandstill()).isFalse();
    begin(false, GateAfter.ENTITY);
    assertThat(state.status()).isEqualTo("paused");
    assertThat(state.atStandstill()).isTrue();
  }

  @Test
  void aPausedRunIsPausingUntilEveryChildRestsForItsNewestOrder() {
    begin(true, GateAfter.ENTITY);
    EntityState a = entity("a");
    a.busy = true;
    long free = a.order(false, false, 1).number();
    state.pause("maintenance");
    assertThat(state.status()).isEqualTo("pausing");
    assertThat(state.waiting()).isEqualTo("paused by a person: maintenance");

    a.restsFor(free);
    assertThat(state.status()).as("it rests for no order to rest").isEqualTo("pausing");
    long first = a.order(true, false, 1).number();
    a.order(false, false, 1);
    long second = a.order(true, false, 1).number();
    a.restsFor(first);
    assertThat(state.status()).as("a late answer").isEqualTo("pausing");
    a.restsFor(second);
    assertThat(state.status()).isEqualTo("paused");

    state.resume();
    assertThat(state.status()).isEqualTo("executing");
  }

  @Test
  void aGateAtWorkIsNoStandstill() {
    begin(true, GateAfter.ENTITY);
    state.pause("x");
    entity("a").busy = true;
    assertThat(state.atStandstill()).isFalse();
    entity("a").busy = false;
    assertThat(state.atStandstill()).isTrue();
  }

  @Test
  void aFailedEntityWaitsForADecisionUntilThereIsOne() {
    begin(true, GateAfter.ENTITY);
    EntityState a = entity("a");
    a.status = Status.FAILED;
    a.why = "access.denied: no";
    assertThat(state.status()).isEqualTo("awaiting_decision");
    assertThat(state.waiting()).isEqualTo("a failed: access.denied: no");
    assertThat(state.parked()).isSameAs(a);

    state.pause("x");
    assertThat(state.status()).isEqualTo("paused");
    state.resume();
    a.retry = true;
    assertThat(state.status()).isEqualTo("executing");
    a.retry = false;
    a.skip = true;
    assertThat(state.status()).isEqualTo("executing");
    a.skip = false;
    state.abort("enough");
    assertThat(state.status()).isEqualTo("executing");
    assertThat(state.waiting()).isEqualTo("being aborted: enough");
  }

  @Test
  void whatMustRestIsPausedSkippedOrAborted() {
    begin(true, GateAfter.ENTITY);
    EntityState a = entity("a");
    assertThat(state.mustRest(a)).isFalse();
    state.pause("x");
    assertThat(state.mustRest(a)).isTrue();
    assertThat(state.mustStop(a)).isFalse();
    state.resume();
    a.skip = true;
    assertThat(state.mustStop(a)).isTrue();
    assertThat(state.mustStop(entity("b"))).isFalse();
    state.abort("x");
    assertThat(state.mustStop(entity("b"))).isTrue();
  }

  @Test
  void anEntityMayLoadWhenItsPhaseIsOpenAndItsHardParentsArePastTheirGates() {
    begin(true, GateAfter.ENTITY);
    assertThat(state.mayLoad(entity("a"))).as("what no phase loads is there").isTrue();
    assertThat(state.mayLoad(entity("b"))).isFalse();
    entity("a").status = Status.COMPLETED;
    assertThat(state.mayLoad(entity("b"))).as("the gate of a is not over").isFalse();
    entity("a").status = Status.VALIDATED;
    assertThat(state.mayLoad(entity("b"))).isTrue();
    entity("b").status = Status.VALIDATED;
    assertThat(state.mayLoad(entity("c"))).as("the second phase is closed").isFalse();
    state.openPhase("second");
    assertThat(state.mayLoad(entity("c"))).isTrue();
    state.pause("x");
    assertThat(state.mayLoad(entity("c"))).isFalse();
  }

  @Test
  void inAPhaseWithOneGateLoadedParentsAreEnough() {
    begin(true, GateAfter.PHASE);
    entity("a").status = Status.COMPLETED;
    entity("a").loaded = true;
    assertThat(state.mayLoad(entity("b"))).isTrue();
    assertThat(state.mayBeChecked(entity("a"))).isFalse();
    entity("b").loaded = true;
    assertThat(state.mayBeChecked(entity("a"))).isTrue();
    entity("b").loaded = false;
    entity("b").status = Status.SKIPPED;
    assertThat(state.mayBeChecked(entity("a"))).isTrue();
  }

  @Test
  void inASerialPhaseOneEntityIsAtWorkAndItsGateComesFirst() {
    begin(false, GateAfter.ENTITY);
    entity("b").busy = true;
    assertThat(state.mayLoad(entity("a"))).isFalse();
    assertThat(state.mayBeChecked(entity("a"))).isFalse();
    entity("b").busy = false;
    entity("b").status = Status.COMPLETED;
    assertThat(state.mayLoad(entity("a"))).isFalse();
    assertThat(state.mayBeChecked(entity("b"))).isTrue();
    entity("b").status = Status.FAILED;
    assertThat(state.mayLoad(entity("a"))).isTrue();
  }

  @Test
  void whatNeedsALeftOutEntityIsBlockedThroughAllGenerations() {
    begin(true, GateAfter.ENTITY);
    assertThat(state.blocker(entity("b"))).isNull();
    entity("a").status = Status.SKIPPED;
    assertThat(state.blocker(entity("b"))).isEqualTo("a");
    assertThat(state.givenUp(entity("b"))).isTrue();
    assertThat(state.blocking()).isTrue();
    assertThat(state.blocker(entity("c"))).isNull();
    entity("b").status = Status.BLOCKED;
    assertThat(state.blocker(entity("c"))).isEqualTo("b");
    entity("c").status = Status.COMPLETED;
    assertThat(state.blocker(entity("c"))).as("it is loaded already").isNull();
    assertThat(state.blocking()).isFalse();
  }

  @Test
  void aPhaseIsCompletedWhenOneEntityIsValidatedAndNoneIsOpen() {
    begin(true, GateAfter.ENTITY);
    assertThat(state.phaseStatus("first")).isEqualTo("failed");
    entity("a").status = Status.SKIPPED;
    entity("b").status = Status.BLOCKED;
    assertThat(state.phaseStatus("first")).isEqualTo("blocked");
    entity("b").status = Status.SKIPPED;
    assertThat(state.phaseStatus("first")).isEqualTo("skipped");
    entity("b").status = Status.VALIDATED;
    assertThat(state.phaseStatus("first")).isEqualTo("completed");
    entity("a").status = Status.FAILED;
    assertThat(state.phaseStatus("first")).isEqualTo("failed");
  }
}
