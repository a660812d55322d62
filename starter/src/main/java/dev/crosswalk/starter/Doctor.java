package dev.crosswalk.starter;

import static dev.crosswalk.starter.Finding.note;
import static dev.crosswalk.starter.Finding.ok;
import static dev.crosswalk.starter.Finding.wrong;

import dev.crosswalk.database.DatabaseFacts;
import dev.crosswalk.database.Databases;
import dev.crosswalk.database.Endpoint;
import dev.crosswalk.database.Sessions;
import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.library.Library;
import dev.crosswalk.library.PlanFiles;
import dev.crosswalk.library.Problems.Problem;
import dev.crosswalk.lint.DatabaseLint;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Plan;
import dev.crosswalk.report.Runs;
import dev.crosswalk.schema.Schemas;
import dev.crosswalk.settings.Access;
import dev.crosswalk.settings.Settings;
import dev.crosswalk.temporal.SearchAttributeRegistry;
import dev.crosswalk.temporal.TemporalConnection;
import dev.crosswalk.temporal.TemporalFacts;
import dev.crosswalk.temporal.TemporalFailures;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at everything that a run needs, in the order in which it is put right. For one thread. */
final class Doctor {
  private final Surroundings surroundings;
  private final Settings settings;
  private final List<Finding> findings = new ArrayList<>();

  Doctor(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.settings = Settings.read(Map.of(), surroundings.environment(), surroundings.directory());
  }

  /** Never fails: what cannot be looked at is itself a finding. */
  List<Finding> examine() {
    List<String> problems = settings.problems(Access.SOURCE, Access.TARGET);
    if (problems.isEmpty()) {
      String profile = settings.profile().name().toLowerCase(Locale.ROOT);
      findings.add(ok("settings", "profile " + profile + ", task queue " + settings.taskQueue()));
    }
    problems.forEach(
        problem -> findings.add(wrong("settings", problem, "see: crosswalk config show")));
    Library library = plans();
    DatabaseFacts source = enter("source", Access.SOURCE, this::source);
    DatabaseFacts target = enter("target", Access.TARGET, this::target);
    if (source != null && target != null) {
      if (source.fingerprint().equals(target.fingerprint())) {
        findings.add(
            wrong(
                "target",
                "it is the source's own database",
                "name another database with CROSSWALK_TARGET_URL"));
      } else if (library != null && source.tables() > 0 && target.ledger()) {
        fit(library);
      }
    }
    temporal();
    return findings;
  }

  private @Nullable Library plans() {
    try {
      Path directory = settings.plans();
      Library library =
          new Library(directory == null ? PlanFiles.builtIn() : PlanFiles.in(directory));
      for (Problem problem : library.problems()) {
        findings.add(wrong("plans", problem.toString(), null));
      }
      if (library.problems().isEmpty()) {
        findings.add(ok("plans", library.plans().size() + " without a problem in their files"));
        return library;
      }
    } catch (Failure unusable) {
      findings.add(wrong("plans", String.valueOf(unusable.getMessage()), null));
    }
    return null;
  }

  private void fit(Library library) {
    try (Connection source = Databases.connectSource(settings.source());
        Connection target = Databases.connectTarget(settings.target())) {
      for (Plan plan : library.plans()) {
        CompiledPlan compiled = library.compile(plan.plan());
        long problems =
            DatabaseLint.problems(library, compiled, source, target).stream()
                .filter(Problem::refuses)
                .count();
        findings.add(
            problems == 0
                ? ok("plans", plan.plan() + " fits both databases")
                : wrong(
                    "plans",
                    plan.plan() + " does not fit these databases, for " + problems + " reasons",
                    "crosswalk plan lint " + plan.plan() + " --databases"));
      }
    } catch (SQLException failed) {
      findings.add(
          wrong("plans", String.valueOf(SqlFailures.failure(failed, "lint").getMessage()), null));
    } catch (Failure failed) {
      findings.add(wrong("plans", String.valueOf(failed.getMessage()), null));
    }
  }

  private interface Look {
    void at(Connection connection, DatabaseFacts facts) throws SQLException;
  }

  private @Nullable DatabaseFacts enter(String name, Access access, Look look) {
    if (!settings.has(access)) {
      return null; // said among the settings' problems
    }
    Endpoint endpoint = settings.endpoint(access);
    try (Connection connection = endpoint.connect(name)) {
      Sessions.require(name, endpoint);
      connection.setReadOnly(true);
      DatabaseFacts facts = DatabaseFacts.read(connection);
      findings.add(
          ok(
              name,
              "PostgreSQL "
                  + facts.version()
                  + ", database "
                  + facts.database()
                  + " as "
                  + facts.user()
                  + (facts.encrypted() ? ", encrypted" : ", not encrypted")));
      look.at(connection, facts);
      return facts;
    } catch (SQLException failed) {
      findings.add(
          wrong(name, String.valueOf(SqlFailures.failure(failed, name).getMessage()), null));
    } catch (Failure failed) {
      findings.add(wrong(name, String.valueOf(failed.getMessage()), null));
    }
    return null;
  }

  private void source(Connection connection, DatabaseFacts facts) {
    if (facts.tables() == 0) {
      findings.add(
          wrong(
              "source",
              "user " + facts.user() + " may read no table there",
              "grant what sql/roles/source.sql lists, or for synthetic data:\n"
                  + "crosswalk generate --grant-to "
                  + facts.user()));
    }
    if (facts.superuser() || !facts.readOnly()) {
      findings.add(
          note(
              "source",
              "user " + facts.user() + (facts.superuser() ? " is a superuser" : " may write"),
              "enter as a member of role crosswalk_reader (sql/roles/source.sql)"));
    }
  }

  private void target(Connection connection, DatabaseFacts facts) throws SQLException {
    if (!facts.ledger()) {
      findings.add(
          wrong(
              "target",
              "no ledger there that user " + facts.user() + " may read",
              "crosswalk schema apply --grant-to " + facts.user()));
    } else {
      for (Runs.Line run : Runs.read(connection).all()) {
        if (run.ended() == null) {
          findings.add(
              note(
                  "target",
                  "run '" + run.run() + "' owns it since " + run.started(),
                  "crosswalk status " + run.run()));
        }
      }
    }
    if (facts.superuser()) {
      findings.add(
          note(
              "target",
              "user " + facts.user() + " is a superuser",
              "enter as a member of role crosswalk_loader (sql/roles/target.sql)"));
    }
    if (settings.has(Access.TARGET_OWNER)) {
      pendingVersions();
    }
  }

  private void pendingVersions() {
    try {
      long pending =
          Schemas.versions(settings.targetOwner()).stream()
              .filter(Schemas.Version::pending)
              .count();
      if (pending > 0) {
        findings.add(
            wrong("target", pending + " schema versions are missing", "crosswalk schema apply"));
      }
    } catch (Failure failed) {
      findings.add(wrong("target", String.valueOf(failed.getMessage()), null));
    }
  }

  private void temporal() {
    try (TemporalConnection temporal = new TemporalConnection(surroundings.temporal())) {
      try {
        temporal(temporal, TemporalFacts.read(temporal, settings.taskQueue()));
      } catch (RuntimeException refused) {
        String text =
            String.valueOf(
                TemporalFailures.failure(
                        refused, "namespace '" + temporal.namespace() + "'", temporal)
                    .getMessage());
        findings.add(
            wrong("temporal", text, "temporal server start-dev --db-filename temporal.db"));
      }
    } catch (Failure unreadable) {
      findings.add(wrong("temporal", String.valueOf(unreadable.getMessage()), null));
    }
  }

  private void temporal(TemporalConnection temporal, TemporalFacts facts) {
    findings.add(
        ok(
            "temporal",
            (facts.serverVersion().isEmpty()
                    ? "in-memory service"
                    : "server " + facts.serverVersion())
                + " at "
                + temporal.address()
                + ", namespace "
                + temporal.namespace()
                + (facts.retention().isZero()
                    ? ""
                    : ", histories kept for " + facts.retention().toHours() + " hours")));
    if (!facts.searchAttributes()) {
      findings.add(
          note(
              "temporal",
              "our search attributes are not registered; a worker tries to when it starts",
              SearchAttributeRegistry.command()));
    }
    if (facts.workers().isEmpty()) {
      findings.add(
          note(
              "worker",
              "none serves task queue " + settings.taskQueue() + "; runs wait for one",
              "crosswalk worker"));
    } else {
      findings.add(
          ok(
              "worker",
              facts.workers().size()
                  + " on task queue "
                  + settings.taskQueue()
                  + ": "
                  + String.join(", ", facts.workers())));
    }
  }
}
