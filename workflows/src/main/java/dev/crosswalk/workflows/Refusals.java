package dev.crosswalk.workflows;

import dev.crosswalk.failure.ErrorCode;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;

/** How commands are refused: an update with a sentence, a signal with a line in the log. */
final class Refusals {
  private Refusals() {}

  static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw Failures.input(ErrorCode.INPUT, otherwise);
    }
  }

  /** Refuses what comes too late. */
  static void requireOpen(RunState state) {
    require(!state.ended(), "the run is over");
    require(!state.aborted() && !state.closing(), "the run is coming to its end already");
  }

  /** Refuses what comes too early or too late. */
  static void requireReady(RunState state) {
    requireOpen(state);
    require(state.ready(), "the run is still preparing; try again in a moment");
  }

  /** Acts unless the check refuses: a failure inside a signal handler would fail the whole run. */
  static void tolerate(String name, Runnable check, Runnable act) {
    try {
      check.run();
    } catch (ApplicationFailure refused) {
      Workflow.getLogger(RunCommands.class)
          .warn("signal {} ignored: {}", name, refused.getOriginalMessage());
      return;
    }
    act.run();
  }
}
