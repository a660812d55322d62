package dev.crosswalk.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crosswalk.endtoend.TemporalServer;
import dev.crosswalk.endtoend.WorkerFork;
import dev.crosswalk.testing.TestDatabases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands about databases and runs, from empty databases to the account, and their refusals.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String READER = "crosswalk_test_reader";
  private static final String LOADER = "crosswalk_test_loader";

  @TempDir private Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private final TemporalServer temporal = TemporalServer.inMemory();
  private TestDatabases databases = new TestDatabases();
  private String out = "";
  private String err = "";

  @AfterAll
  void stop() throws IOException {
    temporal.close();
  }

  @BeforeEach
  void settings() {
    databases.logins();
    environment.put("CROSSWALK_SOURCE_URL", WorkerFork.uri(databases.reader()));
    environment.put("CROSSWALK_TARGET_URL", WorkerFork.uri(databases.loader()));
    environment.put("CROSSWALK_SOURCE_OWNER_URL", WorkerFork.uri(databases.legacyOwner()));
    environment.put("CROSSWALK_TARGET_OWNER_URL", WorkerFork.uri(databases.modernOwner()));
    environment.put("TEMPORAL_ADDRESS", temporal.address);
  }

  @AfterEach
  void fresh() {
    databases.close();
    databases = new TestDatabases();
  }

  private int crosswalk(String... arguments) {
    Typed typed = Typed.in(environment, directory, arguments);
    out = typed.out();
    err = typed.err();
    return typed.exit();
  }

  private void prepare(String scale) {
    assertThat(crosswalk("generate", "--scale", scale, "--grant-to", READER)).as(err).isZero();
    assertThat(crosswalk("schema", "apply", "--grant-to", LOADER)).as(err).isZero();
  }

  @Test
  void generateSaysWhatItPlanted() throws Exception {
    assertThat(crosswalk("generate", "--scale", "0.01", "--quirks", "Q-26", "--output", "json"))
        .as(err)
        .isZero();
    JsonNode said = JSON.readTree(out);
    assertThat(said.at("/asked/quirks").asText()).isEqualTo("Q-26");
    List<String> lines = new ArrayList<>();
    said.get("quirks")
        .forEach(quirk -> lines.add(quirk.get("quirk").asText() + "|" + quirk.get("planted")));
    assertThat(lines)
        .contains("Q-26|64", "Q-46|0")
        .containsExactlyInAnyOrderElementsOf(
            databases.legacyRows("select quirk, planted from crosswalk_manifest"));
  }

  @Test
  void fromEmptyDatabasesToTheAccount() throws Exception {
    assertThat(crosswalk("doctor")).isEqualTo(3);
    assertThat(out)
        .contains("crosswalk generate --grant-to " + READER)
        .contains("crosswalk schema apply --grant-to " + LOADER)
        .contains("crosswalk worker");
    assertThat(crosswalk("runs")).isEqualTo(3);
    assertThat(err).contains("crosswalk schema apply");

    prepare("0.05");
    assertThat(crosswalk("schema", "info", "--output", "json")).isZero();
    assertThat(JSON.readTree(out))
        .allSatisfy(version -> assertThat(version.get("state").asText()).isEqualTo("success"));
    assertThat(crosswalk("schema", "document")).as(err).isZero();
    assertThat(out).startsWith("# The modern schema\n").contains("| `practices` | ");
    assertThat(crosswalk("status")).isEqualTo(2);
    assertThat(err).contains("no run yet", "crosswalk start --plan core");

    try (WorkerFork worker = new WorkerFork(databases, temporal.address)) {
      assertThat(crosswalk("start", "--plan", "core", "--run", "one", "--wait"))
          .as(err + worker.log())
          .isEqualTo(4);
      assertThat(out).contains("Run one: completed with rejects", "balanced");

      assertThat(crosswalk("runs", "--output", "json")).isZero();
      assertThat(JSON.readTree(out).at("/0/run").asText()).isEqualTo("one");
      assertThat(crosswalk("status", "--output", "json")).isZero();
      JsonNode account = JSON.readTree(out).get("report");
      assertThat(account.at("/totals/balanced").asBoolean()).isTrue();
      assertThat(crosswalk("report")).as(err).isZero();
      assertThat(JSON.readTree(out)).isEqualTo(account);
      assertThat(crosswalk("report", "one", "--progress")).as(err).isZero();
      assertThat(out)
          .startsWith("# Migration progress")
          .contains("| orders | 1,250 | 1,238 | 12 |");
      assertThat(crosswalk("report", "another")).isEqualTo(2);
      assertThat(crosswalk("watch", "one")).isEqualTo(4);
      assertThat(crosswalk("pause", "one")).isEqualTo(2);
      assertThat(err).contains("run 'one' is over: completed with rejects");
      assertThat(crosswalk("doctor")).as(out).isZero();
    }
  }

  @Test
  void aPartOfAPlanIsRefusedOrNamedBeforeItIsLoaded() throws Exception {
    prepare("0.02");
    try (WorkerFork worker = new WorkerFork(databases, temporal.address)) {
      int refused =
          crosswalk("start --plan core --run alone --entities patients --wait".split(" ", -1));
      assertThat(refused).as(err + worker.log()).isEqualTo(3);
      assertThat(err)
          .contains(
              "'patients' needs 'profiles' (profile_id), and the target has none of it: crosswalk"
                  + " start --plan core --entities patients --with-deps");

      int exit =
          crosswalk(
              "start --plan core --run part --entities patients --with-deps --wait".split(" ", -1));
      assertThat(exit).as(err).isIn(0, 4);
      String loaded = "practices (needed by patients), profiles (needed by patients), patients";
      assertThat(err).contains("Will load: " + loaded);
      assertThat(out).contains("Loaded " + loaded);
      assertThat(out).doesNotContain("orders");
      assertThat(databases.modernRows("select entity from crosswalk.entity order by no"))
          .containsExactly("practices", "profiles", "patients");
      assertThat(crosswalk("status", "part")).isZero();
      assertThat(out).contains("Loaded " + loaded);
    }
  }

  @Test
  void aRunIsPausedResumedSkippedAndAborted() throws Exception {
    prepare("0.1");
    databases.modern(
        "create function slow() returns trigger language plpgsql as"
            + " $$ begin perform pg_sleep(0.03); return new; end $$;"
            + "create trigger slow before insert on orders for each row execute function slow()");
    try (WorkerFork worker = new WorkerFork(databases, temporal.address)) {
      assertThat(crosswalk("start", "--plan", "core", "--run", "held", "--batch-rows", "50"))
          .as(err + worker.log())
          .isZero();
      assertThat(out).contains("Run held: ", "crosswalk watch held");
      await(() -> Long.parseLong(databases.modernValue("select count(*) from orders")) > 0);

      assertThat(crosswalk("status", "held")).isZero();
      assertThat(out).contains("Run held (plan core): executing");

      assertThat(crosswalk("start", "--plan", "core", "--run", "held")).isEqualTo(3);
      assertThat(err).contains("run.busy", "running already");
      assertThat(crosswalk("start", "--plan", "core", "--run", "rival")).isEqualTo(3);
      assertThat(err).contains("run.busy", "belongs to run 'held'");

      assertThat(crosswalk("pause", "--reason", "lunch")).as(err).isZero();
      assertThat(out).contains("Run held (plan core): paused", "paused by a person: lunch");
      assertThat(crosswalk("pause")).isEqualTo(2);
      assertThat(err).contains("the run is paused already");
      assertThat(crosswalk("status", "held")).isZero();
      assertThat(out).contains("paused by a person: lunch", "tertiary", "migrating");
      assertThat(crosswalk("resume", "held", "--output", "json")).isZero();
      assertThat(JSON.readTree(out).get("status").asText()).isEqualTo("executing");

      assertThat(crosswalk("skip", "--entity", "ordres")).isEqualTo(2);
      assertThat(err).contains("no entity 'ordres'; known: practices");
      assertThat(crosswalk("skip", "--entity", "orders")).isEqualTo(2);
      assertThat(err).contains("\"written\":\"keep\"");
      assertThat(crosswalk("retry", "--entity", "orders")).isEqualTo(2);
      assertThat(err).contains("'orders' has not failed");
      assertThat(crosswalk("abort", "--reason", "enough")).as(err).isZero();
      assertThat(out).contains("Run held (plan core): aborted");
      assertThat(crosswalk("watch", "held")).isEqualTo(7);
    }
  }

  @Test
  void everyOrderCanBePrintedForTheTemporalCommandLine() {
    environment.remove("CROSSWALK_TARGET_URL");

    assertThat(crosswalk("start", "--plan", "core", "--run", "a run", "--print")).isZero();
    assertThat(out)
        .isEqualToIgnoringNewLines(
            "temporal workflow start --type MigrationWorkflow --task-queue crosswalk"
                + " --fail-existing -w 'a run' --input '{\"plan\":\"core\"}'");
    assertThat(
            crosswalk(
                ("start --plan core --run part --phases first,second --entities cases --select some"
                        + " --skip orders --with-deps --strict --print")
                    .split(" ", -1)))
        .isZero();
    assertThat(out)
        .contains(
            "'{\"plan\":\"core\",\"phases\":[\"first\",\"second\"],\"entities\":[\"cases\"],"
                + "\"select\":[\"some\"],\"skip\":[\"orders\"],\"with_deps\":true,"
                + "\"strict\":true}'");
    assertThat(crosswalk("pause", "one", "--reason", "it's late", "--print")).isZero();
    assertThat(out)
        .isEqualToIgnoringNewLines(
            "temporal workflow update execute -w one --name pause"
                + " --input '{\"reason\":\"it'\\''s late\"}'");
    assertThat(crosswalk("approve", "one", "--print")).isZero();
    assertThat(out).contains("--name approve --input '{}'");
    assertThat(crosswalk("tune", "one", "--parallelism", "3", "--print")).isZero();
    assertThat(out).contains("--name tune --input '{\"parallelism\":3}'");
    assertThat(crosswalk("retry", "one", "--phase", "primary", "--print")).isZero();
    assertThat(out).contains("--name retry --input '{\"phase\":\"primary\"}'");
    assertThat(crosswalk("rollback", "one", "--entity", "a,b", "--rehearse", "--print")).isZero();
    assertThat(out)
        .contains("--name rollback --input '{\"entity\":[\"a\",\"b\"],\"rehearse\":true}'");
    assertThat(crosswalk("rollback", "one", "--all")).isEqualTo(2);
    assertThat(err).contains("look with --rehearse, then say --yes");
    assertThat(crosswalk("status", "one", "--print")).isZero();
    assertThat(out).contains("temporal workflow query -w one --name status");
  }

  @Test
  void aRunWhoseWorkflowIsGoneIsLost() throws Exception {
    assertThat(crosswalk("schema", "apply", "--grant-to", LOADER)).as(err).isZero();
    databases.modern(
        "insert into crosswalk.plan (digest, name, body) values ('d', 'core', '{}');"
            + "insert into crosswalk.run (run, plan, digest, workflow_id, owner_run_id,"
            + " source_fingerprint, target_fingerprint, status)"
            + " values ('lost', 'core', 'd', 'gone', 'o', 's', 't', 'paused');"
            + "insert into crosswalk.phase (run, phase, no, title) values ('lost', 'p', 1, 'P');"
            + "insert into crosswalk.entity (run, entity, phase, no) values ('lost', 'e', 'p', 1)");

    assertThat(crosswalk("status")).as(err).isZero();
    assertThat(out)
        .contains(
            "Run lost (plan core): owner lost (last seen paused)",
            "no workflow 'gone' runs in namespace 'default' of Temporal at " + temporal.address,
            "next:    crosswalk start --resume lost",
            "or:      crosswalk abort lost");
    assertThat(crosswalk("resume", "lost")).isEqualTo(3);
    assertThat(err).contains("run.lost", "crosswalk start --resume lost", "crosswalk abort lost");
    assertThat(crosswalk("start", "--resume", "gone", "--accept", "--print")).as(err).isZero();
    assertThat(out)
        .contains("--fail-existing -w gone --input '{\"resume\":\"lost\",\"accept\":true}'");
    assertThat(crosswalk("start")).isEqualTo(2);
    assertThat(err).contains("--plan P, or --resume RUN");
    assertThat(crosswalk("start", "--resume", "lost", "--strict")).isEqualTo(2);
    assertThat(err).contains("--resume goes on with what the run was started with");
    assertThat(crosswalk("start", "--plan", "core", "--accept")).isEqualTo(2);
    assertThat(err).contains("--accept needs --resume RUN");

    environment.put("TEMPORAL_ADDRESS", "127.0.0.1:1");
    assertThat(crosswalk("status", "--output", "json")).as(err).isZero();
    assertThat(JSON.readTree(out).get("owner").asText()).isEqualTo("unknown");
    assertThat(crosswalk("abort", "lost")).as("nobody knows whether it is").isEqualTo(75);

    environment.put("TEMPORAL_ADDRESS", temporal.address);
    assertThat(crosswalk("abort", "lost", "--output", "json")).as(err).isZero();
    assertThat(JSON.readTree(out).get("status").asText()).isEqualTo("aborted");
    assertThat(databases.modernRows("select status, ended_at is null from crosswalk.run"))
        .containsExactly("aborted|f");
  }

  @Test
  void withoutAWorkerARunWaitsAndTheLedgerAnswers() {
    prepare("0.01");

    assertThat(crosswalk("start", "--plan", "core", "--run", "lonely")).isZero();
    assertThat(out).contains("Run lonely: waiting for a worker");
    assertThat(err).contains("no worker has taken it yet", "crosswalk worker");
    assertThat(crosswalk("status", "lonely")).isEqualTo(2);
    assertThat(err).contains("the ledger knows no run 'lonely'");
    temporal.client.newUntypedWorkflowStub("lonely").terminate("seen enough");
  }

  @Test
  void whatCannotBeReachedOrEnteredIsSaidWithAnExitCode() {
    environment.put("TEMPORAL_ADDRESS", "127.0.0.1:1");
    assertThat(crosswalk("start", "--plan", "core")).isEqualTo(75);
    assertThat(err).contains("Temporal at 127.0.0.1:1 does not answer", "TEMPORAL_ADDRESS");

    environment.put("CROSSWALK_TARGET_URL", "postgresql://x:y@127.0.0.1:1/nowhere");
    assertThat(crosswalk("runs")).isEqualTo(75);
    assertThat(err).contains("127.0.0.1:1").doesNotContain("y@");
    environment.remove("CROSSWALK_TARGET_URL");
    assertThat(crosswalk("runs")).isEqualTo(2);
    assertThat(err).contains("CROSSWALK_TARGET_URL is not set");
  }

  @Test
  void aDatabaseThatHoldsSomethingIsNeverFilledAndAHalfLoadedOneIsBaselined() {
    databases.legacy("create table patients_of_somebody (id integer)");
    assertThat(crosswalk("generate")).isEqualTo(2);
    assertThat(err).contains("is not empty");

    databases.modern("create table half_loaded (id integer)");
    assertThat(crosswalk("schema", "apply")).isEqualTo(3);
    assertThat(err).contains("crosswalk schema baseline");
    assertThat(crosswalk("schema", "apply", "--ledger-only", "--print")).as(err).isZero();
    assertThat(out).contains("create table run", "crosswalk_auditor").doesNotContain("practices");
    assertThat(crosswalk("schema", "apply", "--ledger-only")).as(err).isZero();
    assertThat(out).contains("applied ledger 001").doesNotContain("modern");
    assertThat(crosswalk("schema", "baseline", "--baseline-version", "99")).isEqualTo(2);
    assertThat(err).contains("no version 99");
    assertThat(crosswalk("schema", "baseline", "--baseline-version", "1")).as(err).isZero();
    assertThat(crosswalk("schema", "info")).isZero();
    assertThat(out).contains("baseline", "pending");
  }

  private static void await(java.util.function.BooleanSupplier condition)
      throws InterruptedException {
    long end = System.nanoTime() + java.time.Duration.ofMinutes(4).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(50);
    }
  }
}
