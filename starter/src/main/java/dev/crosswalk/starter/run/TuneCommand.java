package dev.crosswalk.starter.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code crosswalk tune}. */
@Command(
    name = "tune",
    mixinStandardHelpOptions = true,
    description = {
      "Changes how much a run does at once, from now on. A worker has as many places for chunks",
      "as its own setting says: more than that wait for one."
    })
public final class TuneCommand implements Callable<Integer> {
  @Mixin private OrderOptions order;

  @Option(names = "--parallelism", paramLabel = "N", description = "Chunks of an entity in flight.")
  private @Nullable Integer parallelism;

  @Option(
      names = "--batch-rows",
      paramLabel = "N",
      description = "Rows a target transaction, of chunks that start from now on.")
  private @Nullable Integer batchRows;

  @Option(
      names = "--entity",
      paramLabel = "E",
      description = "Only this entity's parallelism. Default: that of all.")
  private @Nullable String entity;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  TuneCommand() {}

  @Override
  public Integer call() {
    ObjectNode fields = OrderOptions.fields();
    if (parallelism != null) {
      fields.put("parallelism", parallelism);
    }
    if (batchRows != null) {
      fields.put("batch_rows", batchRows);
    }
    if (entity != null) {
      fields.put("entity", entity);
    }
    return order.give("tune", fields, Duration.ofSeconds(30));
  }
}
