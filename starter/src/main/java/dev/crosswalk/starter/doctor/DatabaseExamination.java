package dev.crosswalk.starter.doctor;

import dev.crosswalk.database.DatabaseFacts;
import dev.crosswalk.database.Endpoint;
import dev.crosswalk.database.Sessions;
import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.lint.Precheck;
import dev.crosswalk.report.Runs;
import dev.crosswalk.schema.Schemas;
import dev.crosswalk.settings.Access;
import dev.crosswalk.settings.Settings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Looks at the two databases, as the users that a worker enters as; writes nothing. */
final class DatabaseExamination {
  private static final long MOST_SECONDS_APART = 5;

  private final Settings settings;
  private final Findings findings;

  DatabaseExamination(Settings settings, Findings findings) {
    this.settings = settings;
    this.findings = findings;
  }

  private interface Look {
    void at(Connection connection, DatabaseFacts facts) throws SQLException;
  }

  /** What is asked of each of the two, and under which names. */
  private record Side(String name, Access access, Precheck connection, Precheck version) {
    @Nullable String tooOld(Connection at) throws SQLException {
      return access == Access.SOURCE ? Precheck.sourceVersion(at) : Precheck.targetVersion(at);
    }
  }

  /** Null when it cannot be entered. */
  @Nullable DatabaseFacts source() {
    return enter(
        new Side("source", Access.SOURCE, Precheck.SOURCE_CONNECTION, Precheck.SOURCE_VERSION),
        this::source);
  }

  /** Null when it cannot be entered. */
  @Nullable DatabaseFacts target() {
    return enter(
        new Side("target", Access.TARGET, Precheck.TARGET_CONNECTION, Precheck.TARGET_VERSION),
        this::target);
  }

  private @Nullable DatabaseFacts enter(Side side, Look look) {
    if (!settings.has(side.access())) {
      return null; // said among the settings' problems
    }
    Endpoint endpoint = settings.endpoint(side.access());
    try (Connection connection = endpoint.connect(side.name())) {
      Sessions.require(side.name(), endpoint);
      connection.setReadOnly(true);
      String tooOld = side.tooOld(connection);
      if (tooOld != null) {
        findings.wrong(side.version(), tooOld, "name another server, or have this one upgraded");
        return null;
      }
      DatabaseFacts facts = DatabaseFacts.read(connection);
      findings.ok(
          side.connection(),
          "database "
              + facts.database()
              + " as "
              + facts.user()
              + (facts.encrypted() ? ", encrypted" : ", not encrypted"));
      findings.ok(side.version(), "PostgreSQL " + facts.version());
      clock(side, connection);
      look.at(connection, facts);
      return facts;
    } catch (SQLException failed) {
      findings.wrong(side.connection(), SqlFailures.failure(failed, side.name()));
    } catch (Failure failed) {
      findings.wrong(side.connection(), failed);
    }
    return null;
  }

  /** Nothing is decided by a clock, but people read the times of runs. */
  private void clock(Side side, Connection connection) throws SQLException {
    String sql = "select round(extract(epoch from clock_timestamp()) * 1000)::bigint";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      long seconds = (row.getLong(1) - System.currentTimeMillis()) / 1000;
      if (Math.abs(seconds) <= MOST_SECONDS_APART) {
        findings.ok(Precheck.CLOCKS, "the " + side.name() + " has the time of this machine");
      } else {
        findings.note(
            Precheck.CLOCKS,
            "the " + side.name() + " is " + seconds + " seconds ahead of this machine",
            "let both follow a time server; the times of runs are those of the target");
      }
    }
  }

  private void source(Connection connection, DatabaseFacts facts) {
    if (facts.tables() == 0) {
      findings.wrong(
          Precheck.PRIVILEGES,
          "user " + facts.user() + " may read no table there",
          "grant what sql/roles/source.sql lists, or for synthetic data:\n"
              + "crosswalk generate --grant-to "
              + facts.user());
    }
    if (facts.superuser() || !facts.readOnly()) {
      findings.note(
          Precheck.PRIVILEGES,
          "user " + facts.user() + (facts.superuser() ? " is a superuser" : " may write"),
          "enter as a member of role crosswalk_reader (sql/roles/source.sql)");
    }
  }

  private void target(Connection connection, DatabaseFacts facts) throws SQLException {
    if (!facts.ledger()) {
      findings.wrong(
          Precheck.SCHEMA,
          "no ledger in the target that user " + facts.user() + " may read",
          apply() + " --grant-to " + facts.user());
    } else {
      for (Runs.Line run : Runs.read(connection).all()) {
        if (run.ended() == null) {
          findings.note(
              Precheck.OWNER,
              "run '" + run.run() + "' owns the target since " + run.started(),
              "crosswalk status " + run.run());
        }
      }
    }
    if (facts.superuser()) {
      findings.note(
          Precheck.PRIVILEGES,
          "user " + facts.user() + " is a superuser",
          "enter as a member of role crosswalk_loader (sql/roles/target.sql)");
    }
    if (settings.has(Access.TARGET_OWNER)) {
      pendingVersions();
    }
  }

  /** With plans of one's own, the target's tables are one's own as well. */
  private boolean builtIn() {
    return settings.plans() == null;
  }

  private String apply() {
    return "crosswalk schema apply" + (builtIn() ? "" : " --ledger-only");
  }

  private void pendingVersions() {
    try {
      Endpoint owner = settings.targetOwner();
      long pending =
          (builtIn() ? Schemas.versions(owner) : Schemas.ledgerVersions(owner))
              .stream().filter(Schemas.Version::pending).count();
      if (pending > 0) {
        findings.wrong(Precheck.SCHEMA, pending + " schema versions are missing", apply());
      }
    } catch (Failure failed) {
      findings.wrong(Precheck.SCHEMA, failed);
    }
  }
}
