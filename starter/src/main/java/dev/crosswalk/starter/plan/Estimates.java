package dev.crosswalk.starter.plan;

import dev.crosswalk.database.DatabaseFacts;
import dev.crosswalk.estimate.Estimate;
import dev.crosswalk.estimate.LoadRate;
import dev.crosswalk.estimate.SourceSize;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.settings.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What each entity of a plan takes, in the order of loading. */
final class Estimates {
  private Estimates() {}

  /**
   * From the sizes of the source.
   *
   * @param target whose ledger tells how fast entities were loaded before; null: not asked
   * @param asked the rate of all; null: each has its own
   */
  static List<Estimate> read(
      CompiledPlan plan,
      Connection source,
      @Nullable Connection target,
      Settings settings,
      @Nullable LoadRate asked)
      throws SQLException {
    boolean ledger = target != null && DatabaseFacts.read(target).ledger();
    List<Estimate> estimates = new ArrayList<>();
    for (String entity : plan.plan().entities()) {
      LoadRate rate = asked;
      if (rate == null && target != null && ledger) {
        rate = LoadRate.ofLastRun(target, entity);
      }
      SourceSize size = SourceSize.read(source, plan.entity(entity));
      estimates.add(
          Estimate.of(entity, size, plan.plan().override(entity), settings.parallelism(), rate));
    }
    return estimates;
  }

  /** From the rows that documents promise, without any database. */
  static List<Estimate> documented(CompiledPlan plan, Settings settings) {
    List<Estimate> estimates = new ArrayList<>();
    for (String entity : plan.plan().entities()) {
      Long rows = plan.entity(entity).expected(plan.plan().plan());
      SourceSize size = new SourceSize(rows == null ? 0 : rows, 0);
      estimates.add(
          Estimate.of(entity, size, plan.plan().override(entity), settings.parallelism(), null));
    }
    return estimates;
  }
}
