package dev.crosswalk.copy;

import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.ledger.WrittenLedger;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.sql.CompiledEntity;
import dev.crosswalk.sql.DirectSql;
import dev.crosswalk.sql.Rivals;
import dev.crosswalk.sql.SourceSql;
import dev.crosswalk.workflows.EntityActivities.ChunkTask;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The short way of a batch: whole rows by one COPY into the table itself, without staging and
 * merge. It is for the rows whose parents are all there, and stands only if the server takes every
 * one of them; what has to be decided goes the long way, and comes to the same end. Where rows
 * compete, or refer to rows of their own table, all of a batch go one way. For one thread.
 *
 * <p>What a batch brought this way is described in full by a digest of its lines. A later run that
 * has the same digest, and finds every row in the version that was written then, has nothing to
 * write and nothing to compare.
 */
final class DirectPath {
  /** What is known of a batch before anything is written. */
  enum Way {
    /** Its rows are there, and nobody has written them since; but for those left. */
    UNCHANGED,
    /** It may be copied as it is, but for the rows left. */
    DIRECT,
    /** All of it has to be staged and merged. */
    MERGE
  }

  /** A giant is not held twice. */
  private static final int MOST_BYTES = 8 << 20;

  private static final int LONGEST_PAUSE = 64;

  private final Connection target;
  private final CompiledEntity compiled;
  private final DirectSql sql;
  private final WrittenLedger ledger;
  private final DirectLines lines;
  private final MessageDigest sha256;
  private final byte[] salt;
  private final boolean compares;
  private final boolean splits;
  private List<Integer> left = List.of();
  private byte[] digest = {};

  /** How many batches must be merged without trouble before the next attempt. */
  private int pause;

  private int nextPause = 1;

  private DirectPath(
      Connection target,
      CompiledEntity compiled,
      DirectSql sql,
      WrittenLedger ledger,
      String salt) {
    this.target = target;
    this.compiled = compiled;
    this.sql = sql;
    this.ledger = ledger;
    this.lines = new DirectLines(target, compiled, sql);
    this.salt = salt.getBytes(StandardCharsets.UTF_8);
    this.compares =
        compiled.entity().target().action() == Entity.Action.KEEP && ledger.hasEarlier();
    this.splits = splits(compiled);
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The short way of a chunk's batches; null for an entity whose rows must all be merged. */
  static @Nullable DirectPath of(Connection target, CompiledEntity compiled, ChunkTask task)
      throws SQLException {
    DirectSql sql = DirectSql.of(compiled, target);
    if (sql == null) {
      return null;
    }
    WrittenLedger ledger =
        new WrittenLedger(
            target,
            task.run(),
            task.entity(),
            task.chunk(),
            SourceSql.quoted(compiled.target().schema(), compiled.target().table()));
    String salt = task.targetFingerprint() + "\n" + sql.layout() + "\n" + sql.copy() + "\n";
    return new DirectPath(target, compiled, sql, ledger, salt);
  }

  /** Whether it makes no difference to rows that others of their batch are there before them. */
  private static boolean splits(CompiledEntity compiled) {
    return !new Rivals(compiled.entity(), compiled.target()).possible()
        && compiled.parents().stream()
            .noneMatch(parent -> parent.table().equals(compiled.target().table()));
  }

  /** Looks at a batch and writes nothing. */
  Way way(Batch batch) throws SQLException {
    boolean tries = pause == 0;
    if (batch.rows.isEmpty() || batch.staged.length() > MOST_BYTES || !(tries || compares)) {
      return Way.MERGE;
    }
    if (!attempt(() -> worthwhile(batch, lines.build(batch)))) {
      rest();
      return Way.MERGE;
    }
    sha256.update(salt);
    lines.digest(sha256);
    digest = sha256.digest();
    if (compares && ledger.untouched(digest, rows())) {
      return Way.UNCHANGED;
    }
    return tries ? Way.DIRECT : Way.MERGE;
  }

  private boolean worthwhile(Batch batch, List<Integer> undecided) {
    left = undecided;
    return left.isEmpty() || (splits && left.size() <= batch.rows.size() / 2);
  }

  /** How many rows of the batch that was looked at last go the short way. */
  int rows() {
    return lines.keys().size();
  }

  /** Those of its staged lines that have to be merged nevertheless. */
  List<Integer> left() {
    return left;
  }

  /** Writes and books the batch that was looked at last; false when all of it has to be merged. */
  boolean write(int batchNo) throws SQLException {
    boolean written =
        attempt(
            () -> {
              long rows =
                  Stage.copyIn(target, sql.copy(), lines.buffer(), 0, lines.buffer().length());
              if (rows != rows()) {
                return false;
              }
              ledger.book(
                  batchNo, compiled.entity().source().table(), lines.keys(), lines.ids(), digest);
              return true;
            });
    if (written) {
      nextPause = 1;
    } else {
      rest();
    }
    return written;
  }

  private void rest() {
    pause = nextPause;
    nextPause = Math.min(LONGEST_PAUSE, 2 * nextPause);
  }

  /**
   * Learns from a batch that was merged.
   *
   * @param smoothly whether all its rows were inserted
   */
  void merged(boolean smoothly) {
    if (smoothly && pause > 0) {
      pause--;
    }
  }

  private interface Attempt {
    boolean succeeds() throws SQLException;
  }

  /** What fails for what a row holds has not happened. */
  private boolean attempt(Attempt attempt) throws SQLException {
    ChunkCopier.execute(target, BatchWriter.SAVE);
    boolean done = false;
    try {
      done = attempt.succeeds();
    } catch (SQLException failure) {
      if (SqlFailures.server(failure) == null
          || !(SqlFailures.rowLocal(failure) || SqlFailures.unknownName(failure))) {
        throw failure;
      }
    }
    ChunkCopier.execute(target, done ? BatchWriter.RELEASE : BatchWriter.UNDO);
    return done;
  }
}
