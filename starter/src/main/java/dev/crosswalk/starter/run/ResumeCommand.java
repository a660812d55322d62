package dev.crosswalk.starter.run;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code crosswalk resume}. */
@Command(name = "resume", mixinStandardHelpOptions = true, description = "Lets a paused run go on.")
public final class ResumeCommand implements Callable<Integer> {
  @Mixin private OrderOptions order;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  ResumeCommand() {}

  @Override
  public Integer call() {
    return order.give("resume", OrderOptions.fields(), Duration.ofSeconds(30));
  }
}
