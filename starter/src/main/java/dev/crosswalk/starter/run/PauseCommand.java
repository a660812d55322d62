package dev.crosswalk.starter.run;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code crosswalk pause}. */
@Command(
    name = "pause",
    mixinStandardHelpOptions = true,
    description = "Stops a run between batches; answers when nothing moves any more.")
public final class PauseCommand implements Callable<Integer> {
  @Mixin private OrderOptions order;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  PauseCommand() {}

  @Override
  public Integer call() {
    return order.give("pause", OrderOptions.fields(), Duration.ofSeconds(60));
  }
}
