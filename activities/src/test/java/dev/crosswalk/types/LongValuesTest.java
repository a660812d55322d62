package dev.crosswalk.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosswalk.copy.ChunkCopier;
import dev.crosswalk.copy.Heartbeat;
import dev.crosswalk.copy.Workplace;
import dev.crosswalk.database.Databases;
import dev.crosswalk.database.Endpoint;
import dev.crosswalk.library.Library;
import dev.crosswalk.library.PlanFiles;
import dev.crosswalk.testing.Pipeline;
import dev.crosswalk.testing.TestDatabases;
import dev.crosswalk.testing.TestLibrary;
import dev.crosswalk.workflows.EntityActivities.Opened;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Values of eight megabytes: batches are cut by bytes, so that memory holds few of them. */
@Timeout(300)
class LongValuesTest {
  /** A fraction of what the rows of one batch would take if batches were cut by rows alone. */
  private static final String HEAP = "-Xmx256m";

  private static final int ROWS = 16;

  @Test
  void rowsOfEightMegabytesFitIntoASmallHeap(@TempDir Path directory)
      throws IOException, InterruptedException {
    try (TestDatabases databases = new TestDatabases()) {
      databases.of(
          """
          create table scan (id integer primary key, words text, bytes bytea, short text);
          insert into scan
          select n, repeat(md5(n::text), 250000), decode(repeat(md5(n::text), 1000), 'hex'),
            case n when 7 then repeat('x', 8000000) end
          from generate_series(1, %d) n;
          """
              .formatted(ROWS),
          """
          create table scans (
            id uuid primary key, legacy_id integer unique, words text, bytes bytea, short varchar(9));
          """);
      new TestLibrary(directory)
          .entity(
              """
              entity: scans
              description: Long texts.
              sources: [{ table: scan s, key: s.id }]
              target: { table: scans, conflict: { key: [legacy_id], action: update } }
              columns:
                - legacy_id: { from: s.id, phi: none }
                - words: { from: s.words, rules: [trim], phi: none }
                - bytes: { from: s.bytes, phi: none }
                - short: { from: s.short, phi: none }
              """)
          .plan("scans");

      assertThat(loadInAnotherProcess(databases, directory)).isZero();

      String sums = "select %s, md5(words), md5(bytes) from %s where %1$s <> 7 order by 1";
      assertThat(databases.modernRows(sums.formatted("legacy_id", "scans")))
          .hasSize(ROWS - 1)
          .isEqualTo(databases.legacyRows(sums.formatted("id", "scan")));
      assertThat(
              databases.modernRows(
                  "select source_key, code, length(source_values ->> 'short')"
                      + " from crosswalk.reject"))
          .containsExactly("7|schema_mismatch.length|8000000");
      assertThat(databases.modernValue("select max(read) from crosswalk.batch")).isEqualTo("1");
    }
  }

  private static int loadInAnotherProcess(TestDatabases databases, Path directory)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of(HEAP, "-cp", System.getProperty("java.class.path")));
    command.add(LongValuesTest.class.getName());
    command.addAll(List.of(databases.reader().jdbcUrl(), databases.loader().jdbcUrl()));
    command.add(directory.toString());
    Process process = new ProcessBuilder(command).inheritIO().start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended in time").isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Giving a connection back in the middle of its COPY would wait for the end of it for ever. */
  @Test
  void anAttemptWithoutMemoryEnds(@TempDir Path directory) {
    try (TestDatabases databases = new TestDatabases();
        Forgetful readers = new Forgetful()) {
      databases.of(
          "create table scan (id integer primary key, words text);"
              + "insert into scan select n, repeat('x', 7000) from generate_series(1, 3000) n",
          "create table scans (id uuid primary key, legacy_id integer unique, words text)");
      TestLibrary files =
          new TestLibrary(directory)
              .entity(
                  """
                  entity: scans
                  description: Texts.
                  sources: [{ table: scan s, key: s.id }]
                  target: { table: scans, conflict: { key: [legacy_id] } }
                  columns:
                    - legacy_id: { from: s.id, phi: none }
                    - words: { from: s.words, phi: none }
                  """)
              .plan("scans");
      Databases pools = databases.pools();
      try (Pipeline pipeline = new Pipeline(pools, files.library(), "test", "first", 100, null);
          Heartbeat heartbeat = pipeline.heartbeat()) {
        Opened opened = pipeline.open("scans");
        ChunkCopier copier = new ChunkCopier(new Workplace(pools), readers);

        assertThatThrownBy(() -> copier.copy(pipeline.chunk("scans", 1, opened), 1, heartbeat))
            .isInstanceOf(OutOfMemoryError.class);
        assertThat(pipeline.load("scans").inserted()).isEqualTo(3000);
      }
    }
  }

  /** Has no memory left when the third batch is asked for. */
  private static final class Forgetful extends ThreadPoolExecutor implements AutoCloseable {
    private final AtomicInteger asked = new AtomicInteger();

    Forgetful() {
      super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    }

    @Override
    public <T> Future<T> submit(Callable<T> task) {
      if (asked.incrementAndGet() == 3) {
        throw new OutOfMemoryError("as a test wants it");
      }
      return super.submit(task);
    }

    @Override
    public void close() {
      shutdownNow();
    }
  }

  /** Loads {@code scans}: both databases, then the library. */
  public static void main(String... arguments) {
    try (Databases pools =
            new Databases(
                new Endpoint(arguments[0], "crosswalk_test_reader", "test"),
                new Endpoint(arguments[1], "crosswalk_test_loader", "test"),
                2);
        Pipeline pipeline =
            new Pipeline(
                pools,
                new Library(PlanFiles.in(Path.of(arguments[2]))),
                "test",
                "first",
                null,
                null)) {
      pipeline.load("scans");
    }
  }
}
