package dev.crosswalk.starter.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosswalk.starter.command.ExitCodes;
import dev.crosswalk.starter.command.OutputOption;
import dev.crosswalk.starter.command.Surroundings;
import dev.crosswalk.starter.display.StatusText;
import dev.crosswalk.workflows.RunStatus;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowUpdateHandle;
import io.temporal.client.WorkflowUpdateStage;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How an order is given to a run: as an update of its workflow, which answers what took effect. */
final class OrderOptions {
  /** A worker takes an update within milliseconds; after a kill, within about five seconds. */
  private static final Duration UNTIL_TAKEN = Duration.ofSeconds(15);

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private RunOptions options;
  @Mixin private OutputOption output;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; stands in the ledger.")
  private @Nullable String reason;

  @Option(
      names = "--print",
      description = "Print the temporal command line that does the same, and do nothing.")
  private boolean print;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  OrderOptions() {}

  /** Fields of the order that only some of them have; null ones are left out. */
  static ObjectNode fields(String... namesAndValues) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    for (int field = 0; field < namesAndValues.length; field += 2) {
      fields.put(namesAndValues[field], namesAndValues[field + 1]);
    }
    return fields;
  }

  /**
   * Gives the order and prints the run's answer.
   *
   * @param patience how long it may take until it has taken effect
   */
  int give(String order, ObjectNode fields, Duration patience) {
    if (reason != null) {
      fields.put("reason", reason);
    }
    PrintWriter out = spec.commandLine().getOut();
    try (Desk desk = new Desk(Surroundings.of(spec))) {
      String workflowId = desk.workflowId(options.run());
      if (print) {
        out.println(TemporalLine.update(workflowId, order, fields.toString()));
        return ExitCodes.DONE;
      }
      String what = order + " of workflow '" + workflowId + "'";
      WorkflowUpdateHandle<RunStatus> taken =
          desk.within(
              UNTIL_TAKEN,
              what,
              () ->
                  desk.workflow(workflowId)
                      .startUpdate(
                          UpdateOptions.newBuilder(RunStatus.class)
                              .setUpdateName(order)
                              .setWaitForStage(WorkflowUpdateStage.ACCEPTED)
                              .build(),
                          fields));
      RunStatus answer =
          desk.within(
              patience,
              what + " was taken, but",
              () -> taken.getResultAsync(patience.toMillis(), TimeUnit.MILLISECONDS).get());
      if (output.json()) {
        output.print(answer);
      } else {
        StatusText.of(answer).forEach(out::println);
      }
      return ExitCodes.DONE;
    }
  }
}
