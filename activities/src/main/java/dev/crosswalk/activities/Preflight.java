package dev.crosswalk.activities;

import dev.crosswalk.database.Databases;
import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.library.Library;
import dev.crosswalk.library.Problems.Problem;
import dev.crosswalk.lint.DatabaseLint;
import dev.crosswalk.plan.CompiledPlan;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Refuses before anything is written what could only fail later. Thread-safe; writes nothing. */
final class Preflight {
  /** More would make the failure too long to read, and to keep in a history. */
  private static final int MOST_TOLD = 20;

  private final Databases databases;
  private final Library library;

  Preflight(Databases databases, Library library) {
    this.databases = databases;
    this.library = library;
  }

  /** The databases that a run is about. */
  record Fingerprints(String source, String target) {}

  /** Fails when the plan cannot be carried out on these databases. */
  Fingerprints of(CompiledPlan plan) {
    try (Connection source = databases.source();
        Connection target = databases.target()) {
      Fingerprints found =
          new Fingerprints(Databases.fingerprint(source), Databases.fingerprint(target));
      if (found.source().equals(found.target())) {
        throw new Failure(
            ErrorCode.SAME_DATABASE,
            "source and target are the same database, "
                + found.source()
                + ". "
                + ErrorCode.SAME_DATABASE.suggestion());
      }
      refuse(DatabaseLint.problems(library, plan, source, target));
      return found;
    } catch (SQLException failed) {
      throw SqlFailures.failure(failed, "preflight");
    }
  }

  private static void refuse(List<Problem> problems) {
    List<Problem> errors = problems.stream().filter(Problem::refuses).toList();
    if (errors.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder("the plan does not fit these databases:");
    errors.stream().limit(MOST_TOLD).forEach(error -> text.append("\n  ").append(error));
    if (errors.size() > MOST_TOLD) {
      text.append("\n  and ").append(errors.size() - MOST_TOLD).append(" more: ");
      text.append("crosswalk plan lint --databases");
    }
    throw new Failure(ErrorCode.PREFLIGHT, text.toString());
  }
}
