package dev.crosswalk.lint;

import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.library.Library;
import dev.crosswalk.library.Problems;
import dev.crosswalk.library.Problems.Problem;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.Phase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Everything about a plan that only its two databases can tell: names, types, keys, the order that
 * foreign keys demand, rights, and whether the servers understand the author's SQL. It reads
 * catalogs, asks for query plans and whether tables are empty; no row is read beyond that, and
 * nothing is written.
 */
public final class DatabaseLint {
  private DatabaseLint() {}

  /**
   * All problems at once, in the order of files and lines; the same databases give the same list.
   * What {@link Library#problems} tells is not told again.
   *
   * @param library that the plan was compiled from: it knows where things stand
   * @param source as the run reads it, in no transaction; it is left in none
   * @param target as the run writes it, in no transaction; it is left in none
   * @throws dev.crosswalk.failure.Failure when a database does not answer; then nothing is told
   */
  public static List<Problem> problems(
      Library library, CompiledPlan plan, Connection source, Connection target) {
    Problems problems = new Problems();
    reading(
        source,
        "the source",
        () -> {
          for (Entity entity : loaded(plan)) {
            for (int no = 0; no < entity.sources().size(); no++) {
              new SourceLint(library, plan.plan(), entity, no, source, problems).run();
            }
          }
        });
    reading(target, "the target", () -> new TargetLint(library, plan, target, problems).run());
    return problems.found().stream()
        .sorted(Comparator.comparing(Problem::file).thenComparingInt(Problem::line))
        .toList();
  }

  /** The entities of the phases; others only lend their tables to soft references. */
  static List<Entity> loaded(CompiledPlan plan) {
    List<Entity> loaded = new ArrayList<>();
    for (Phase phase : plan.plan().phases()) {
      for (String name : phase.entities()) {
        plan.entities().stream()
            .filter(entity -> entity.entity().equals(name) && !loaded.contains(entity))
            .forEach(loaded::add);
      }
    }
    return loaded;
  }

  private interface Reading {
    void run() throws SQLException;
  }

  /** In a transaction that cannot write, and is undone. */
  private static void reading(Connection connection, String where, Reading reading) {
    try {
      boolean alone = connection.getAutoCommit();
      connection.setAutoCommit(false);
      try {
        try (Statement statement = connection.createStatement()) {
          statement.execute("set transaction read only");
        }
        reading.run();
      } finally {
        connection.rollback();
        connection.setAutoCommit(alone);
      }
    } catch (SQLException failure) {
      throw SqlFailures.failure(failure, "lint on " + where);
    }
  }
}
