package dev.crosswalk.copy;

import dev.crosswalk.database.Databases;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.fault.FaultPoint;
import dev.crosswalk.ledger.ChunkLedger;
import dev.crosswalk.ledger.EntityLedger;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.sql.CompiledEntity;
import dev.crosswalk.sql.MergeSql;
import dev.crosswalk.sql.SourceSql;
import dev.crosswalk.sql.TargetTable;
import dev.crosswalk.workflows.Counts;
import dev.crosswalk.workflows.EntityActivities.ChunkTask;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Copies one chunk: one snapshot of the source, streamed once, written batch after batch. What is
 * committed stays; an attempt that comes later goes on where the books end. While the target works
 * on a batch, the next one is read and cleansed. Thread-safe; memory is that of three batches.
 */
public final class ChunkCopier {
  /** Statistics that miss one row in so many are as good as new. */
  private static final int FRESH = 10;

  private final Workplace workplace;
  private final ExecutorService readers;

  public ChunkCopier(Workplace workplace, ExecutorService readers) {
    this.workplace = workplace;
    this.readers = readers;
  }

  /**
   * How far an activity is, for heartbeats: counts and a time, nothing of any row.
   *
   * @param at what is being done; the Web UI shows no summary of a pending activity
   */
  public record Progress(String at, long read, long rejected, long movedAtMillis) {
    /** At the beginning of a chunk. */
    public static Progress of(ChunkTask task, long nowMillis) {
      return new Progress("chunk " + task.chunk() + " of " + task.chunks(), 0, 0, nowMillis);
    }

    private Progress with(Counts total) {
      long notWritten = total.rejected() + total.deferred();
      return new Progress(at, total.read(), notWritten, System.currentTimeMillis());
    }
  }

  /**
   * Copies what is left of the chunk and returns what this attempt did. Fails when the entity's
   * budget of rejected rows is overdrawn; what was written stays.
   */
  public Counts copy(ChunkTask task, int attempt, Heartbeat heartbeat) {
    String where = "entity '" + task.entity() + "', chunk " + task.chunk();
    return workplace.onTarget(
        where,
        heartbeat,
        target -> {
          Workplace.Run run = workplace.run(target, task.run(), task.targetFingerprint());
          Counts counts = copy(run, task, attempt, heartbeat, where, target);
          Budgets.require(
              run.plan().plan().errors(),
              new EntityLedger(target, task.run(), task.entity()),
              task.entity());
          target.commit();
          return counts;
        });
  }

  private Counts copy(
      Workplace.Run run,
      ChunkTask task,
      int attempt,
      Heartbeat heartbeat,
      String where,
      Connection target)
      throws SQLException {
    ChunkLedger ledger = new ChunkLedger(target, task.run(), task.entity(), task.chunk());
    ChunkLedger.Position position =
        Takeover.of(target, () -> ledger.enter(task.epoch()), ledger::terminateWriter);
    target.commit();
    if (position.done()) {
      return Counts.NONE;
    }
    workplace.reached(FaultPoint.CHUNK_ENTERED);
    Entity entity = run.plan().entity(task.entity()).at(position.sourceTable());
    try (Connection source = workplace.source(run, heartbeat)) {
      CompiledEntity compiled = CompiledEntity.compile(run.plan(), entity, source, target);
      SourceSql sql = new SourceSql(entity);
      ledger.source(
          count(source, sql.count(compiled.keys(), position.fromKey(), position.toKey())),
          task.epoch());
      target.commit();
      RowStep step = new RowStep(run.plan(), entity, ledger.losers(position.sourceTable()));
      execute(target, compiled.dropStage());
      execute(target, compiled.createStage());
      target.commit();
      String from = position.atKey() == null ? position.fromKey() : position.atKey();
      SourceRows rows =
          SourceRows.between(source, entity, compiled.keys(), step, from, position.toKey());
      BatchReader reader = new BatchReader(rows, step, run.batchRows(task.entity()), from);
      BatchWriter writer =
          new BatchWriter(
              compiled,
              step,
              new Parents(run.plan(), () -> workplace.source(run, heartbeat)),
              DirectPath.of(target, compiled, task),
              target,
              ledger,
              new MergeSql(compiled, task.run(), task.chunk()),
              where,
              task.epoch(),
              attempt,
              position.batches(),
              workplace::reached);
      Progress start = Progress.of(task, System.currentTimeMillis());
      Counts counts = pump(reader, writer, position, start, heartbeat, source);
      source.rollback();
      execute(target, compiled.dropStage());
      if (counts.inserted() > 0 && task.chunk() == 1 && task.chunks() > 1) {
        analyze(target, compiled, TargetTable.KEY);
      }
      if (counts.inserted() > 0 && task.chunk() == task.chunks() - 1 && task.chunks() > FRESH) {
        analyze(target, compiled, null); // beside the last chunk, not after it
      }
      target.commit();
      workplace.reached(FaultPoint.CHUNK_COPIED);
      return counts;
    }
  }

  /** Reads ahead by one batch; on failure the reader is brought to its end before it is left. */
  private Counts pump(
      BatchReader reader,
      BatchWriter writer,
      ChunkLedger.Position position,
      Progress start,
      Heartbeat heartbeat,
      Connection source)
      throws SQLException {
    Counts total = Counts.NONE;
    String atKey = position.atKey();
    Future<@Nullable Batch> next = readers.submit(reader::next);
    try {
      while (true) {
        heartbeat.check();
        Batch batch = await(next);
        if (batch == null) {
          return total;
        }
        workplace.reached(FaultPoint.BATCH_READ);
        if (!batch.last) {
          next = readers.submit(reader::next);
        }
        String newKey = batch.last ? position.toKey() : batch.toKey;
        total = total.plus(writer.write(batch, atKey, newKey));
        reader.written(batch);
        atKey = newKey;
        heartbeat.details(start.with(total));
        if (batch.last) {
          return total;
        }
      }
    } catch (SQLException | RuntimeException | Error failure) {
      Databases.discard(source);
      try {
        next.get();
      } catch (ExecutionException | InterruptedException ended) {
        // The reader has ended, which is all that matters now.
        Thread.interrupted();
      }
      throw failure;
    }
  }

  private static @Nullable Batch await(Future<@Nullable Batch> next) throws SQLException {
    try {
      return next.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof SQLException exception) {
        throw exception;
      }
      if (failed.getCause() instanceof RuntimeException exception) {
        throw exception;
      }
      throw new Failure(ErrorCode.INTERNAL, "the reader of the source died", failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Failure(ErrorCode.CONNECTIVITY, "interrupted while reading", interrupted);
    }
  }

  /**
   * Fresh statistics: a plan made for an almost empty table costs minutes later.
   *
   * @param column all that is looked at, enough to tell the table's size; null for all columns
   */
  static void analyze(Connection target, CompiledEntity compiled, @Nullable String column)
      throws SQLException {
    analyze(
        target, SourceSql.quoted(compiled.target().schema(), compiled.target().table()), column);
  }

  static void analyze(Connection target, String table, @Nullable String column)
      throws SQLException {
    try (var statement =
        target.prepareStatement("select crosswalk.analyze_table(?::regclass, ?)")) {
      statement.setString(1, table);
      statement.setString(2, column);
      statement.execute();
    }
  }

  /** Whether the statistics of a table in many chunks know most of the rows that came. */
  static boolean isFresh(Connection target, CompiledEntity compiled, int chunks, long inserted)
      throws SQLException {
    String table = SourceSql.quoted(compiled.target().schema(), compiled.target().table());
    return chunks > FRESH && TargetTable.estimatedRows(target, table) > inserted - inserted / FRESH;
  }

  static long count(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
