package dev.crosswalk.copy;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.fault.FaultPoint;
import dev.crosswalk.ledger.ChunkLedger;
import dev.crosswalk.ledger.EntityLedger;
import dev.crosswalk.ledger.OpenRejects;
import dev.crosswalk.ledger.RunLedger;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.Source;
import dev.crosswalk.sql.CompiledEntity;
import dev.crosswalk.sql.Rivals;
import dev.crosswalk.sql.SourceSql;
import dev.crosswalk.sql.TargetTable;
import dev.crosswalk.sql.TargetTable.TargetColumn;
import dev.crosswalk.workflows.Counts;
import dev.crosswalk.workflows.EntityActivities.CloseTask;
import dev.crosswalk.workflows.EntityActivities.EntityTask;
import dev.crosswalk.workflows.EntityActivities.Opened;
import dev.crosswalk.workflows.ReplayActivities.Replayed;
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
    return workplace.onTarget(
        where(task.entity()),
        heartbeat,
        target -> {
          Workplace.Run run = workplace.run(target, task.run(), task.targetFingerprint());
          Entity entity = run.plan().entity(task.entity());
          EntityLedger ledger = new EntityLedger(target, task.run(), task.entity());
          plan(task, run, heartbeat, target, ledger);
          TargetTable table = TargetTable.read(target, entity.target().table());
          boolean ordered = new Rivals(entity, table).possible();
          long epoch = Takeover.of(target, ledger::raiseEpoch, ledger::terminateWriters);
          // After the epoch: whoever takes the run over meanwhile waits for this entity.
          new RunLedger(target, task.run()).requireOwner(task.ownerRunId());
          requireNotUndone(ledger, task.entity());
          ledger.acceptRejects();
          ledger.status("migrating");
          Opened opened = new Opened(epoch, ledger.chunks(), ledger.openChunks(), ordered);
          workplace.reached(FaultPoint.PLANNED);
          target.commit();
          return opened;
        });
  }

  /** Who loads what is being undone would have its rows undone, too. */
  private static void requireNotUndone(EntityLedger ledger, String entity) {
    String status = ledger.status();
    if (status.equals("rolling_back") || status.equals("rolled_back")) {
      throw new Failure(
          ErrorCode.UNDONE,
          "entity '"
              + entity
              + "' is "
              + status.replace('_', ' ')
              + ". "
              + ErrorCode.UNDONE.suggestion());
    }
  }

  /** When it returns, no older write is in flight or can begin. */
  public void halt(EntityTask task, Heartbeat heartbeat) {
    workplace.onTarget(
        where(task.entity()),
        heartbeat,
        target -> {
          workplace.requireTarget(target, task.targetFingerprint());
          EntityLedger ledger = new EntityLedger(target, task.run(), task.entity());
          long epoch = Takeover.of(target, ledger::raiseEpoch, ledger::terminateWriters);
          target.commit();
          return epoch;
        });
  }

  /**
   * Fills references that waited for these rows, counts what came after the plan, refreshes
   * statistics and returns the accounts.
   */
  public Counts close(CloseTask task, Heartbeat heartbeat) {
    return workplace.onTarget(
        where(task.entity()),
        heartbeat,
        target -> {
          Workplace.Run run = workplace.run(target, task.run(), task.targetFingerprint());
          Entity entity = run.plan().entity(task.entity());
          EntityLedger ledger = new EntityLedger(target, task.run(), task.entity());
          ChunkLedger fence =
              new ChunkLedger(target, task.run(), task.entity(), ChunkLedger.CLOSING);
          Takeover.of(target, () -> fence.enter(task.epoch()), fence::terminateWriter);
          target.commit();
          replay(task, target, run, fence, heartbeat);
          new Backfill(
                  target,
                  run.plan(),
                  task.run(),
                  task.entity(),
                  () -> {
                    heartbeat.check();
                    fence.hold(task.epoch());
                  })
              .fill(task.entity());
          Map<String, String> last = ledger.lastKeys();
          try (Connection source = workplace.source(run, heartbeat)) {
            List<CompiledEntity> compiled = compile(run, entity, source, target);
            target.commit();
            long late = 0;
            for (CompiledEntity one : compiled) {
              String planned = last.get(one.entity().source().table());
              String count = new SourceSql(one.entity()).count(one.keys(), planned, null);
              late += ChunkCopier.count(source, count);
            }
            source.rollback();
            fence.hold(task.epoch());
            ledger.close(late);
            Counts counts = ledger.counts();
            if (counts.inserted() + counts.updated() > 0
                && !ChunkCopier.isFresh(
                    target, compiled.get(0), ledger.chunks(), counts.inserted())) {
              ChunkCopier.analyze(target, compiled.get(0), null);
            }
            workplace.reached(FaultPoint.CLOSED);
            target.commit();
            return counts;
          }
        });
  }

  /** Brings what waited for rows of this entity, in whatever run it waits. */
  private void replay(
      CloseTask task, Connection target, Workplace.Run run, ChunkLedger fence, Heartbeat heartbeat)
      throws SQLException {
    Replay replay =
        new Replay(
            workplace, target, run, () -> fence.hold(task.epoch()), heartbeat, "run " + task.run());
    replay.rows(OpenRejects.overtaken(task.run(), task.entity()));
    replay.descendants(task.entity());
    for (Replayed replayed : replay.replayed()) {
      new RunLedger(target, replayed.run()).settle();
    }
    target.commit();
  }

  /** The target is not kept in a transaction while the source counts: that may take its time. */
  private void plan(
      EntityTask task,
      Workplace.Run run,
      Heartbeat heartbeat,
      Connection target,
      EntityLedger ledger)
      throws SQLException {
    if (ledger.planned()) {
      return;
    }
    Entity entity = run.plan().entity(task.entity());
    try (Connection source = workplace.source(run, heartbeat)) {
      List<CompiledEntity> compiled = compile(run, entity, source, target);
      target.commit();
      List<EntityLedger.Cut> cuts = cuts(source, compiled, run, task.entity());
      if (!ledger.lock()) {
        for (Entity.Claim claim : entity.unique()) {
          new Claims(run.plan(), compiled, source, target).settle(task.run(), claim);
        }
        Placeholders.write(target, run.plan(), entity, ledger);
        ledger.plan(cuts);
        ledger.targetColumns(
            compiled.get(0).target().columns().stream().map(TargetColumn::name).toList());
      }
      source.rollback();
    }
  }

  /** The entity once for each of its sources, in their order. */
  private static List<CompiledEntity> compile(
      Workplace.Run run, Entity entity, Connection source, Connection target) throws SQLException {
    List<CompiledEntity> compiled = new ArrayList<>();
    for (Source one : entity.sources()) {
      compiled.add(CompiledEntity.compile(run.plan(), entity.at(one.table()), source, target));
    }
    return compiled;
  }

  private static List<EntityLedger.Cut> cuts(
      Connection source, List<CompiledEntity> sources, Workplace.Run run, String entity)
      throws SQLException {
    long total = 0;
    List<Long> counts = new ArrayList<>();
    for (CompiledEntity one : sources) {
      counts.add(keys(source, one));
      total += counts.get(counts.size() - 1) * one.entity().source().rowsPerKey();
    }
    // Each source may end with a chunk that is not full.
    int most = Math.max(1, MOST_CHUNKS + 1 - sources.size());
    long rows = Math.max(run.chunkRows(entity, total), parts(total, most));
    List<EntityLedger.Cut> cuts = new ArrayList<>();
    for (int no = 0; no < sources.size(); no++) {
      cuts.addAll(cuts(source, sources.get(no), counts.get(no), rows));
    }
    return cuts;
  }

  /** How many keys a source has; fails when one of them is NULL. */
  private static long keys(Connection source, CompiledEntity compiled) throws SQLException {
    try (Statement statement = source.createStatement();
        ResultSet row = statement.executeQuery(new SourceSql(compiled.entity()).countKeys())) {
      row.next();
      if (row.getLong(2) > 0) {
        throw new Failure(
            ErrorCode.KEY_ORDER,
            "the key of '"
                + compiled.entity().entity()
                + "' is NULL in "
                + row.getLong(2)
                + " rows of '"
                + compiled.entity().source().table()
                + "': no range of keys would hold them. Choose a key that is never NULL");
      }
      return row.getLong(1);
    }
  }

  /** As few chunks as may be, all of one size: else the last ones leave writers without work. */
  private static List<EntityLedger.Cut> cuts(
      Connection source, CompiledEntity compiled, long total, long rows) throws SQLException {
    Source read = compiled.entity().source();
    int rowsPerKey = read.rowsPerKey();
    long chunks = Math.max(1, parts(total * rowsPerKey, rows));
    long keys = Math.max(1, parts(total, chunks));
    int keyParts = read.key().size();
    List<EntityLedger.Cut> cuts = new ArrayList<>();
    long before = 0;
    String sql = new SourceSql(compiled.entity()).cuts(compiled.keys(), keys, total);
    try (Statement statement = source.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        List<String> key = new ArrayList<>();
        for (int part = 1; part <= keyParts; part++) {
          key.add(row.getString(part));
        }
        long upTo = row.getLong(keyParts + 1);
        String last = compiled.keys().lastRow(key);
        cuts.add(new EntityLedger.Cut(read.table(), last, (upTo - before) * rowsPerKey));
        before = upTo;
      }
    }
    return cuts;
  }

  private static long parts(long whole, long size) {
    return (whole + size - 1) / size;
  }

  private static String where(String entity) {
    return "entity '" + entity + "'";
  }
}
