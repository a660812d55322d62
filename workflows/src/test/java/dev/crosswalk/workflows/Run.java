package dev.crosswalk.workflows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A run as the command line sees it: by workflow id, without types, with JSON. */
final class Run {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long SECONDS = 20;

  private final WorkflowClient client;
  private final WorkflowStub stub;

  Run(WorkflowClient client, WorkflowStub stub) {
    this.client = client;
    this.stub = stub;
  }

  static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException wrong) {
      throw new AssertionError(wrong);
    }
  }

  String id() {
    return stub.getExecution().getWorkflowId();
  }

  /** Sends a command and waits for its answer. */
  RunStatus update(String name, String command) {
    return answer(later(name, command));
  }

  /** Sends a command that is accepted, and lets its answer come later. */
  CompletableFuture<RunStatus> later(String name, String command) {
    return later(name, command, RunStatus.class);
  }

  /** Sends a command that answers something else. */
  <T> CompletableFuture<T> later(String name, String command, Class<T> answer) {
    return stub.startUpdate(
            UpdateOptions.newBuilder(answer)
                .setUpdateName(name)
                .setWaitForStage(WorkflowUpdateStage.ACCEPTED)
                .build(),
            json(command))
        .getResultAsync();
  }

  static RunStatus answer(CompletableFuture<RunStatus> later) {
    return in(later);
  }

  /** Starts the run together with a command, and waits for the command's answer. */
  RunStatus startWith(String name, String command, String input) {
    return in(
        stub.startUpdateWithStart(
                UpdateOptions.newBuilder(RunStatus.class)
                    .setUpdateName(name)
                    .setWaitForStage(WorkflowUpdateStage.ACCEPTED)
                    .build(),
                new Object[] {json(command)},
                new Object[] {json(input)})
            .getResultAsync());
  }

  /** Sends a command that is refused, and returns why. */
  String refused(String name, @Nullable Object command) {
    try {
      stub.update(name, RunStatus.class, command);
    } catch (WorkflowUpdateException refused) {
      return message(refused);
    }
    throw new AssertionError(name + " " + command + " was not refused");
  }

  void signal(String name, @Nullable Object... command) {
    stub.signal(name, command);
  }

  RunStatus status() {
    return stub.query("status", RunStatus.class);
  }

  RunStatus status(String argument) {
    return stub.query("status", RunStatus.class, json(argument));
  }

  RunStatus.EntityStatus entity(String name) {
    return find(name).orElseThrow(() -> new AssertionError("no entity " + name));
  }

  private Optional<RunStatus.EntityStatus> find(String name) {
    return status().entities().stream().filter(found -> found.entity().equals(name)).findFirst();
  }

  void awaitStatus(String status) {
    Eventually.happens("run is " + status, () -> status().status().equals(status));
  }

  void awaitEntity(String name, String status) {
    Eventually.happens(
        name + " is " + status,
        () -> find(name).filter(found -> found.status().equals(status)).isPresent());
  }

  RunActivities.RunSummary result() {
    return in(stub.getResultAsync(RunActivities.RunSummary.class));
  }

  /** Why the run failed, as the command line shows it. */
  ApplicationFailure failure() {
    try {
      in(stub.getResultAsync(RunActivities.RunSummary.class));
    } catch (WorkflowFailedException failed) {
      if (failed.getCause() instanceof ApplicationFailure failure) {
        return failure;
      }
      throw failed;
    }
    throw new AssertionError("the run did not fail");
  }

  /** How the run was closed. */
  EventType close() {
    try {
      in(stub.getResultAsync(RunActivities.RunSummary.class));
    } catch (WorkflowFailedException failed) {
      // The history tells.
    }
    List<HistoryEvent> events = history();
    return events.get(events.size() - 1).getEventType();
  }

  /** Waits until nothing is added to the history any more. */
  void quiet() {
    int before;
    do {
      before = history().size();
      Eventually.nothing();
    } while (history().size() != before);
  }

  void cancel() {
    stub.cancel();
  }

  List<HistoryEvent> history() {
    return client.fetchHistory(id()).getEvents();
  }

  List<HistoryEvent> childHistory(String phase, String entity) {
    return client.fetchHistory(childId(phase, entity)).getEvents();
  }

  String childId(String phase, String entity) {
    return id() + "/" + phase + "/" + entity;
  }

  WorkflowStub stub() {
    return stub;
  }

  private static String message(Throwable failure) {
    String message = "";
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ApplicationFailure application) {
        message = application.getOriginalMessage();
      }
    }
    return message;
  }

  private static <T> T in(CompletableFuture<T> later) {
    try {
      return later.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new AssertionError(failed);
    } catch (TimeoutException late) {
      throw new AssertionError("no answer within " + SECONDS + " seconds", late);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", ended);
    }
  }
}
