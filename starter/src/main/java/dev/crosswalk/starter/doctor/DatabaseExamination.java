package dev.crosswalk.starter.doctor;

import dev.crosswalk.database.DatabaseFacts;
import dev.crosswalk.database.Endpoint;
import dev.crosswalk.database.Sessions;
import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.report.Runs;
import dev.crosswalk.schema.Schemas;
import dev.crosswalk.settings.Access;
import dev.crosswalk.settings.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Looks at the two databases, as the users that a worker enters as; writes nothing. */
final class DatabaseExamination {
  private final Settings settings;
  private final Findings findings;

  DatabaseExamination(Settings settings, Findings findings) {
    this.settings = settings;
    this.findings = findings;
  }

  private interface Look {
    void at(Connection connection, DatabaseFacts facts) throws SQLException;
  }

  /** Null when it cannot be entered. */
  @Nullable DatabaseFacts source() {
    return enter("source", Access.SOURCE, this::source);
  }

  /** Null when it cannot be entered. */
  @Nullable DatabaseFacts target() {
    return enter("target", Access.TARGET, this::target);
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
      findings.ok(
          name,
          "PostgreSQL "
              + facts.version()
              + ", database "
              + facts.database()
              + " as "
              + facts.user()
              + (facts.encrypted() ? ", encrypted" : ", not encrypted"));
      look.at(connection, facts);
      return facts;
    } catch (SQLException failed) {
      findings.wrong(name, SqlFailures.failure(failed, name));
    } catch (Failure failed) {
      findings.wrong(name, failed);
    }
    return null;
  }

  private void source(Connection connection, DatabaseFacts facts) {
    if (facts.tables() == 0) {
      findings.wrong(
          "source",
          "user " + facts.user() + " may read no table there",
          "grant what sql/roles/source.sql lists, or for synthetic data:\n"
              + "crosswalk generate --grant-to "
              + facts.user());
    }
    if (facts.superuser() || !facts.readOnly()) {
      findings.note(
          "source",
          "user " + facts.user() + (facts.superuser() ? " is a superuser" : " may write"),
          "enter as a member of role crosswalk_reader (sql/roles/source.sql)");
    }
  }

  private void target(Connection connection, DatabaseFacts facts) throws SQLException {
    if (!facts.ledger()) {
      findings.wrong(
          "target",
          "no ledger there that user " + facts.user() + " may read",
          apply() + " --grant-to " + facts.user());
    } else {
      for (Runs.Line run : Runs.read(connection).all()) {
        if (run.ended() == null) {
          findings.note(
              "target",
              "run '" + run.run() + "' owns it since " + run.started(),
              "crosswalk status " + run.run());
        }
      }
    }
    if (facts.superuser()) {
      findings.note(
          "target",
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
        findings.wrong("target", pending + " schema versions are missing", apply());
      }
    } catch (Failure failed) {
      findings.wrong("target", failed);
    }
  }
}
