package dev.crosswalk.workflows;

/** A phase that goes on when a person has decided: what its plan demands did not succeed. */
final class Hold {
  final RunOutline.PhaseOutline phase;
  final Failures.Problem problem;

  /** Whether somebody has said to try again, or to go on without. */
  boolean decided;

  /** Whether it goes on without. */
  boolean approved;

  Hold(RunOutline.PhaseOutline phase, Failures.Problem problem) {
    this.phase = phase;
    this.problem = problem;
  }

  boolean isOf(String name) {
    return phase.phase().equals(name);
  }

  void retry() {
    decided = true;
  }

  void approve() {
    decided = true;
    approved = true;
  }
}
