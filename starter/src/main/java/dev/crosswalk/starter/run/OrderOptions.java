package dev.crosswalk.starter.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.starter.command.ExitCodes;
import dev.crosswalk.starter.command.OutputOption;
import dev.crosswalk.starter.command.Surroundings;
import dev.crosswalk.starter.display.StatusText;
import dev.crosswalk.workflows.RollbackWorkflow;
import dev.crosswalk.workflows.RunStatus;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowUpdateHandle;
import io.temporal.client.WorkflowUpdateStage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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

  @Nullable String run() {
    return options.run();
  }

  /** Whether only the temporal line is wanted. */
  boolean prints() {
    return print;
  }

  @Nullable String reason() {
    return reason;
  }

  /** Who gives orders from here. */
  static String actor() {
    return System.getProperty("user.name", "unknown");
  }

  /** Adds the reason and, to what is sent from here, who sends it. */
  void sign(ObjectNode fields, boolean sent) {
    if (reason != null) {
      fields.put("reason", reason);
    }
    if (sent) {
      fields.put("actor", actor());
    }
  }

  /**
   * Gives the order and prints the run's answer.
   *
   * @param patience how long it may take until it has taken effect
   */
  int give(String order, ObjectNode fields, Duration patience) {
    try (Desk desk = new Desk(Surroundings.of(spec))) {
      return give(desk, order, fields, patience);
    }
  }

  int give(Desk desk, String order, ObjectNode fields, Duration patience) {
    String workflowId = desk.workflowId(options.run());
    return give(desk, workflowId, order, fields, patience, RunStatus.class, StatusText::of);
  }

  /** Gives an order that has an answer of its own. */
  <T> int give(
      Desk desk,
      String workflowId,
      String order,
      ObjectNode fields,
      Duration patience,
      Class<T> answer,
      Function<T, List<String>> words) {
    sign(fields, !print);
    if (print) {
      spec.commandLine()
          .getOut()
          .println(TemporalLine.update(workflowId, order, fields.toString()));
      return ExitCodes.DONE;
    }
    String what = order + " of workflow '" + workflowId + "'";
    WorkflowUpdateHandle<T> taken = taken(desk, workflowId, order, fields, answer, what);
    return print(
        desk.within(
            patience,
            what + " was taken, but",
            () -> taken.getResultAsync(patience.toMillis(), TimeUnit.MILLISECONDS).get()),
        words);
  }

  private static <T> WorkflowUpdateHandle<T> taken(
      Desk desk, String workflowId, String order, ObjectNode fields, Class<T> answer, String what) {
    UpdateOptions<T> update =
        UpdateOptions.newBuilder(answer)
            .setUpdateName(order)
            .setWaitForStage(WorkflowUpdateStage.ACCEPTED)
            .build();
    try {
      return desk.within(
          UNTIL_TAKEN, what, () -> desk.workflow(workflowId).startUpdate(update, fields));
    } catch (Failure refused) {
      LostRun lost = refused.code() == ErrorCode.INPUT ? LostRun.find(desk, workflowId) : null;
      throw lost == null ? refused : lost.failure();
    }
  }

  /** Prints an answer as it is wanted; returns what it means for the exit code. */
  <T> int print(T answer, Function<T, List<String>> words) {
    if (output.json()) {
      output.print(answer);
    } else {
      words.apply(answer).forEach(spec.commandLine().getOut()::println);
    }
    return answer instanceof RollbackWorkflow.Result result
        ? RollbackCommand.exit(result)
        : ExitCodes.DONE;
  }
}
