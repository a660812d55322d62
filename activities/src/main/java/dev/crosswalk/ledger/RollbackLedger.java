package dev.crosswalk.ledger;

import static dev.crosswalk.ledger.Tables.*;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.workflows.RollbackRequest;
import java.sql.Connection;
import java.util.List;
import java.util.Objects;
import org.jooq.DSLContext;

/**
 * One run's books while parts of it are undone; those of its entities are {@link UndoLedger}'s. The
 * caller commits. For one thread.
 */
public final class RollbackLedger {
  /** That something of an entity {@code e} is, or may be, in the target. */
  private static final String STANDS =
      "e.target_table is not null and e.planned and e.status <> 'rolled_back'";

  private final DSLContext sql;
  private final String run;

  public RollbackLedger(Connection target, String run) {
    this.sql = on(target);
    this.run = run;
  }

  /** The entities that a request means and that may have written rows, in the order of the plan. */
  public List<String> meant(RollbackRequest request) {
    List<String> names = request.entities();
    for (String name : names) {
      require(
          "entity",
          name,
          sql.select(ENTITY_NAME)
              .from(ENTITY)
              .where(RUN_ID.eq(run))
              .orderBy(NO)
              .fetch(ENTITY_NAME));
    }
    String phase = request.phase();
    if (phase != null) {
      require(
          "phase",
          phase,
          sql.select(PHASE_NAME).from(PHASE).where(RUN_ID.eq(run)).orderBy(NO).fetch(PHASE_NAME));
    }
    return sql
        .fetch(
            "select e.entity, e.phase from crosswalk.entity e where e.run = ? and "
                + STANDS
                + " order by e.no",
            run)
        .stream()
        .filter(row -> names.isEmpty() || names.contains(row.get("entity", String.class)))
        .filter(row -> phase == null || Objects.equals(phase, row.get("phase", String.class)))
        .map(row -> row.get("entity", String.class))
        .toList();
  }

  private void require(String what, String name, List<String> known) {
    if (!known.contains(name)) {
      throw new Failure(
          ErrorCode.INPUT,
          "run '"
              + run
              + "' has no "
              + what
              + " '"
              + name
              + "'; known: "
              + String.join(", ", known));
    }
  }

  /** Calls those phases rolled back, and the run if it is over, of which nothing stands. */
  public void close() {
    sql.execute(
        """
        update crosswalk.phase p
        set status = 'rolled_back', changed_at = clock_timestamp()
        where p.run = ? and p.status <> 'rolled_back'
          and exists (
            select from crosswalk.entity e
            where e.run = p.run and e.phase = p.phase and e.status = 'rolled_back')
          and not exists (
            select from crosswalk.entity e where e.run = p.run and e.phase = p.phase and %s)
        """
            .formatted(STANDS),
        run);
    sql.execute(
        """
        update crosswalk.run r
        set status = 'rolled_back', changed_at = clock_timestamp()
        where r.run = ? and r.ended_at is not null
          and exists (
            select from crosswalk.entity e where e.run = r.run and e.status = 'rolled_back')
          and not exists (select from crosswalk.entity e where e.run = r.run and %s)
        """
            .formatted(STANDS),
        run);
  }
}
