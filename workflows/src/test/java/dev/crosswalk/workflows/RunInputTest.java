package dev.crosswalk.workflows;

import static dev.crosswalk.workflows.FakeLedger.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.failure.ErrorCode;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person may get wrong when starting a run: it fails at once and says what to correct. */
class RunInputTest {
  private static final String MISSING =
      "input.invalid: \"plan\" is missing: start with --input '{\"plan\":\"core\"}'";
  private static final String KNOWN =
      "plan, run, parallelism, batch_rows, chunk_rows, phases, entities, select, skip, with_deps,"
          + " strict, unattended";

  @RegisterExtension final RunServer server = new RunServer();
  private final FakeLedger ledger = new FakeLedger().serial("all", table("tasks", 1));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                              | \"plan\" is missing: start with --input '{\"plan\":\"core\"}'",
        "null                            | \"plan\" is missing: start with --input '{\"plan\":\"core\"}'",
        "{\"plan\":null}                 | \"plan\" is missing: start with --input '{\"plan\":\"core\"}'",
        "\"core\"                        | expected one JSON object, got STRING",
        "[{\"plan\":\"core\"}]           | expected one JSON object, got ARRAY",
        "7                               | expected one JSON object, got NUMBER",
        "{\"pln\":\"core\"}              | unknown field \"pln\"; known: " + KNOWN,
        "{\"plan\":\"core\",\"extra\":1} | unknown field \"extra\"; known: " + KNOWN,
        "{\"plan\":7}                    | \"plan\" must be a text that is not blank",
        "{\"plan\":\" \"}                | \"plan\" must be a text that is not blank",
        "{\"plan\":\"core\",\"run\":[]}  | \"run\" must be a text that is not blank",
        "{\"plan\":\"core\",\"parallelism\":\"4\"}"
            + " | \"parallelism\" must be a whole number from 1 to 64",
        "{\"plan\":\"core\",\"parallelism\":0}"
            + " | \"parallelism\" must be a whole number from 1 to 64",
        "{\"plan\":\"core\",\"parallelism\":1.5}"
            + " | \"parallelism\" must be a whole number from 1 to 64",
        "{\"plan\":\"core\",\"batch_rows\":99999999999}"
            + " | \"batch_rows\" must be a whole number from 1 to 1000000",
        "{\"plan\":\"core\",\"entities\":[7]}"
            + " | \"entities\" must be a list of names, such as [\"one\",\"two\"]",
        "{\"plan\":\"core\",\"phases\":{\"first\":true}}"
            + " | \"phases\" must be a list of names, such as [\"one\",\"two\"]",
        "{\"plan\":\"core\",\"skip\":[\" \"]}"
            + " | \"skip\" must be a list of names, such as [\"one\",\"two\"]",
        "{\"plan\":\"core\",\"with_deps\":\"yes\"} | \"with_deps\" must be true or false",
        "{\"plan\":\"core\",\"strict\":1} | \"strict\" must be true or false",
        "{\"plan\":\"core\",\"chunk_rows\":-1}"
            + " | \"chunk_rows\" must be a whole number from 1 to 100000000",
      })
  void wrongInputFailsTheRunAtOnceWithOneSentence(String input, String sentence) {
    Run run = server.serve(ledger).start("run-1", Run.json(input));

    ApplicationFailure failure = run.failure();
    assertThat(failure.getOriginalMessage()).isEqualTo("input.invalid: " + sentence);
    assertThat(failure.getType()).isEqualTo("input.invalid");
    assertThat(failure.getCause()).isNull();
    assertThat(ledger.events()).isEmpty();
    assertThat(run.status().status()).isEqualTo("failed");
  }

  @Test
  void noInputAtAllFailsTheRunAtOnceWithOneSentence() {
    Run run = server.serve(ledger).start();
    assertThat(run.id()).isEqualTo("run-1");
    Run without = server.start(new Object[0]);

    assertThat(without.failure().getOriginalMessage()).isEqualTo(MISSING);
    run.result();
  }

  @Test
  void aTextThatIsNoJsonObjectIsTakenForText() {
    Run run = server.serve(ledger).start("core");

    assertThat(run.failure().getOriginalMessage())
        .isEqualTo("input.invalid: expected one JSON object, got STRING");
  }

  @Test
  void aSecondArgumentIsIgnored() {
    Run run = server.serve(ledger).start(Run.json("{\"plan\":\"core\"}"), "more");

    assertThat(run.result().status()).isEqualTo("completed");
  }

  @Test
  void everyFieldReachesThePreflight() {
    Run run =
        server
            .serve(ledger)
            .start(
                "flow",
                Run.json(
                    "{\"plan\":\"core\",\"run\":\"spring\",\"parallelism\":3,"
                        + "\"batch_rows\":100,\"chunk_rows\":1000}"));

    assertThat(run.result().run()).isEqualTo("spring");
    RunActivities.Start start = Objects.requireNonNull(ledger.started());
    assertThat(start.request())
        .isEqualTo(new RunRequest("core", "spring", 3, 100, 1_000, null, false, false));
    assertThat(start.run()).isEqualTo("spring");
    assertThat(start.workflowId()).isEqualTo("flow");
    assertThat(start.ownerRunId()).isEqualTo(run.stub().getExecution().getRunId());
  }

  @Test
  void aSelectionReachesThePreflightAndItsWordsReachWhoeverLooks() {
    ledger.selection("profiles (needed by patients), patients");
    Run run =
        server
            .serve(ledger)
            .start(
                "flow",
                Run.json(
                    "{\"plan\":\"core\",\"entities\":[\"patients\",\"cases\"],\"phases\":[],"
                        + "\"select\":\"people\",\"skip\":[\"orders\"],"
                        + "\"with_deps\":true,\"strict\":true}"));

    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(Objects.requireNonNull(ledger.started()).request())
        .isEqualTo(
            new RunRequest(
                "core",
                null,
                null,
                null,
                null,
                new RunRequest.Selection(
                    List.of(),
                    List.of("patients", "cases"),
                    List.of("people"),
                    List.of("orders"),
                    true),
                true,
                false));
    assertThat(run.status().selection()).isEqualTo("profiles (needed by patients), patients");
  }

  @Test
  void withoutARunTheWorkflowIdIsTheRunId() {
    Run run = server.serve(ledger).start("flow", Run.json("{\"plan\":\"core\"}"));

    assertThat(run.result().run()).isEqualTo("flow");
  }

  @Test
  void aRefusedPreflightFailsTheRunWithItsOwnSentence() {
    String sentence = "the target belongs to run 'spring', which has not ended";
    ledger.script.fail("preflight core", ErrorCode.RUN_BUSY, sentence);
    Run run = server.serve(ledger).start();

    ApplicationFailure failure = run.failure();
    assertThat(failure.getOriginalMessage()).isEqualTo("run.busy: " + sentence);
    assertThat(failure.getType()).isEqualTo("run.busy");
    assertThat(failure.getCause()).isNull();
    assertThat(ledger.events()).containsExactly("preflight core");
    assertThat(run.status().status()).isEqualTo("failed");
  }

  @Test
  void aSecondRunIsRefusedAndLeavesTheFirstInPeace() {
    Script.Hold hold = ledger.script.hold("copy tasks 1");
    Run first = server.serve(ledger).start();
    hold.reached();

    assertThat(server.start().failure().getType()).isEqualTo("run.busy");
    assertThat(ledger.owned()).isTrue();

    hold.release();
    assertThat(first.result().status()).isEqualTo("completed");
    assertThat(ledger.events("finish")).hasSize(1);
  }

  @Test
  void aPreflightThatMeetsATransientFailureIsTriedAgain() {
    ledger.script.fail("preflight core", ErrorCode.CONNECTIVITY, "the target does not answer");
    Run run = server.serve(ledger).start();

    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.events("preflight")).hasSize(2);
  }
}
