package dev.crosswalk.starter.bench;

import dev.crosswalk.database.Endpoint;
import dev.crosswalk.database.SqlFailures;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/** One stream of COPY from a database into another, in text format and in one transaction. */
final class PlainCopy {
  /** Rows go out in pieces of this size: a message a row would slow the stream down. */
  private static final int PIECE = 64 << 10;

  private PlainCopy() {}

  /** Returns the seconds from the first statement to the end of the commit. */
  static double copy(Endpoint from, String out, Endpoint to, String in) {
    try (Connection reader = from.connect("bench");
        Connection writer = to.connect("bench")) {
      long start = System.nanoTime();
      stream(
          reader.unwrap(PGConnection.class).getCopyAPI().copyOut(out),
          writer.unwrap(PGConnection.class).getCopyAPI().copyIn(in));
      return (System.nanoTime() - start) / 1e9;
    } catch (SQLException failed) {
      throw SqlFailures.failure(failed, "plain COPY");
    }
  }

  private static void stream(CopyOut rows, CopyIn table) throws SQLException {
    byte[] piece = new byte[PIECE];
    int length = 0;
    for (byte[] row = rows.readFromCopy(); row != null; row = rows.readFromCopy()) {
      if (length + row.length > piece.length) {
        table.writeToCopy(piece, 0, length);
        length = 0;
      }
      if (row.length > piece.length) {
        table.writeToCopy(row, 0, row.length);
      } else {
        System.arraycopy(row, 0, piece, length, row.length);
        length += row.length;
      }
    }
    table.writeToCopy(piece, 0, length);
    table.endCopy();
  }
}
