package dev.crosswalk.undo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * How many rows a session has written, outside of the ledger and of temporary tables, as the server
 * counts them itself: also what triggers, rules and foreign keys wrote for it. A difference counts
 * exactly when both ends are in one transaction.
 */
record Tuples(long inserted, long updated, long deleted) {
  static Tuples of(Connection target) throws SQLException {
    String sql =
        """
        select
          coalesce(sum(pg_stat_get_xact_tuples_inserted(c.oid)), 0),
          coalesce(sum(pg_stat_get_xact_tuples_updated(c.oid)), 0),
          coalesce(sum(pg_stat_get_xact_tuples_deleted(c.oid)), 0)
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        where c.relkind = 'r' and c.relpersistence <> 't'
          and n.nspname not in ('crosswalk', 'pg_catalog', 'information_schema')
        """;
    try (Statement statement = target.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return new Tuples(row.getLong(1), row.getLong(2), row.getLong(3));
    }
  }

  Tuples plus(long moreInserted, long moreUpdated, long moreDeleted) {
    return new Tuples(inserted + moreInserted, updated + moreUpdated, deleted + moreDeleted);
  }
}
