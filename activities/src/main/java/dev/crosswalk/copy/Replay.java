package dev.crosswalk.copy;

import dev.crosswalk.database.Databases;
import dev.crosswalk.ledger.ChunkLedger;
import dev.crosswalk.ledger.OpenRejects;
import dev.crosswalk.ledger.OpenRejects.Choice;
import dev.crosswalk.ledger.OpenRejects.Group;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.sql.CompiledEntity;
import dev.crosswalk.sql.MergeSql;
import dev.crosswalk.workflows.Counts;
import dev.crosswalk.workflows.ReplayActivities.Replayed;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tries rows that were rejected or deferred once more: they are read from the source by their keys
 * and take the path of every row, under the plan of the run that rejected them and on its account.
 * Each batch is a transaction under a fence; what is committed stays. For one thread.
 */
final class Replay {
  private static final int SMALL_BATCH = 25;
  private static final int LARGE_BATCH = 5_000;

  /** Many rows are cut into about this many batches. */
  private static final int BATCHES = 40;

  private final Workplace workplace;
  private final Connection target;
  private final String targetFingerprint;
  private final String sourceFingerprint;
  private final Runnable fence;
  private final Heartbeat heartbeat;
  private final String by;
  private final Map<Group, Tally> tallies = new LinkedHashMap<>();

  /** Rows that would be tried for ever, as nothing comes of it. */
  private final Set<Long> hopeless = new TreeSet<>();

  /**
   * Prepares a replay.
   *
   * @param target in no transaction
   * @param fence locks, in each batch's transaction, what the caller must hold
   * @param by who brings the rows, for the ledger
   */
  Replay(
      Workplace workplace,
      Connection target,
      Workplace.Run run,
      Runnable fence,
      Heartbeat heartbeat,
      String by) {
    this.workplace = workplace;
    this.target = target;
    this.targetFingerprint = run.settings().targetFingerprint();
    this.sourceFingerprint = run.settings().sourceFingerprint();
    this.fence = fence;
    this.heartbeat = heartbeat;
    this.by = by;
  }

  /** What has become of the rows so far. */
  List<Replayed> replayed() {
    List<Replayed> replayed = new ArrayList<>();
    tallies.forEach((group, tally) -> replayed.add(tally.of(group)));
    return replayed;
  }

  /** Replays the rows as they are chosen now. */
  void rows(Choice choice) throws SQLException {
    List<Group> groups = OpenRejects.groups(target, choice, sourceFingerprint, Set.of());
    target.commit();
    for (Group group : groups) {
      rows(group, choice);
    }
  }

  /** Replays what hangs under rows of the entity that have arrived, and what hangs under that. */
  void descendants(String entity) throws SQLException {
    Set<String> reached = new TreeSet<>(Set.of(entity));
    while (true) {
      Choice released = OpenRejects.released(reached);
      List<Group> groups = OpenRejects.groups(target, released, sourceFingerprint, hopeless);
      target.commit();
      if (groups.isEmpty()) {
        return;
      }
      rows(groups.get(0), released);
      reached.add(groups.get(0).entity());
    }
  }

  private void rows(Group group, Choice choice) throws SQLException {
    OpenRejects open = new OpenRejects(target, group);
    Map<String, Long> rows = open.rows(choice, hopeless);
    Workplace.Run run = workplace.run(target, group.run(), targetFingerprint);
    Tally tally = tallies.computeIfAbsent(group, any -> new Tally());
    long resolved = tally.resolved();
    try (Connection source = workplace.source(run, heartbeat)) {
      try {
        replay(group, open, rows, run, source, tally);
      } catch (SQLException | RuntimeException | Error failure) {
        // In the middle of a COPY: giving the connection back would wait for its end for ever.
        Databases.discard(source);
        throw failure;
      }
    }
    if (tally.resolved() > resolved) {
      fill(group, run);
    }
    tally.open.addAll(rows.values());
    tally.open.retainAll(open.rows(choice(tally.open), tally.gone).values());
    target.commit();
    hopeless.addAll(tally.resolved() == resolved ? rows.values() : tally.gone);
  }

  /** Fills references that waited for the rows that have arrived. */
  private void fill(Group group, Workplace.Run run) throws SQLException {
    ChunkLedger ledger = new ChunkLedger(target, group.run(), group.entity(), ChunkLedger.CLOSING);
    new Backfill(
            target,
            run.plan(),
            group.run(),
            group.entity(),
            () -> {
              heartbeat.check();
              fence.run();
              ledger.join();
            })
        .fill(group.entity());
  }

  private void replay(
      Group group,
      OpenRejects open,
      Map<String, Long> rows,
      Workplace.Run run,
      Connection source,
      Tally tally)
      throws SQLException {
    Entity entity = run.plan().entity(group.entity()).at(group.sourceTable());
    CompiledEntity compiled = CompiledEntity.compile(run.plan(), entity, source, target);
    ChunkLedger ledger = new ChunkLedger(target, group.run(), group.entity(), ChunkLedger.CLOSING);
    RowStep step = new RowStep(run.plan(), entity, ledger.losers(group.sourceTable()));
    ChunkCopier.execute(target, compiled.dropStage());
    ChunkCopier.execute(target, compiled.createStage());
    target.commit();
    BatchWriter writer =
        new BatchWriter(
            compiled,
            step,
            new Parents(run.plan(), () -> workplace.source(run, heartbeat)),
            null,
            target,
            ledger,
            new MergeSql(compiled, group.run(), ChunkLedger.CLOSING),
            "replay of entity '" + group.entity() + "'",
            0,
            1,
            0,
            workplace::reached);
    List<String> keys = new ArrayList<>(rows.keySet());
    int size = Math.max(SMALL_BATCH, Math.min(LARGE_BATCH, keys.size() / BATCHES));
    for (int at = 0; at < keys.size(); at += size) {
      heartbeat.check();
      List<String> some = keys.subList(at, Math.min(at + size, keys.size()));
      List<String> gone = replay(compiled, step, writer, open, source, some, tally);
      gone.forEach(key -> tally.gone.add(rows.get(key)));
      source.rollback(); // a new snapshot for every batch
      heartbeat.details(tally.progress(group, at + some.size()));
    }
    ChunkCopier.execute(target, compiled.dropStage());
    target.commit();
  }

  private static Choice choice(Set<Long> ids) {
    return OpenRejects.numbered(List.copyOf(ids));
  }

  /** Replays the rows with these keys and returns those that the source does not have. */
  private List<String> replay(
      CompiledEntity compiled,
      RowStep step,
      BatchWriter writer,
      OpenRejects open,
      Connection source,
      List<String> keys,
      Tally tally)
      throws SQLException {
    SourceRows rows = SourceRows.of(source, compiled.entity(), compiled.keys(), step, keys);
    BatchReader reader = new BatchReader(rows, step, keys.size(), null);
    List<String> missing = new ArrayList<>(keys);
    for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
      if (batch.read() + batch.filteredKeys.size() > 0) {
        tally.add(writer.rewrite(batch, fence, open, by));
        missing.removeAll(new HashSet<>(batch.keys));
        missing.removeAll(new HashSet<>(batch.filteredKeys));
      }
    }
    return missing;
  }

  /** What has become of the rows of a group, however often each was tried. */
  private static final class Tally {
    private final Set<Long> open = new TreeSet<>();
    private final Set<Long> gone = new TreeSet<>();
    private long arrived;
    private long filtered;

    void add(Counts counts) {
      arrived +=
          counts.inserted() + counts.updated() + counts.existingSame() + counts.existingDifferent();
      filtered += counts.filtered();
    }

    long resolved() {
      return arrived + filtered;
    }

    Replayed of(Group group) {
      return new Replayed(
          group.run(),
          group.entity(),
          resolved() + open.size() + gone.size(),
          arrived,
          filtered,
          open.size(),
          gone.size());
    }

    ChunkCopier.Progress progress(Group group, long tried) {
      return new ChunkCopier.Progress(
          "replay of " + group.entity(), tried, tried - resolved(), System.currentTimeMillis());
    }
  }
}
