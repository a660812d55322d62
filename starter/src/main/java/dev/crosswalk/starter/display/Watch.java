package dev.crosswalk.starter.display;

import java.io.PrintWriter;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Shows a run on stderr until it is over. For one thread. */
public final class Watch {
  private final Supplier<RunProgress> ledger;
  private final ProgressDisplay display;

  public Watch(Supplier<RunProgress> ledger, PrintWriter err, Terminal terminal) {
    this.ledger = ledger;
    this.display = new ProgressDisplay(err, terminal);
  }

  /**
   * Returns when the run is over.
   *
   * @param over waits a moment, then says whether the run is over
   * @param decision is told once each time the run comes to wait for a person's decision
   */
  public void until(BooleanSupplier over, Consumer<RunProgress> decision) {
    boolean told = false;
    boolean ended = false;
    while (!ended) {
      ended = over.getAsBoolean();
      RunProgress progress = ledger.get();
      display.show(progress, System.nanoTime());
      if (!progress.status().equals("awaiting_decision")) {
        told = false;
      } else if (!ended && !told && progress.failed() != null) {
        told = true;
        display.release();
        decision.accept(progress);
      }
    }
  }
}
