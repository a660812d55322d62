package dev.crosswalk.activities;

import dev.crosswalk.database.Databases;
import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.library.Library;
import dev.crosswalk.library.Problems.Problem;
import dev.crosswalk.lint.DatabaseLint;
import dev.crosswalk.lint.Precheck;
import dev.crosswalk.plan.CompiledPlan;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /**
   * The databases that a run is about, and what it loads.
   *
   * @param selection in words; null: the whole plan
   */
  record Found(String source, String target, @Nullable String selection) {}

  /**
   * Fails when the plan cannot be carried out on these databases.
   *
   * @param cut what was selected of the plan
   * @param strict whether the source must have the numbers of rows that the plan expects
   */
  Found of(CompiledPlan plan, PlanCut cut, boolean strict) {
    try (Connection source = databases.source();
        Connection target = databases.target()) {
      List<String> old = new ArrayList<>();
      add(old, Precheck.SOURCE_VERSION, Precheck.sourceVersion(source));
      add(old, Precheck.TARGET_VERSION, Precheck.targetVersion(target));
      refuse("these servers cannot be used:", old, "");
      String from = Databases.fingerprint(source);
      String into = Databases.fingerprint(target);
      if (from.equals(into)) {
        throw new Failure(
            ErrorCode.SAME_DATABASE,
            Precheck.DATABASES.id()
                + ": source and target are the same database, "
                + from
                + ". "
                + ErrorCode.SAME_DATABASE.suggestion());
      }
      List<Problem> problems = DatabaseLint.problems(library, plan, source, target);
      refuse(
          "the plan does not fit these databases:",
          problems.stream()
              .filter(Problem::refuses)
              .map(problem -> Precheck.of(problem).id() + ": " + problem)
              .toList(),
          "crosswalk plan lint --databases");
      Groundwork groundwork = new Groundwork(library, plan, source, target);
      List<String> missing = new ArrayList<>();
      for (String one : groundwork.missing(cut)) {
        add(missing, Precheck.PREREQUISITES, one);
      }
      for (String one : strict ? groundwork.unexpected() : List.<String>of()) {
        add(missing, Precheck.EXPECTED_ROWS, one);
      }
      refuse("the run cannot begin:", missing, "correct these first");
      return new Found(from, into, cut.words(groundwork.nulls(cut)));
    } catch (SQLException failed) {
      throw SqlFailures.failure(failed, "preflight");
    }
  }

  private static void add(List<String> found, Precheck check, @Nullable String problem) {
    if (problem != null) {
      found.add(check.id() + ": " + problem);
    }
  }

  private static void refuse(String head, List<String> errors, String rest) {
    if (errors.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder(head);
    errors.stream().limit(MOST_TOLD).forEach(error -> text.append("\n  ").append(error));
    if (errors.size() > MOST_TOLD) {
      text.append("\n  and ").append(errors.size() - MOST_TOLD).append(" more: ");
      text.append(rest);
    }
    throw new Failure(ErrorCode.PREFLIGHT, text.toString());
  }
}
