package dev.crosswalk.backup;

import dev.crosswalk.ledger.BackupLedger.Copied;
import java.io.IOException;
import java.sql.SQLException;

/** Where the rows of a backup go. Nothing of it counts before {@link #finish}. */
interface Copies {
  /** Copies the rows of one table as the snapshot of the connection sees them. */
  Copied copy(int no, Shape shape) throws SQLException, IOException;

  /** Makes the whole last; the ledger's transaction is committed after it. */
  void finish() throws IOException;

  /** Removes what was copied, where the end of the transaction does not. */
  void undo() throws IOException;
}
