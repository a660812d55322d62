package dev.crosswalk.copy;

import dev.crosswalk.ledger.EntityLedger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import org.jooq.exception.DataAccessException;

/**
 * Gets hold of rows of the ledger that a writer may have locked. One in the middle of a batch is
 * given a second to commit; then its backend is ended, for it may belong to a process that is
 * stopped and would hold its chunk until the server gives up on it.
 */
public final class Takeover {
  private static final int ROUNDS = 5;

  private Takeover() {}

  /**
   * Fences off whoever may still write these entities of a run. Once the transaction has committed,
   * no older write is in flight or can begin.
   */
  public static void ofEntities(Connection target, String run, List<String> entities)
      throws SQLException {
    for (String entity : entities) {
      EntityLedger ledger = new EntityLedger(target, run, entity);
      of(target, ledger::raiseEpoch, ledger::terminateWriters);
    }
  }

  /** Works in the transaction that is open on the target, and leaves it open. */
  public static <T> T of(Connection target, Supplier<T> work, Runnable endWriters)
      throws SQLException {
    ChunkCopier.execute(target, "set local lock_timeout = '1s'");
    for (int round = 1; ; round++) {
      ChunkCopier.execute(target, "savepoint crosswalk_takeover");
      try {
        return work.get();
      } catch (DataAccessException refused) {
        if (!"55P03".equals(refused.sqlState()) || round == ROUNDS) {
          throw refused;
        }
        ChunkCopier.execute(target, "rollback to savepoint crosswalk_takeover");
        endWriters.run();
      }
    }
  }
}
