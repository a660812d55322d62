package dev.crosswalk.starter.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code crosswalk approve}. */
@Command(
    name = "approve",
    mixinStandardHelpOptions = true,
    description = {
      "Lets a phase begin that the plan holds until a person has agreed, or go on without a backup",
      "that failed, or though its rollback would be refused."
    })
public final class ApproveCommand implements Callable<Integer> {
  @Mixin private OrderOptions order;

  @Option(
      names = "--phase",
      paramLabel = "P",
      description = "The phase, also before its turn. Default: the one that waits.")
  private @Nullable String phase;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  ApproveCommand() {}

  @Override
  public Integer call() {
    ObjectNode fields = OrderOptions.fields();
    if (phase != null) {
      fields.put("phase", phase);
    }
    return order.give("approve", fields, Duration.ofSeconds(30));
  }
}
