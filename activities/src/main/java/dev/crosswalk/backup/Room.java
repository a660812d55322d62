package dev.crosswalk.backup;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Whether there is room for copies. How much space a server's disk has left is told to nobody but
 * its superuser, and not by SQL; so a limit of one's own is what can be kept before it is full.
 */
final class Room {
  private static final String NEEDED =
      """
      select coalesce(sum(pg_table_size(relid)), 0)
      from (
        select r::regclass as relid from unnest(?) r
        union
        select t.relid from unnest(?) r cross join lateral pg_partition_tree(r::regclass) t) x
      """;

  private static final String USED =
      """
      select coalesce(sum(pg_total_relation_size(oid)), 0)
      from pg_class
      where relnamespace = 'crosswalk_backup'::regnamespace and relkind = 'r'
      """;

  private Room() {}

  /** The bytes of these tables without their indexes, which copies do not have. */
  static long needed(Connection target, List<Shape> shapes) throws SQLException {
    String[] names = shapes.stream().map(Shape::name).toArray(String[]::new);
    try (PreparedStatement statement = target.prepareStatement(NEEDED)) {
      statement.setArray(1, target.createArrayOf("text", names));
      statement.setArray(2, target.createArrayOf("text", names));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** Fails when copies of so many bytes would make all copies together larger than the limit. */
  static void inSchema(Connection target, long needed, long limit) throws SQLException {
    try (PreparedStatement statement = target.prepareStatement(USED);
        ResultSet row = statement.executeQuery()) {
      row.next();
      long used = row.getLong(1);
      if (used + needed > limit) {
        throw new Failure(
            ErrorCode.DISK,
            "no room for the backup: its copies need about %s, and of the %s that backup_space allows %s are used. Raise backup_space, or keep fewer backups; nothing was copied"
                .formatted(words(needed), words(limit), words(used)));
      }
    }
  }

  /** Fails when the directory's disk has less than so many bytes left. */
  static void inDirectory(Path directory, long needed) throws IOException {
    long left = Files.getFileStore(directory).getUsableSpace();
    if (needed > left) {
      throw new Failure(
          ErrorCode.DISK,
          "no room for the backup: its files need about %s, and %s has %s left; nothing was copied"
              .formatted(words(needed), directory, words(left)));
    }
  }

  private static String words(long bytes) {
    return bytes < 10L << 20 ? (bytes + 1023) / 1024 + " kB" : (bytes >> 20) + " MB";
  }
}
