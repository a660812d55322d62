package dev.crosswalk.starter.run;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code crosswalk retry}. */
@Command(
    name = "retry",
    mixinStandardHelpOptions = true,
    description =
        "Tries an entity again that failed; what it has written stays and is gone on with.")
public final class RetryCommand implements Callable<Integer> {
  @Mixin private OrderOptions order;

  @Option(
      names = "--entity",
      required = true,
      paramLabel = "E",
      description = "The entity that failed.")
  private String entity;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  RetryCommand() {}

  @Override
  public Integer call() {
    return order.give("retry", OrderOptions.fields("entity", entity), Duration.ofSeconds(30));
  }
}
