package dev.crosswalk.copy;

import dev.crosswalk.database.Databases;
import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.ledger.ChunkLedger;
import dev.crosswalk.ledger.EntityLedger;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.sql.CompiledEntity;
import dev.crosswalk.sql.SourceSql;
import dev.crosswalk.workflows.Counts;
import dev.crosswalk.workflows.EntityActivities.CloseTask;
import dev.crosswalk.workflows.EntityActivities.EntityTask;
import dev.crosswalk.workflows.EntityActivities.Opened;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Plans an entity's chunks, fences its writers off, and closes its books. Thread-safe. */
public final class EntityPlanner {
  /** Keeps a child workflow's history short (DESIGN §5). */
  private static final int MOST_CHUNKS = 300;

  private final Workplace workplace;

  public EntityPlanner(Workplace workplace) {
    this.workplace = workplace;
  }

  /** Plans the chunks unless they are planned, then takes the writing over from older attempts. */
  public Opened open(EntityTask task, Heartbeat heartbeat) {
    return work(
        task.entity(),
        heartbeat,
        target -> {
          EntityLedger ledger = new EntityLedger(target, task.run(), task.entity());
          plan(task, heartbeat, target, ledger);
          long epoch = Takeover.of(target, ledger::raiseEpoch, ledger::terminateWriters);
          ledger.status("migrating");
          Opened opened = new Opened(epoch, ledger.chunks(), ledger.openChunks());
          target.commit();
          return opened;
        });
  }

  /** When it returns, no older write is in flight or can begin. */
  public void halt(EntityTask task, Heartbeat heartbeat) {
    work(
        task.entity(),
        heartbeat,
        target -> {
          workplace.requireTarget(target, task.targetFingerprint());
          EntityLedger ledger = new EntityLedger(target, task.run(), task.entity());
          long epoch = Takeover.of(target, ledger::raiseEpoch, ledger::terminateWriters);
          target.commit();
          return epoch;
        });
  }

  /** Counts what came after the plan, refreshes statistics and returns the accounts. */
  public Counts close(CloseTask task, Heartbeat heartbeat) {
    return work(
        task.entity(),
        heartbeat,
        target -> {
          Workplace.Run run = workplace.run(target, task.run(), task.targetFingerprint());
          Entity entity = run.plan().entity(task.entity());
          EntityLedger ledger = new EntityLedger(target, task.run(), task.entity());
          ChunkLedger fence =
              new ChunkLedger(target, task.run(), task.entity(), ChunkLedger.CLOSING);
          Takeover.of(target, () -> fence.enter(task.epoch()), fence::terminateWriter);
          target.commit();
          String last = ledger.lastKey();
          try (Connection source = workplace.source(run, heartbeat)) {
            CompiledEntity compiled = CompiledEntity.compile(run.plan(), entity, source, target);
            target.commit();
            long late =
                ChunkCopier.count(
                    source, new SourceSql(entity).count(compiled.keyType(), last, null));
            source.rollback();
            fence.hold(task.epoch());
            ledger.close(late);
            ChunkCopier.analyze(target, compiled);
          }
          Counts counts = ledger.counts();
          target.commit();
          return counts;
        });
  }

  /** The target is not kept in a transaction while the source counts: that may take its time. */
  private void plan(EntityTask task, Heartbeat heartbeat, Connection target, EntityLedger ledger)
      throws SQLException {
    Workplace.Run run = workplace.run(target, task.run(), task.targetFingerprint());
    if (ledger.planned()) {
      return;
    }
    Entity entity = run.plan().entity(task.entity());
    try (Connection source = workplace.source(run, heartbeat)) {
      CompiledEntity compiled = CompiledEntity.compile(run.plan(), entity, source, target);
      target.commit();
      List<EntityLedger.Cut> cuts =
          cuts(source, new SourceSql(entity), compiled, run.settings().chunkRows());
      if (!ledger.lock()) {
        RowStep step = new RowStep(run.plan(), entity, Map.of());
        for (Entity.Claim claim : entity.unique()) {
          new Claims(compiled, step, source, target).settle(task.run(), claim);
        }
        ledger.plan(cuts);
      }
      source.rollback();
    }
  }

  private static List<EntityLedger.Cut> cuts(
      Connection source, SourceSql sql, CompiledEntity compiled, int chunkRows)
      throws SQLException {
    long total = ChunkCopier.count(source, sql.count(compiled.keyType(), null, null));
    long rows = Math.max(chunkRows, (total + MOST_CHUNKS - 1) / MOST_CHUNKS);
    List<EntityLedger.Cut> cuts = new ArrayList<>();
    long before = 0;
    try (Statement statement = source.createStatement();
        ResultSet row = statement.executeQuery(sql.cuts(compiled.keyType(), rows))) {
      while (row.next()) {
        cuts.add(new EntityLedger.Cut(row.getString(1), row.getLong(2) - before));
        before = row.getLong(2);
      }
    }
    return cuts;
  }

  private interface Work<T> {
    T on(Connection target) throws SQLException;
  }

  private <T> T work(String entity, Heartbeat heartbeat, Work<T> work) {
    String where = "entity '" + entity + "'";
    try (Connection target = workplace.databases().target()) {
      target.setAutoCommit(false);
      heartbeat.watch(target);
      try {
        return work.on(target);
      } catch (SQLException | RuntimeException failure) {
        Databases.discard(target);
        throw failure;
      }
    } catch (SQLException failure) {
      heartbeat.check();
      throw SqlFailures.failure(failure, where);
    } catch (RuntimeException failure) {
      heartbeat.check();
      throw failure;
    }
  }
}
