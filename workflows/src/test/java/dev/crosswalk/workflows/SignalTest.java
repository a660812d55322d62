package dev.crosswalk.workflows;

import static dev.crosswalk.workflows.FakeLedger.table;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.temporal.client.WorkflowStub;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** Nobody answers a signal, so nonsense in one may do no harm, and must be found in the log. */
class SignalTest {
  @RegisterExtension final RunServer server = new RunServer();
  private final FakeLedger ledger = new FakeLedger().serial("all", table("tasks", 1));
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    logger().addAppender(log);
  }

  @AfterEach
  void hush() {
    logger().detachAppender(log);
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(RunCommands.class);
  }

  @Test
  void nonsenseInASignalIsLoggedAndIgnored() {
    Script.Hold hold = ledger.script.hold("copy tasks 1");
    Run run = server.serve(ledger).start();
    hold.reached();

    for (String name : List.of("pause", "resume", "skip", "retry", "abort")) {
      run.signal(name, Run.json("[1]"));
      run.signal(name, Run.json("\"text\""));
      run.signal(name, Run.json("{\"nonsense\":true}"));
      run.signal(name, Run.json("{\"reason\":7}"));
    }
    run.signal("skip", new Object[] {null});
    run.signal("retry", new Object[] {null});
    run.signal("retry", Run.json("{\"entity\":\"tasks\"}"));
    run.signal("resume");
    run.quiet();

    assertThat(run.status().status()).isEqualTo("executing");
    assertThat(run.entity("tasks").status()).isEqualTo("migrating");
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .hasSize(24)
        .contains(
            "signal pause ignored: input.invalid: expected one JSON object, got ARRAY",
            "signal abort ignored: input.invalid: expected one JSON object, got STRING",
            "signal skip ignored: input.invalid: name one \"entity\" or one \"phase\" to skip",
            "signal retry ignored: input.invalid: 'tasks' has not failed, it is migrating",
            "signal resume ignored: input.invalid: the run is not paused, it is executing",
            "signal resume ignored: input.invalid: unknown field \"nonsense\"; known: reason, actor");

    hold.release();
    assertThat(run.result().status()).isEqualTo("completed");
  }

  @Test
  void aSignalWithoutInputIsACommandWithoutAReason() {
    Script.Hold hold = ledger.script.hold("copy tasks 1");
    Run run = server.serve(ledger).start();
    hold.reached();

    run.signal("pause");
    run.awaitStatus("paused");
    assertThat(run.status().waiting()).isEqualTo("paused by a person: no reason given");
    run.signal("resume");

    hold.release();
    assertThat(run.result().status()).isEqualTo("completed");
  }

  @Test
  void internalSignalsFromOutsideDoNoHarm() {
    Script.Hold hold = ledger.script.hold("copy tasks 1");
    Run run = server.serve(ledger).start();
    hold.reached();
    WorkflowStub child = server.client().newUntypedWorkflowStub(run.childId("all", "tasks"));

    for (String nonsense : List.of("null", "[]", "7", "{\"some\":\"thing\"}")) {
      run.signal("standstill", Run.json(nonsense));
      child.signal("order", Run.json(nonsense));
    }
    run.signal("standstill");
    child.signal("order");
    run.signal("standstill", Run.json("{\"entity\":\"nobody\",\"order\":3}"));
    run.signal("unheard_of", Run.json("{}"));
    run.quiet();

    hold.release();
    assertThat(run.result().status()).isEqualTo("completed");
  }

  @Test
  void theStatusCanBeAskedForWithAnyArgument() {
    Script.Hold hold = ledger.script.hold("copy tasks 1");
    Run run = server.serve(ledger).start();
    hold.reached();

    for (String argument :
        List.of("null", "{}", "{\"full\":true}", "{\"nonsense\":[1]}", "[]", "\"text\"", "7")) {
      assertThat(run.status(argument).status()).isEqualTo("executing");
    }

    hold.release();
    run.result();
  }

  @Test
  void nonsenseInAnUpdateIsAnswered() {
    Script.Hold hold = ledger.script.hold("copy tasks 1");
    Run run = server.serve(ledger).start();
    hold.reached();

    for (String name : List.of("pause", "skip", "retry", "abort")) {
      assertRefused(run, name, Run.json("[1]"), "expected one JSON object, got ARRAY");
      assertRefused(run, name, "text", "expected one JSON object, got STRING");
      assertRefused(
          run, name, Run.json("{\"reason\":7}"), "\"reason\" must be a text that is not blank");
    }
    assertThat(run.refused("paus", Run.json("{}"))).contains("Unknown update name: paus");

    hold.release();
    run.result();
  }

  private static void assertRefused(
      Run run, String name, @Nullable Object command, String sentence) {
    assertThat(run.refused(name, command)).isEqualTo("input.invalid: " + sentence);
  }
}
