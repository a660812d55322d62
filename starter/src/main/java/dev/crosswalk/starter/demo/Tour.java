package dev.crosswalk.starter.demo;

import dev.crosswalk.database.Endpoint;
import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.library.PlanFiles;
import dev.crosswalk.report.TableContents;
import dev.crosswalk.starter.command.ExitCodes;
import dev.crosswalk.starter.command.Surroundings;
import dev.crosswalk.starter.embedded.EmbeddedDatabases;
import dev.crosswalk.starter.embedded.Resources;
import dev.crosswalk.starter.embedded.WorkerChild;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine;

/**
 * The tour of a demo: a worker killed, one parent mended and its children following, a phase undone
 * and loaded again. Each step is the command that anybody would give. For one thread.
 */
final class Tour {
  static final String PLAN = "core";

  private static final String PHASE = "tertiary";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final String run;
  private final Surroundings.Top commands;
  private final Map<String, String> environment;
  private final EmbeddedDatabases databases;
  private final Resources resources;
  private final PrintWriter out;
  private final PrintWriter err;

  Tour(
      String run,
      Surroundings.Top commands,
      Connections connections,
      Resources resources,
      PrintWriter out,
      PrintWriter err) {
    this.run = run;
    this.commands = commands;
    this.environment = new HashMap<>(commands.surroundings().environment());
    this.environment.putAll(connections.settings());
    this.databases = connections.databases();
    this.resources = resources;
    this.out = out;
    this.err = err;
  }

  /** Goes through it; fails at the first thing that is not as it must be. */
  int take() {
    surviveKill();
    mendParent();
    undoAndReload();
    say(
        "That was the tour: every row accounted for, one row repaired, one phase undone and loaded.");
    return ExitCodes.DONE;
  }

  private void surviveKill() {
    title("A worker dies in the middle of a run");
    WorkerChild first = worker();
    require(command("start", "--plan", PLAN, "--run", run) == ExitCodes.DONE, "the run began");
    await(
        "select count(*) > 0 from crosswalk.batch where run = '" + run + "'", "a batch is written");
    first.kill();
    say("$ kill -9 the worker");
    String written = one("select sum(read) from crosswalk.batch where run = '" + run + "'");
    say(written + " rows are committed, and so is their account. Another worker starts.");
    worker();
    require(command("watch", run) == ExitCodes.REJECTS, "the run ended, with rejects");
    require(
        one("select bool_and(balanced) from crosswalk.accounting where run = '" + run + "'")
            .equals("t"),
        "every account balances");
  }

  private void mendParent() {
    title("One parent is mended, and its children follow");
    command("rejects", "summary", run);
    String key =
        one(
            "select min(r.source_key::bigint) from crosswalk.reject r where r.run = '"
                + run
                + "' and r.entity = 'patients' and r.code = 'validation_failure.json'"
                + " and r.status = 'open' and exists (select 1 from crosswalk.reject c"
                + " where c.run = r.run and c.parent_entity = r.entity"
                + " and c.parent_key = r.source_key and c.status = 'open')");
    require(!key.isEmpty(), "a patient with broken JSON has children; try another --seed");
    String mend = "update dispatch_patient set schemes = '{}' where id = " + key;
    say("legacy=> " + mend);
    change(EmbeddedDatabases.LEGACY, mend);
    command("rejects", "replay", run, "--entity", "patients", "--key", key);
    require(
        one("select status from crosswalk.reject where entity = 'patients' and source_key = '"
                + key
                + "' and run = '"
                + run
                + "'")
            .equals("resolved"),
        "the patient has arrived");
    command("trace", "dispatch_patient", key);
  }

  private void undoAndReload() {
    title("A phase is undone, and loaded again");
    Map<String, String> before = contents();
    command("rollback", run, "--phase", PHASE, "--rehearse");
    require(
        command("rollback", run, "--phase", PHASE, "--yes") == ExitCodes.DONE,
        "the phase is undone");
    compare(before, contents());
    command("start", "--plan", PLAN, "--run", run + "-again", "--wait");
    Map<String, String> after = contents();
    compare(before, after);
    require(before.equals(after), "all tables are as they were");
  }

  private void compare(Map<String, String> before, Map<String, String> now) {
    before.forEach(
        (table, content) ->
            say("  %-12s %s".formatted(table, verdict(content, now.getOrDefault(table, "")))));
  }

  private static String verdict(String before, String now) {
    if (now.equals(before)) {
      return "identical";
    }
    return now.startsWith("0 rows") ? "empty, as before the phase" : "CHANGED";
  }

  private Map<String, String> contents() {
    try (Connection target = owner(EmbeddedDatabases.MODERN)) {
      return TableContents.read(target, run);
    } catch (SQLException failed) {
      throw SqlFailures.failure(failed, "the tour's look at the target");
    }
  }

  private WorkerChild worker() {
    return resources.open(() -> WorkerChild.start(PlanFiles.builtIn(), environment, null));
  }

  private int command(String... arguments) {
    say("$ crosswalk " + String.join(" ", arguments));
    CommandLine line =
        commands.at(new Surroundings(environment, Path.of(""))).setOut(out).setErr(err);
    int exit = line.execute(arguments);
    out.flush();
    err.flush();
    return exit;
  }

  private void title(String text) {
    say("");
    say("── " + text + " ──");
  }

  private void say(String text) {
    out.println(text);
    out.flush();
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new Failure(
          ErrorCode.INTERNAL, "the tour ends here, for it does not hold that " + what);
    }
  }

  /** Looks at the target until it is so. */
  private void await(String condition, String promise) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!one(condition).equals("t")) {
      require(System.nanoTime() < end, promise + " within " + PATIENCE.toMinutes() + " minutes");
      try {
        Thread.sleep(20);
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
        throw new Failure(ErrorCode.INTERNAL, "interrupted while the run began", ended);
      }
    }
  }

  /** The first value of the target's answer as text; empty for null. */
  private String one(String query) {
    try (Connection connection = owner(EmbeddedDatabases.MODERN);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      String value = row.next() ? row.getString(1) : null;
      return value == null ? "" : value;
    } catch (SQLException failed) {
      throw SqlFailures.failure(failed, "the tour's look at the target");
    }
  }

  private void change(String database, String update) {
    try (Connection connection = owner(database);
        Statement statement = connection.createStatement()) {
      statement.execute(update);
    } catch (SQLException failed) {
      throw SqlFailures.failure(failed, "the tour's repair");
    }
  }

  private Connection owner(String database) throws SQLException {
    Endpoint owner = databases.owner(database);
    return owner.connect("tour");
  }
}
