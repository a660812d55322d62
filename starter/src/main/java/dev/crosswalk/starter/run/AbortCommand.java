package dev.crosswalk.starter.run;

import dev.crosswalk.starter.command.Surroundings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code crosswalk abort}. */
@Command(
    name = "abort",
    mixinStandardHelpOptions = true,
    description = {
      "Ends a run; what was written stays, and the target is free again.",
      "When its workflow is gone, the ledger is told without it."
    })
public final class AbortCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private OrderOptions order;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  AbortCommand() {}

  /** What is said of a run that no workflow could be asked about. */
  record Answer(String run, String status) {}

  @Override
  public Integer call() {
    try (Desk desk = new Desk(Surroundings.of(spec))) {
      LostRun lost = order.prints() ? null : LostRun.find(desk, order.run());
      if (lost == null) {
        return order.give(desk, "abort", OrderOptions.fields(), Duration.ofMinutes(2));
      }
      lost.end(OrderOptions.actor(), order.reason());
      return order.print(
          new Answer(lost.run(), "aborted"),
          answer ->
              List.of(
                  "Run " + answer.run() + ": aborted; " + lost.why(),
                  "What was written stays. To go on after all: " + lost.resume()));
    }
  }
}
