package dev.crosswalk.undo;

import dev.crosswalk.sql.SourceSql;
import dev.crosswalk.sql.TargetTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Puts rows back as they were before an entity updated them. A table without triggers on UPDATE is
 * updated, so that nobody who points to a row notices; else a row is removed and inserted again by
 * one statement, as a trigger would change what is restored. For one thread.
 */
final class Restore {
  private static final String IMAGE = "pg_temp.crosswalk_image";

  private final Connection target;
  private final Step step;
  private final String table;
  private final List<String> writable;
  private final List<String> added;
  private final boolean replaces;

  /**
   * Prepares the work with a temporary table of the shape that the images have; it is the
   * session's.
   */
  Restore(Connection target, Step step) throws SQLException {
    this.target = target;
    this.step = step;
    TargetTable shape = TargetTable.read(target, step.table());
    this.table = SourceSql.quoted(shape.schema(), shape.table());
    this.replaces = replaces(target, shape);
    List<String> written = new ArrayList<>();
    for (TargetTable.TargetColumn column : shape.columns()) {
      if (replaces ? !generated(column.name()) : !column.fixed()) {
        written.add(column.name());
      }
    }
    this.added = new ArrayList<>(written);
    added.removeAll(step.columns());
    written.retainAll(step.columns());
    this.writable = written;
    try (Statement statement = target.createStatement()) {
      statement.execute(
          "drop table if exists "
              + IMAGE
              + "; create temporary table crosswalk_image as select "
              + step.columns().stream().map(SourceSql::quoted).collect(Collectors.joining(", "))
              + " from "
              + table
              + " where false");
    }
  }

  /** Whether rows of the table are restored by removing and inserting them. */
  static boolean replaces(Connection target, TargetTable table) throws SQLException {
    String sql =
        """
        select exists (
          select from pg_trigger
          where tgrelid = to_regclass(?) and not tgisinternal and tgenabled <> 'D'
            and tgtype & 16 <> 0)
        """;
    try (PreparedStatement statement = target.prepareStatement(sql)) {
      statement.setString(1, SourceSql.quoted(table.schema(), table.table()));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  private boolean generated(String column) throws SQLException {
    String sql =
        "select attgenerated <> '' from pg_attribute where attrelid = to_regclass(?)"
            + " and attname = ?";
    try (PreparedStatement statement = target.prepareStatement(sql)) {
      statement.setString(1, table);
      statement.setString(2, column);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  /** Whether a restored row costs a row removed and one inserted, not one updated. */
  boolean replaces() {
    return replaces;
  }

  /**
   * The statement for the images of one batch: gives how many rows were restored, and how many of
   * those that are there were not, as others have written them. Parameters: run, entity, chunk and
   * batch, twice.
   *
   * @param overwrites whether the update wrote columns whoever had written them before; then they
   *     are not ours once they are restored
   */
  String statement(boolean discardEdits, boolean overwrites) {
    return """
        with image as materialized (
          select i.target_id, i.xid, x.image
          from crosswalk.before_image i
          cross join lateral (select i.image::%1$s as image offset 0) x
          where i.run = ? and i.entity = ? and i.chunk = ? and i.batch = ? and not i.undone
        ), here as materialized (
          select t.id, i.image, %2$s as ours
          from image i
          join %3$s t on t.id = i.target_id
          for update of t
        ), %4$s, noted as (
          update crosswalk.before_image i
          set
            undone = true,
            owned = %5$s,
            xid = case when i.target_id in (select id from restored)
              then pg_current_xact_id()::xid else i.xid end,
            prior_xid = coalesce(
              (select a.prior_xid from crosswalk.before_image a
               where a.target_id = i.target_id and a.xid = i.prior_xid and a.undone limit 1),
              i.prior_xid)
          where i.run = ? and i.entity = ? and i.chunk = ? and i.batch = ? and not i.undone
        )
        select
          (select count(*) from restored),
          (select count(*) from here where not ours)
        """
        .formatted(
            IMAGE,
            discardEdits ? "true" : Authorship.UPDATED,
            table,
            replaces ? replacing() : updating(),
            overwrites
                ? "case when '*' = any (i.owned) then i.owned else"
                    + " array(select unnest(i.owned) except select unnest(i.columns)) end"
                : "i.owned");
  }

  private String updating() {
    return """
        restored as (
          update %1$s t
          set %2$s
          from here
          where t.id = here.id and here.ours
          returning t.id
        )"""
        .formatted(
            table,
            writable.stream()
                .map(name -> "%1$s = (here.image).%1$s".formatted(SourceSql.quoted(name)))
                .collect(Collectors.joining(", ")));
  }

  /** Columns that the table was given since keep what they have. */
  private String replacing() {
    String names = writable.stream().map(SourceSql::quoted).collect(Collectors.joining(", "));
    String images =
        writable.stream()
            .map(name -> "(gone.crosswalk_image)." + SourceSql.quoted(name))
            .collect(Collectors.joining(", "));
    String more =
        added.stream().map(name -> ", " + SourceSql.quoted(name)).collect(Collectors.joining());
    return """
        gone as (
          delete from %1$s t
          using here
          where t.id = here.id and here.ours
          returning t.*, here.image as crosswalk_image
        ), restored as (
          insert into %1$s (%2$s%3$s) overriding system value
          select %4$s%3$s
          from gone
          returning id
        )"""
        .formatted(table, names, more, images);
  }

  /**
   * The keys of restored rows that are not as their images have them. Rows that were removed, and
   * those that others have written by now, are left aside.
   */
  String unequal() {
    return """
        select i.target_id::text as key
        from crosswalk.before_image i
        join %1$s t on t.id = i.target_id and t.xmin = i.xid
        where i.run = %%s and i.entity = %%s and i.undone
          and row(%2$s)::text is distinct from i.image
        """
        .formatted(
            table,
            step.columns().stream()
                .map(name -> "t." + SourceSql.quoted(name))
                .collect(Collectors.joining(", ")));
  }
}
