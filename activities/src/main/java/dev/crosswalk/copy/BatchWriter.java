package dev.crosswalk.copy;

import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.fault.FaultPoint;
import dev.crosswalk.fault.FaultPoints;
import dev.crosswalk.ledger.ChunkLedger;
import dev.crosswalk.ledger.OpenRejects;
import dev.crosswalk.sql.CompiledEntity;
import dev.crosswalk.sql.CompiledEntity.Verdict;
import dev.crosswalk.sql.MergeSql;
import dev.crosswalk.workflows.Counts;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.ServerErrorMessage;

/**
 * Writes batches of one chunk: staging, fence, merge and books in one target transaction each. A
 * row that cannot be written costs itself only. For one thread.
 *
 * <p>Bad rows are found in three ways, cheapest first: the verdicts compiled from the catalog, the
 * line number of a failed COPY, and splitting the rows until the bad one fails alone.
 */
final class BatchWriter {
  /** Never left open: each open one slows every later look at a row down. */
  static final String SAVE = "savepoint crosswalk_part";

  static final String RELEASE = "release savepoint crosswalk_part";
  static final String UNDO = "rollback to savepoint crosswalk_part; " + RELEASE;

  /** How often rows are asked again when somebody changes them while they are updated. */
  private static final int TRIES = 3;

  private static final String UNIQUE_VIOLATION = "23505";

  private final CompiledEntity compiled;
  private final Rejects rejects;
  private final Stage stage;
  private final @Nullable DirectPath direct;
  private final Connection target;
  private final ChunkLedger ledger;
  private final MergeSql merge;
  private final String where;
  private final long epoch;
  private final int attempt;
  private final FaultPoints faults;
  private int batchNo;

  /** Found while one batch is written. */
  private final List<ChunkLedger.Difference> differences = new ArrayList<>();

  private final TreeMap<Integer, Verdict> orphans = new TreeMap<>();
  private final TreeMap<Integer, Verdict> contested = new TreeMap<>();
  private Tallies links = new Tallies();
  private long inserted;
  private long updated;
  private long existingSame;
  private long existingDifferent;
  private int parts;

  /**
   * Prepares the writing.
   *
   * @param direct the short way, where the entity has one
   */
  BatchWriter(
      CompiledEntity compiled,
      RowStep step,
      Parents parents,
      @Nullable DirectPath direct,
      Connection target,
      ChunkLedger ledger,
      MergeSql merge,
      String where,
      long epoch,
      int attempt,
      int batches,
      FaultPoints faults) {
    this.compiled = compiled;
    this.rejects = new Rejects(compiled, step, parents);
    this.stage = new Stage(compiled, target, rejects);
    this.direct = direct;
    this.target = target;
    this.ledger = ledger;
    this.merge = merge;
    this.where = where;
    this.epoch = epoch;
    this.attempt = attempt;
    this.batchNo = batches;
    this.faults = faults;
  }

  /**
   * Writes one batch and commits.
   *
   * @param atKey where the books of the chunk stand now
   * @param newKey where they will stand
   */
  Counts write(Batch batch, @Nullable String atKey, @Nullable String newKey) throws SQLException {
    begin();
    DirectPath.Way way = direct == null ? DirectPath.Way.MERGE : direct.way(batch);
    if (way == DirectPath.Way.MERGE) {
      // Before the fence: a client that is stopped while rows stream in would hold it.
      stage.write(batch, 0, batch.rows.size());
    }
    faults.reached(FaultPoint.BATCH_STAGED);
    ledger.advance(epoch, atKey, newKey, batch.last);
    faults.reached(FaultPoint.BATCH_FENCED);
    batchNo++;
    Batch left = leftToMerge(batch, way);
    take(left);
    if (direct != null && left == batch) {
      direct.merged(inserted == batch.rows.size());
    }
    refuse(batch);
    int booked = ledger.rejects(rejects.all(), batchNo, attempt);
    long deferred = rejects.deferred();
    Counts counts =
        new Counts(
            batch.read() + batch.filteredRows(),
            batch.filteredRows(),
            batch.read(),
            inserted,
            updated,
            existingSame,
            existingDifferent,
            booked - deferred,
            deferred,
            0);
    requireBalanced(counts);
    ledger.ruleChanges(batch.tallies.changes(), batchNo);
    keepBooks(batch);
    faults.reached(FaultPoint.BATCH_WRITTEN);
    ledger.batch(batchNo, atKey, newKey, counts, attempt);
    faults.reached(FaultPoint.BATCH_BOOKED);
    target.commit();
    faults.reached(FaultPoint.BATCH_COMMITTED);
    return counts;
  }

  /**
   * Writes rows that the ledger holds open, once more, and commits; they move from one outcome to
   * another. Cleansing was counted when they were read first.
   *
   * @param fence holds what the writer must hold
   * @param by who brings the rows, for the ledger
   */
  Counts rewrite(Batch batch, Runnable fence, OpenRejects open, String by) throws SQLException {
    begin();
    stage.write(batch, 0, batch.rows.size());
    fence.run();
    batchNo = ledger.join() + 1;
    List<String> keys = new ArrayList<>(batch.keys);
    keys.addAll(batch.filteredKeys);
    OpenRejects.Outcomes before = open.lock(keys);
    if (before.rows() != keys.size()) {
      throw new Failure(
          ErrorCode.CONTENTION,
          where + ": somebody else has settled a row meanwhile; nothing of the batch was written");
    }
    take(batch);
    refuse(batch);
    OpenRejects.Outcomes after = open.move(rejects.all(), batchNo);
    long resolved = open.resolve(keys, rejects.all(), by);
    long left = batch.filteredRows();
    Counts counts =
        new Counts(
            0,
            left,
            -left,
            inserted,
            updated,
            existingSame,
            existingDifferent,
            after.rejected() - before.rejected(),
            after.deferred() - before.deferred(),
            0);
    requireBalanced(counts);
    if (resolved + after.rows() != keys.size()) {
      throw new Failure(ErrorCode.UNBALANCED, where + ": the ledger lost a reject");
    }
    keepBooks(batch);
    ledger.replayed(batchNo, counts, attempt);
    faults.reached(FaultPoint.REPLAY_BOOKED);
    target.commit();
    return counts;
  }

  private void keepBooks(Batch batch) {
    ledger.ruleChanges(links.changes(), batchNo);
    ledger.filtered(batch.filtered, batchNo);
    ledger.differences(differences);
    if (compiled.entity().updates()) {
      ledger.reviews(differences, "written_by_others");
    }
  }

  private void requireBalanced(Counts counts) {
    if (!counts.balanced()) {
      throw new Failure(
          ErrorCode.UNBALANCED,
          where + ", batch " + batchNo + ": " + counts + " does not balance; the batch was undone");
    }
  }

  private void begin() throws SQLException {
    forget();
    ChunkCopier.execute(target, "set constraints all immediate");
  }

  /**
   * What is still to be merged, and staged, when the short way is done. Rows that stream into the
   * table itself do so under the fence: who waits for a client that was stopped ends its backend,
   * and so gets the rows' keys free as well.
   */
  private Batch leftToMerge(Batch batch, DirectPath.Way way) throws SQLException {
    if (direct == null || way == DirectPath.Way.MERGE) {
      return batch;
    }
    Batch left = batch;
    if (way == DirectPath.Way.UNCHANGED) {
      existingSame += direct.rows();
      left = batch.only(direct.left());
    } else if (direct.write(batchNo)) {
      inserted += direct.rows();
      left = batch.only(direct.left());
    }
    stage.write(left, 0, left.rows.size());
    return left;
  }

  /** Takes the staged rows into the target and finds out what is against the others. */
  private void take(Batch batch) throws SQLException {
    if (!batch.rows.isEmpty()) {
      merge(batch, 0, batch.rows.size());
    }
    settleContested(batch);
    rejects.addOrphans(batch, orphans, ledger);
  }

  private void refuse(Batch batch) {
    for (Batch.Refused refused : batch.refused) {
      RowStep.Refusal why = refused.why();
      rejects.add(batch, refused.row(), why.code(), why.sqlState(), null, why.column(), null);
    }
  }

  private void forget() {
    rejects.clear();
    differences.clear();
    orphans.clear();
    contested.clear();
    links = new Tallies();
    inserted = 0;
    updated = 0;
    existingSame = 0;
    existingDifferent = 0;
    parts = 0;
  }

  /** Merges the staged lines {@code low} (included) to {@code high} (excluded). */
  private void merge(Batch batch, int low, int high) throws SQLException {
    merge(batch, low, high, true);
  }

  private void merge(Batch batch, int low, int high, boolean first) throws SQLException {
    ChunkCopier.execute(target, SAVE);
    try {
      int tries = 1;
      while (!merged(batch, low, high, tries == TRIES)) {
        tries++;
        ChunkCopier.execute(target, UNDO + "; " + SAVE);
      }
      ChunkCopier.execute(target, RELEASE);
    } catch (SQLException failure) {
      ServerErrorMessage server = SqlFailures.server(failure);
      if (server == null
          || !SqlFailures.rowLocal(failure)
          || "crosswalk".equals(server.getSchema())) {
        throw failure;
      }
      ChunkCopier.execute(target, UNDO);
      faults.reached(FaultPoint.BATCH_SPLIT);
      if (high - low > 1) {
        int middle = low + (high - low) / 2;
        merge(batch, low, middle);
        merge(batch, middle, high);
        return;
      }
      if (first && UNIQUE_VIOLATION.equals(failure.getSQLState())) {
        // Another writer was quicker by a moment: a second look sees its row, and judges it.
        merge(batch, low, high, false);
        return;
      }
      rejects.add(batch, batch.rows.get(low), failure, server);
    }
  }

  /**
   * Whether the merge is noted: not when somebody has changed a row since the statement saw it. In
   * the end it is noted anyway, and does not balance: then it is a trigger that drops updates.
   */
  private boolean merged(Batch batch, int low, int high, boolean last) throws SQLException {
    String sql = merge.statement(batch.rows.get(low), batch.rows.get(high - 1), batchNo, ++parts);
    try (Statement statement = target.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      boolean whole = row.getLong("updated") == row.getLong("due");
      if (whole || last) {
        note(batch, row);
      }
      return whole || last;
    }
  }

  private void note(Batch batch, ResultSet row) throws SQLException {
    inserted += row.getLong(1);
    existingSame += row.getLong(2);
    existingDifferent += row.getLong(3);
    updated += row.getLong("updated");
    Integer[] diverted = array(row, 4, Integer[].class);
    Integer[] verdicts = array(row, 5, Integer[].class);
    for (int at = 0; at < diverted.length; at++) {
      Verdict verdict = compiled.verdicts().get(verdicts[at]);
      if (verdict.parent() != null) {
        orphans.put(diverted[at], verdict);
      } else if (verdict.index() != null) {
        contested.put(diverted[at], verdict);
      } else {
        rejects.add(batch, diverted[at], verdict);
      }
    }
    noteLinks(row);
    Integer[] different = array(row, 6, Integer[].class);
    Object[] ids = array(row, 7, Object[].class);
    String[] columns = array(row, 8, String[].class);
    for (int at = 0; at < different.length; at++) {
      differences.add(
          new ChunkLedger.Difference(
              compiled.entity().source().table(),
              batch.keys.get(different[at] - 1),
              ids[at].toString(),
              MergeSql.columns(columns[at])));
    }
  }

  private void noteLinks(ResultSet row) throws SQLException {
    List<MergeSql.Outcome> outcomes = merge.outcomes();
    if (!outcomes.isEmpty()) {
      Long[] counts = array(row, row.findColumn("links"), Long[].class);
      for (int at = 0; at < counts.length; at++) {
        MergeSql.Outcome outcome = outcomes.get(at);
        links.count(outcome.column(), outcome.rule(), outcome.outcome(), counts[at]);
      }
    }
  }

  /**
   * Rows that lost a unique value. With two unique indexes, the one they lost it to may itself have
   * been diverted by the other index: then they are asked again, one after the other.
   */
  private void settleContested(Batch batch) throws SQLException {
    TreeMap<Integer, Verdict> losers = new TreeMap<>(contested);
    boolean again = losers.values().stream().distinct().count() > 1;
    for (Map.Entry<Integer, Verdict> loser : losers.entrySet()) {
      Verdict verdict = loser.getValue();
      if (again) {
        contested.clear();
        int line = Collections.binarySearch(batch.rows, loser.getKey());
        merge(batch, line, line + 1);
        verdict = contested.get(loser.getKey());
      }
      if (verdict != null) {
        rejects.add(batch, loser.getKey(), verdict);
      }
    }
  }

  private static <T> T[] array(ResultSet row, int column, Class<T[]> type) throws SQLException {
    Array array = row.getArray(column);
    Object values = array == null ? null : array.getArray();
    return type.cast(
        values == null ? java.lang.reflect.Array.newInstance(type.getComponentType(), 0) : values);
  }
}
