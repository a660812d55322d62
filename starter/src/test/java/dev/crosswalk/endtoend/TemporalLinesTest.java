package dev.crosswalk.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.testing.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every line of docs/temporal.md as it stands there, in order, on a dev server with its
 * database in a file, and compares what the document says they answer.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIfEnvironmentVariable(
    named = TemporalServer.CLI,
    matches = ".+",
    disabledReason = "no temporal command line: .ci/temporal installs one and says where")
class TemporalLinesTest {
  private static final String SERVER = "temporal server start-dev";

  @TempDir private Path directory;
  private final List<Process> servers = new ArrayList<>();
  private String address = "";

  /** Lines that are run together, and what is said about their answers. */
  private static final class Block {
    private final boolean fails;
    private final List<String> lines = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();

    Block(boolean fails) {
      this.fails = fails;
    }
  }

  @AfterAll
  void stop() throws InterruptedException {
    for (Process server : servers) {
      server.destroy();
      assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void everyLineDoesWhatTheDocumentSays() throws Exception {
    List<Block> blocks = blocks(Files.readAllLines(document()));
    assertThat(blocks).hasSizeGreaterThan(8);
    assertThat(blocks.get(0).lines).containsExactly(SERVER + " --db-filename temporal.db");
    startServer(blocks.get(0).lines.get(0));
    try (TestDatabases databases = new TestDatabases().builtIn("0.1", "all")) {
      databases.modern(EndToEndSuite.SLOW.replace("0.004", "0.03"));
      databases.modern(
          "create function refuse() returns trigger language plpgsql as"
              + " $$ begin raise exception using errcode = 'XX000'; end $$");
      WorkerFork worker = null;
      try {
        for (Block block : blocks.subList(1, blocks.size())) {
          if (worker == null && block.lines.get(0).contains("workflow start")) {
            worker = new WorkerFork(databases, address);
          }
          run(block, databases);
        }
      } finally {
        if (worker != null) {
          worker.close();
        }
      }
    }
  }

  private void run(Block block, TestDatabases databases) throws Exception {
    StringBuilder output = new StringBuilder();
    for (String line : block.lines) {
      prepare(line, databases);
      Process process = process(line, directory.resolve("output.txt"));
      assertThat(process.waitFor(180, TimeUnit.SECONDS)).as(line).isTrue();
      String said = Files.readString(directory.resolve("output.txt"));
      assertThat(process.exitValue() != 0).as("%s\n%s", line, said).isEqualTo(block.fails);
      output.append(said);
    }
    int from = 0;
    for (String answer : block.answers) {
      for (String fragment : answer.split("…", -1)) {
        int at = output.indexOf(fragment, from);
        assertThat(at)
            .as("'%s' in the answers to %s:\n%s", answer, block.lines, output)
            .isNotNegative();
        from = at + fragment.length();
      }
    }
  }

  /** Brings about what the text around a line says has happened before it. */
  private static void prepare(String line, TestDatabases databases) throws Exception {
    if (line.contains("--workflow-id rival")) {
      EndToEndSuite.await(
          "the first run's ownership",
          () -> !databases.modernRows("select run from crosswalk.run").isEmpty());
    } else if (line.contains("-id first --name status")) {
      EndToEndSuite.await(
          "orders of the first run", () -> EndToEndSuite.rows(databases, "orders") > 0);
    } else if (line.contains("--workflow-id second --input")) {
      databases.modern(
          "truncate cases cascade;"
              + "create trigger refuse before insert on cases for each row execute function refuse()");
    } else if (line.contains("-id second --name status")) {
      EndToEndSuite.await(
          "a decision",
          () ->
              databases
                  .modernRows("select status from crosswalk.run")
                  .contains("awaiting_decision"));
    } else if (line.contains("-id tuned --name tune")) {
      EndToEndSuite.await(
          "the tuned run at work",
          () ->
              databases
                  .modernRows("select status from crosswalk.run where run = 'tuned'")
                  .contains("executing"));
    } else if (line.contains("-id second --name retry")) {
      databases.modern("drop trigger refuse on cases");
    }
  }

  private void startServer(String line) throws IOException, InterruptedException {
    int port = TemporalServer.freePort();
    address = "127.0.0.1:" + port;
    servers.add(
        process(
            line + " --headless --log-level error --port " + port,
            directory.resolve("server.txt")));
    EndToEndSuite.await(
        "the dev server",
        () -> {
          try {
            Process ask =
                process("temporal operator cluster health", directory.resolve("health.txt"));
            return ask.waitFor(10, TimeUnit.SECONDS) && ask.exitValue() == 0;
          } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
          }
        });
  }

  private Process process(String line, Path output) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", "exec " + line);
    builder.directory(directory.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
    String cli = String.valueOf(System.getenv(TemporalServer.CLI));
    builder
        .environment()
        .merge(
            "PATH", String.valueOf(Path.of(cli).getParent()), (path, first) -> first + ":" + path);
    builder.environment().put("TEMPORAL_ADDRESS", address);
    return builder.start();
  }

  /** The document, wherever the tests are started from. */
  private static Path document() {
    Path beside = Path.of("docs", "temporal.md");
    return Files.exists(beside) ? beside : Path.of("..").resolve(beside);
  }

  private static List<Block> blocks(List<String> text) {
    List<Block> blocks = new ArrayList<>();
    String fence = "";
    for (String line : text) {
      if (line.startsWith("```")) {
        fence = fence.isEmpty() ? line : "";
        if (fence.startsWith("```sh")) {
          blocks.add(new Block(fence.equals("```sh fails")));
        }
      } else if (fence.startsWith("```sh")) {
        blocks.get(blocks.size() - 1).lines.add(line);
      } else if (fence.equals("```text")) {
        blocks.get(blocks.size() - 1).answers.add(line);
      }
    }
    return blocks;
  }
}
