package dev.crosswalk.starter.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code crosswalk retry}. */
@Command(
    name = "retry",
    mixinStandardHelpOptions = true,
    description = {
      "Tries again what failed: what it has written stays and is gone on with. What was rolled",
      "back is loaded anew."
    })
public final class RetryCommand implements Callable<Integer> {
  @Mixin private OrderOptions order;

  @ArgGroup(multiplicity = "1")
  private What what;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  RetryCommand() {}

  /** One of the three. */
  static final class What {
    @Option(names = "--entity", paramLabel = "E", description = "The entity.")
    private @Nullable String entity;

    @Option(names = "--phase", paramLabel = "P", description = "All of the phase.")
    private @Nullable String phase;

    @Option(names = "--all", description = "All of the run.")
    private boolean all;
  }

  @Override
  public Integer call() {
    ObjectNode fields = OrderOptions.fields();
    if (what.entity != null) {
      fields.put("entity", what.entity);
    } else if (what.phase != null) {
      fields.put("phase", what.phase);
    } else {
      fields.put("all", what.all);
    }
    return order.give("retry", fields, Duration.ofSeconds(30));
  }
}
