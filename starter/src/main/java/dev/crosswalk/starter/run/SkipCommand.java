package dev.crosswalk.starter.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code crosswalk skip}. */
@Command(
    name = "skip",
    mixinStandardHelpOptions = true,
    description = {
      "Leaves out an entity or a phase; what depends on it is left out with it and named.",
      "What has begun may have written rows: say with --written what becomes of them."
    })
public final class SkipCommand implements Callable<Integer> {
  @Mixin private OrderOptions order;

  @ArgGroup(multiplicity = "1")
  private What what;

  @Option(
      names = "--written",
      paramLabel = "WHAT",
      description = "What becomes of rows that were written: keep or roll_back.")
  private @Nullable String written;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  SkipCommand() {}

  /** One of the two. */
  static final class What {
    @Option(names = "--entity", paramLabel = "E", description = "The entity to leave out.")
    private @Nullable String entity;

    @Option(names = "--phase", paramLabel = "P", description = "The phase to leave out.")
    private @Nullable String phase;
  }

  @Override
  public Integer call() {
    ObjectNode fields = OrderOptions.fields();
    put(fields, "entity", what.entity);
    put(fields, "phase", what.phase);
    put(fields, "written", written);
    return order.give("skip", fields, Duration.ofMinutes("roll_back".equals(written) ? 60 : 1));
  }

  private static void put(ObjectNode fields, String name, @Nullable String value) {
    if (value != null) {
      fields.put(name, value);
    }
  }
}
