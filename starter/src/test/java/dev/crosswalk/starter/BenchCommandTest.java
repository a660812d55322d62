package dev.crosswalk.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crosswalk.endtoend.WorkerFork;
import dev.crosswalk.testing.TestDatabases;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a bench says and holds; how fast anything is, is none of a test's business. */
class BenchCommandTest {
  private static final String RELATIONS =
      "select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace"
          + " where n.nspname <> 'information_schema' and n.nspname !~ '^pg_'";

  @TempDir private Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private String out = "";
  private String err = "";

  private int bench(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "bench";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    Typed typed = Typed.in(environment, directory, all);
    out = typed.out();
    err = typed.err();
    return typed.exit();
  }

  @Test
  void exactlyThePlantedRowsAreRejectedAndASecondRunWritesNothing() throws Exception {
    int exit =
        bench(
            "--rows=5000",
            "--bad=4",
            "--pairs=1",
            "--keys=random",
            "--batch-rows=300",
            "--chunk-rows=1000",
            "--rollback",
            "--output=json");

    // The command itself compares rows, rejects and versions of rows, and would have failed.
    assertThat(exit).as(err).isZero();
    JsonNode figures = new ObjectMapper().readTree(out);
    assertThat(figures.get("rows").asLong()).isEqualTo(5_000);
    assertThat(figures.get("rejected").asLong()).isEqualTo(200);
    for (String figure :
        new String[] {
          "ratio",
          "copy_seconds",
          "crosswalk_seconds",
          "second_run_ratio",
          "heap_mb",
          "events_max",
          "payload_max",
          "rows_per_second"
        }) {
      assertThat(figures.get(figure).asDouble()).as(figure).isPositive();
    }
    assertThat(figures.get("temporal_share").asDouble()).isBetween(0.0, 1.0);
    assertThat(figures.get("heap_mb").asInt()).isLessThanOrEqualTo(512);
    assertThat(figures.at("/conditions/temporal").asText()).isEqualTo("in_memory");
    assertThat(figures.at("/conditions/checkpoints").asBoolean()).isTrue();
    assertThat(figures.get("pairs")).hasSize(1);
    assertThat(figures.at("/rollbacks/0/removed").asLong()).isEqualTo(4_800);
    assertThat(figures.at("/rollbacks/1/removed").asLong()).isEqualTo(4_800);
    assertThat(figures.at("/rollbacks/1/others").asLong()).isEqualTo(500);
    assertThat(figures.at("/rollbacks/1/restored").asLong()).isEqualTo(250);
    assertThat(err).contains("Pair 1", "ratio");
  }

  @Test
  void serversThatAreNamedMustBeEmptyAndAreLeftSo() {
    try (TestDatabases databases = new TestDatabases()) {
      databases.logins();
      environment.put("CROSSWALK_SOURCE_URL", WorkerFork.uri(databases.reader()));
      environment.put("CROSSWALK_TARGET_URL", WorkerFork.uri(databases.loader()));
      environment.put("CROSSWALK_SOURCE_OWNER_URL", WorkerFork.uri(databases.legacyOwner()));
      environment.put("CROSSWALK_TARGET_OWNER_URL", WorkerFork.uri(databases.modernOwner()));

      assertThat(bench("--servers", "--rows=1000", "--bad=1", "--pairs=1")).as(err).isZero();
      assertThat(out).contains("1,000 rows, 1 % bad, ordered parents", "10 rejected");
      assertThat(databases.legacyValue(RELATIONS)).isEqualTo("0");
      assertThat(databases.modernValue(RELATIONS)).isEqualTo("0");

      databases.modern("create table somebodys (id integer)");
      assertThat(bench("--servers", "--rows=1000", "--pairs=1")).isEqualTo(2);
      assertThat(err).contains("is not empty");
      assertThat(databases.modernValue("select count(*) from somebodys")).isEqualTo("0");

      environment.put("CROSSWALK_PROFILE", "production");
      assertThat(bench("--servers")).isEqualTo(2);
    }
  }

  @Test
  void figuresThatMeanNothingAreMisuse() {
    assertThat(bench("--rows=0")).isEqualTo(2);
    assertThat(err).contains("--rows must be from 1");
    assertThat(bench("--bad=-1")).isEqualTo(2);
    assertThat(bench("--pairs=0")).isEqualTo(2);
    assertThat(bench("--keys=upside-down")).isEqualTo(2);
    assertThat(bench("--servers")).isEqualTo(2);
    assertThat(err).contains("CROSSWALK_SOURCE_OWNER_URL is not set");
  }
}
