package dev.crosswalk.starter.run;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code crosswalk abort}. */
@Command(
    name = "abort",
    mixinStandardHelpOptions = true,
    description = "Ends a run; what was written stays, and the target is free again.")
public final class AbortCommand implements Callable<Integer> {
  @Mixin private OrderOptions order;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  AbortCommand() {}

  @Override
  public Integer call() {
    return order.give("abort", OrderOptions.fields(), Duration.ofMinutes(2));
  }
}
