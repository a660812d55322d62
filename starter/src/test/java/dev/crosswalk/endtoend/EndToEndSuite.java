package dev.crosswalk.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosswalk.library.Library;
import dev.crosswalk.library.PlanFiles;
import dev.crosswalk.testing.Contents;
import dev.crosswalk.testing.Pipeline;
import dev.crosswalk.testing.TestDatabases;
import dev.crosswalk.testing.TestLibrary;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The same runs on every kind of Temporal service. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EndToEndSuite {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Makes each order cost time, so that something can happen in the middle of the table. */
  static final String SLOW =
      "create function slow() returns trigger language plpgsql as"
          + " $$ begin perform pg_sleep(0.004); return new; end $$;"
          + "create trigger slow before insert on orders for each row execute function slow()";

  final TemporalServer temporal;

  EndToEndSuite(TemporalServer temporal) {
    this.temporal = temporal;
  }

  @BeforeAll
  void say() {
    System.err.println(getClass().getSimpleName() + " uses Temporal at " + temporal.address);
  }

  @AfterAll
  void stop() throws IOException {
    temporal.close();
  }

  WorkflowStub start(String id, int batchRows, int chunkRows) {
    return start(temporal, id, batchRows, chunkRows, 2);
  }

  static WorkflowStub start(
      TemporalServer temporal, String id, int batchRows, int chunkRows, int parallelism) {
    WorkflowStub run =
        temporal.client.newUntypedWorkflowStub(
            "MigrationWorkflow",
            WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue("crosswalk").build());
    ObjectNode input = JSON.createObjectNode();
    input
        .put("plan", "core")
        .put("batch_rows", batchRows)
        .put("chunk_rows", chunkRows)
        .put("parallelism", parallelism);
    run.start(input);
    return run;
  }

  static JsonNode result(WorkflowStub run) throws Exception {
    return run.getResult(240, TimeUnit.SECONDS, JsonNode.class);
  }

  static String unique(String name) {
    return name + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  static void await(String what, BooleanSupplier condition) throws InterruptedException {
    Instant end = Instant.now().plus(Duration.ofMinutes(4));
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("waiting for " + what).isBefore(end);
      Thread.sleep(50);
    }
  }

  static long rows(TestDatabases databases, String table) {
    return Long.parseLong(databases.modernValue("select count(*) from " + table));
  }

  static List<String> undisturbed(String scale) {
    return undisturbed(new TestDatabases().builtIn(scale, "all"));
  }

  /** What a run makes of the databases, which are closed. */
  static List<String> undisturbed(TestDatabases prepared) {
    try (TestDatabases databases = prepared;
        Pipeline pipeline =
            new Pipeline(
                databases.pools(), new Library(PlanFiles.builtIn()), "core", "calm", 500, 5000)) {
      pipeline.loadAll();
      return Contents.of(databases);
    }
  }

  /** Nothing twice, nothing missing: as if nothing had happened. */
  static void assertExact(TestDatabases databases, List<String> calm) {
    assertThat(Contents.of(databases)).isEqualTo(calm);
    assertThat(databases.modernRows("select distinct balanced from crosswalk.accounting"))
        .containsExactly("t");
    assertThat(
            databases.modernRows(
                "select sum(inserted) from crosswalk.batch where entity = 'orders'"))
        .containsExactly(Long.toString(rows(databases, "orders")));
    assertThat(
            databases.modernRows(
                "select entity, key from crosswalk.written, unnest(keys) key"
                    + " group by entity, key having count(*) > 1"))
        .isEmpty();
  }

  @Test
  void aRunLoadsEverythingAndAnotherOneFindsNothingToDo() throws Exception {
    try (TestDatabases databases = new TestDatabases().builtIn("0.05", "all");
        WorkerFork worker = new WorkerFork(databases, temporal.address)) {
      JsonNode first = result(start(unique("first"), 200, 500));

      assertThat(first.get("status").asText()).as(worker.log()).isEqualTo("completed_with_rejects");
      assertThat(first.get("entities"))
          .allSatisfy(entity -> assertThat(entity.get("status").asText()).isEqualTo("validated"));
      assertThat(databases.modernRows("select distinct balanced from crosswalk.accounting"))
          .containsExactly("t");
      assertThat(
              databases.modernRows(
                  "select distinct status from crosswalk.check_result where as_meant is null"))
          .containsExactly("passed");

      JsonNode second = result(start(unique("second"), 200, 500));
      assertThat(second.get("entities"))
          .allSatisfy(entity -> assertThat(entity.get("counts").get("inserted").asLong()).isZero());
    }
  }

  @Test
  void aPausedRunStandsStillAndGoesOnWhenResumed() throws Exception {
    List<String> calm = undisturbed("0.1");
    try (TestDatabases databases = new TestDatabases().builtIn("0.1", "all");
        WorkerFork worker = new WorkerFork(databases, temporal.address)) {
      databases.modern(SLOW);
      // One long chunk: where a chunk's end crosses a cancel, the in-memory service gets stuck.
      WorkflowStub run = start(unique("paused"), 50, 5000);
      await("orders in the middle", () -> rows(databases, "orders") >= 100);

      JsonNode paused =
          run.update("pause", JsonNode.class, JSON.createObjectNode().put("reason", "test"));
      long standing = rows(databases, "orders");
      assertThat(paused.get("status").asText()).as(worker.log()).isEqualTo("paused");
      assertThat(paused.get("waiting").asText()).contains("test");
      Thread.sleep(1500);
      assertThat(rows(databases, "orders")).isEqualTo(standing).isLessThan(2000);
      assertThat(databases.modernRows("select status from crosswalk.run"))
          .containsExactly("paused");
      assertThatThrownBy(() -> run.update("pause", JsonNode.class, JSON.createObjectNode()))
          .rootCause()
          .hasMessageContaining("paused already");

      databases.modern("drop trigger slow on orders");
      run.signal("resume", JSON.createObjectNode());
      assertThat(result(run).get("status").asText()).isEqualTo("completed_with_rejects");
      assertThat(Contents.of(databases)).isEqualTo(calm);
    }
  }

  @Test
  void aFailedEntityWaitsForAPersonAndIsRetried() throws Exception {
    try (TestDatabases databases = new TestDatabases().builtIn("0.05", "all");
        WorkerFork worker = new WorkerFork(databases, temporal.address)) {
      // As if a right were taken away in the middle: one that is missing before is seen before.
      databases.modern(
          "create function deny() returns trigger language plpgsql as"
              + " $$ begin raise exception using errcode = '42501'; end $$;"
              + "create trigger deny before insert on cases for each row execute function deny()");
      WorkflowStub run = start(unique("failed"), 200, 500);
      await(
          "a decision",
          () ->
              databases
                  .modernRows("select status from crosswalk.run")
                  .contains("awaiting_decision"));

      JsonNode status = run.query("status", JsonNode.class, JSON.createObjectNode());
      assertThat(status.get("waiting").asText())
          .as(worker.log())
          .contains("cases failed")
          .contains("access.denied")
          .contains("42501");
      assertThat(status.get("next").asText()).contains("--name retry");

      databases.modern("drop trigger deny on cases");
      run.update("retry", JsonNode.class, JSON.createObjectNode().put("entity", "cases"));
      assertThat(result(run).get("status").asText()).isEqualTo("completed_with_rejects");
      assertThat(databases.modernRows("select distinct balanced from crosswalk.accounting"))
          .containsExactly("t");
    }
  }

  @Test
  void aPhaseIsRolledBackAndLoadedAgainAndInTheEndAllOfTheRunIs() throws Exception {
    List<String> calm = undisturbed("0.05");
    try (TestDatabases databases = new TestDatabases().builtIn("0.05", "all");
        WorkerFork worker = new WorkerFork(databases, temporal.address)) {
      databases.modern(
          "create function deny() returns trigger language plpgsql as"
              + " $$ begin raise exception using errcode = '42501'; end $$;"
              + "create trigger deny before insert on orders for each row execute function deny()");
      String id = unique("undone");
      WorkflowStub run = start(id, 200, 500);
      await(
          "a decision",
          () ->
              databases
                  .modernRows("select status from crosswalk.run")
                  .contains("awaiting_decision"));
      long cases = rows(databases, "cases");
      assertThat(cases).as(worker.log()).isPositive();
      assertThatThrownBy(
              () ->
                  run.update("rollback", JsonNode.class, JSON.readTree("{\"phase\":\"primary\"}")))
          .rootCause()
          .hasMessageContaining("'orders' (phase tertiary) needs 'patients'");

      JsonNode undone =
          run.update(
              "rollback",
              JsonNode.class,
              JSON.readTree(
                  "{\"entity\":[\"orders\",\"cases\"],\"actor\":\"ann\",\"reason\":\"r\"}"));
      assertThat(undone.get("status").asText()).as(undone + worker.log()).isEqualTo("rolled_back");
      assertThat(undone.at("/steps/0/entity").asText()).isEqualTo("orders");
      assertThat(undone.at("/steps/1/rows").asLong()).isEqualTo(cases);
      assertThat(rows(databases, "cases")).isZero();
      assertThat(
              databases.modernRows(
                  "select phase, status from crosswalk.phase where status = 'rolled_back' order by 1"))
          .hasSize(2);
      assertThat(databases.modernRows("select actor, action, object, reason from crosswalk.audit"))
          .containsExactly("ann|rollback|entity orders, cases|r");

      databases.modern("drop trigger deny on orders");
      run.update("retry", JsonNode.class, JSON.readTree("{\"all\":true}"));
      assertThat(result(run).get("status").asText())
          .as(worker.log())
          .isEqualTo("completed_with_rejects");
      assertThat(Contents.of(databases)).isEqualTo(calm);
      assertThat(databases.modernRows("select distinct balanced from crosswalk.accounting"))
          .containsExactly("t");

      JsonNode rehearsed = rollback(id, "rehearsal", "{\"all\":true,\"rehearse\":true}");
      assertThat(rehearsed.get("blockers")).as(rehearsed.toString()).isEmpty();
      assertThat(Contents.of(databases)).isEqualTo(calm);
      JsonNode all = rollback(id, "rollback", "{\"all\":true}");
      assertThat(all.get("status").asText()).isEqualTo("rolled_back");
      assertThat(rows(databases, "practices") + rows(databases, "orders")).isZero();
      assertThat(databases.modernRows("select status from crosswalk.run"))
          .containsExactly("rolled_back");
      assertThat(result(start(unique("next"), 200, 500)).get("status").asText())
          .as("the target is free")
          .isEqualTo("completed_with_rejects");
    }
  }

  @Test
  void aBackupBudgetsAndDocumentsAreKeptAsThePlanSays(@TempDir Path directory) throws Exception {
    new TestLibrary(directory.resolve("plans"))
        .entity(
            """
            entity: owners
            description: People.
            sources: [{ table: owner o, key: o.id }]
            target: { table: owners, conflict: { key: [legacy_id] } }
            columns:
              - legacy_id: { from: o.id, phi: quasi }
            """)
        .entity(
            """
            entity: pets
            description: Animals.
            sources: [{ table: pet p, key: p.id }]
            target: { table: pets, conflict: { key: [legacy_id] } }
            columns:
              - legacy_id: { from: p.id, phi: none }
              - age: { from: p.age, phi: none }
            """)
        .file(
            "plans/guarded.yaml",
            """
            plan: guarded
            description: People, then animals.
            phases:
              - phase: people
                entities: [owners]
                checkpoint: [backup, rehearse_rollback]
              - phase: animals
                entities: [pets]
            errors: { error_tolerance: 1%, rollback_threshold: 5% }
            """);
    try (TestDatabases databases =
            new TestDatabases()
                .of(
                    "create table owner (id integer primary key);"
                        + "insert into owner select generate_series(1, 500);"
                        + "create table pet (id integer primary key, age text);"
                        + "insert into pet select n, case when n % 10 = 0 then 'old' else '7' end"
                        + " from generate_series(1, 100) n",
                    "create table owners (id uuid primary key, legacy_id bigint not null unique);"
                        + "create table pets (id uuid primary key, legacy_id bigint not null unique,"
                        + " age integer);"
                        + "insert into owners select gen_random_uuid(), -n"
                        + " from generate_series(1, 2000) n");
        WorkerFork worker =
            new WorkerFork(
                databases,
                temporal.address,
                Map.of(
                    "CROSSWALK_PLANS", directory.resolve("plans").toString(),
                    "CROSSWALK_BACKUP_SPACE", "1kB",
                    "CROSSWALK_REPORT_DIRECTORY", directory.resolve("reports").toString()))) {
      String id = unique("guarded");
      WorkflowStub run =
          temporal.client.newUntypedWorkflowStub(
              "MigrationWorkflow",
              WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue("crosswalk").build());
      run.start(JSON.createObjectNode().put("plan", "guarded"));
      await("a decision", () -> waits(databases));
      JsonNode status = run.query("status", JsonNode.class, JSON.createObjectNode());
      assertThat(status.get("waiting").asText())
          .as(worker.log())
          .contains("resource.disk: backup before phase people failed: no room for the backup");
      assertThat(rows(databases, "owners")).isEqualTo(2000);

      run.update("approve", JsonNode.class, JSON.createObjectNode().put("phase", "people"));
      await(
          "the rollback of the animals",
          () ->
              waits(databases)
                  && databases
                      .modernRows("select status from crosswalk.entity where entity = 'pets'")
                      .contains("rolled_back"));
      assertThat(rows(databases, "owners")).as(worker.log()).isEqualTo(2500);
      assertThat(rows(databases, "pets")).isZero();
      Path documents = directory.resolve("reports").resolve(id);
      assertThat(Files.readString(documents.resolve("migration_progress_report.md")))
          .contains("| 1 | owners | 500 | 500 | 0 | 100.0 % | completed |")
          .contains("crosswalk status " + id);

      databases.legacy("update pet set age = '8' where age = 'old'");
      run.update("retry", JsonNode.class, JSON.createObjectNode().put("phase", "animals"));
      assertThat(result(run).get("status").asText()).as(worker.log()).isEqualTo("completed");
      await(
          "the last document",
          () -> {
            try {
              return Files.readString(documents.resolve("migration_progress_report.md"))
                  .contains("| 2 | pets | 100 | 100 | 0 | 100.0 % | completed |");
            } catch (IOException unreadable) {
              throw new UncheckedIOException(unreadable);
            }
          });
      assertThat(
              JSON.readTree(documents.resolve("report.json").toFile()).at("/run/status").asText())
          .isEqualTo("completed");
    }
  }

  private static boolean waits(TestDatabases databases) {
    return databases.modernRows("select status from crosswalk.run").contains("awaiting_decision");
  }

  private JsonNode rollback(String run, String name, String request) throws Exception {
    WorkflowStub workflow =
        temporal.client.newUntypedWorkflowStub(
            "RollbackWorkflow",
            WorkflowOptions.newBuilder()
                .setWorkflowId(run + "/" + name)
                .setTaskQueue("crosswalk")
                .build());
    ObjectNode input = JSON.createObjectNode().put("run", run);
    input.setAll((ObjectNode) JSON.readTree(request));
    workflow.start(input);
    return result(workflow);
  }

  @Test
  void aSecondRunIsRefusedWhileOneOwnsTheTarget() throws Exception {
    try (TestDatabases databases = new TestDatabases().builtIn("0.1", "all");
        WorkerFork worker = new WorkerFork(databases, temporal.address)) {
      databases.modern(SLOW);
      String owner = unique("owner");
      WorkflowStub run = start(owner, 50, 5000);
      await("orders in the middle", () -> rows(databases, "orders") >= 50);

      assertThatThrownBy(() -> result(start(unique("second"), 50, 500)))
          .as(worker.log())
          .rootCause()
          .hasMessageContaining("belongs to run '" + owner + "'");

      JsonNode aborted =
          run.update("abort", JsonNode.class, JSON.createObjectNode().put("reason", "enough"));
      assertThat(aborted.get("status").asText()).isEqualTo("aborted");
      assertThat(result(run).get("status").asText()).isEqualTo("aborted");
      databases.modern("drop trigger slow on orders");
      assertThat(result(start(unique("third"), 200, 500)).get("status").asText())
          .isEqualTo("completed_with_rejects");
    }
  }

  @Test
  void nothingOfARowReachesTemporalOrTheLogs() throws Exception {
    try (TestDatabases databases = new TestDatabases().builtIn("0.05", "all");
        WorkerFork worker = new WorkerFork(databases, temporal.address)) {
      databases.legacy(
          "update auth_user set first_name = 'CANARY',"
              + " last_name = case when id % 3 = 0 then 'CANARY' else 'Name' end");
      databases.legacy("update dispatch_patient set schemes = '{\"CANARY\": ' where id % 7 = 0");
      // A row too long for its column, one that a CHECK refuses, and one that stops the entity.
      databases.modern(
          "alter table patients alter column last_name type varchar(5);"
              + "alter table profiles add check (first_name <> 'CANARY' or legacy_user_id % 5 > 0);"
              + "create function tell() returns trigger language plpgsql as"
              + " $$ begin raise exception 'told %', new using errcode = 'XX000'; end $$;"
              + "create trigger tell before insert on cases for each row execute function tell()");
      String id = unique("canary");
      WorkflowStub run = start(id, 100, 300);
      await(
          "a decision",
          () ->
              databases
                  .modernRows("select status from crosswalk.run")
                  .contains("awaiting_decision"));
      JsonNode status = run.query("status", JsonNode.class, JSON.createObjectNode());
      JsonNode aborted = run.update("abort", JsonNode.class, JSON.createObjectNode());

      assertThat(Long.parseLong(databases.modernValue("select count(*) from crosswalk.reject")))
          .isGreaterThan(100);
      assertThat(status.get("waiting").asText()).contains("cases failed").contains("XX000");
      assertThat(status + aborted.toString() + worker.log()).doesNotContain("CANARY");
      for (String workflow :
          List.of(
              id, id + "/foundation/profiles", id + "/primary/patients", id + "/secondary/cases")) {
        String history =
            new String(
                temporal.client.fetchHistory(workflow).getHistory().toByteArray(),
                StandardCharsets.ISO_8859_1);
        assertThat(history).isNotEmpty().doesNotContain("CANARY");
      }
    }
  }
}
