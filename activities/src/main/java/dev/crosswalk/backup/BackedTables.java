package dev.crosswalk.backup;

import dev.crosswalk.plan.Column;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.Phase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which tables a backup copies.
 *
 * @param leftOut tables that it does not, and why
 */
record BackedTables(List<Shape> shapes, List<String> leftOut) {

  /** Tables that belong to an extension, and views, are made anew from elsewhere. */
  private static final String ALL =
      """
      select
        n.nspname,
        c.relname,
        case
          when c.relkind = 'f' then 'its rows are on another server'
          when not has_schema_privilege(n.oid, 'usage') or not has_table_privilege(c.oid, 'select')
            then 'this user may not read it'
        end
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      where n.nspname !~ '^pg_'
       and n.nspname not in ('information_schema', 'crosswalk', 'crosswalk_backup')
       and c.relkind in ('r', 'p', 'f') and not c.relispartition
       and not exists (
         select from pg_depend d
         where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
      order by 1, 2
      """;

  /** Every table of the target that is not Crosswalk's own. */
  static BackedTables all(Connection target) throws SQLException {
    List<Shape> shapes = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    try (Statement statement = target.createStatement();
        ResultSet row = statement.executeQuery(ALL)) {
      while (row.next()) {
        String reason = row.getString(3);
        if (reason == null) {
          shapes.add(Shape.read(target, row.getString(1), row.getString(2)));
        } else {
          leftOut.add(row.getString(1) + "." + row.getString(2) + ": " + reason);
        }
      }
    }
    return new BackedTables(shapes, leftOut);
  }

  /** The tables that a phase may write. */
  static BackedTables of(Connection target, CompiledPlan plan, Phase phase) throws SQLException {
    List<Shape> shapes = new ArrayList<>();
    for (String name : written(plan, phase)) {
      String[] parts = name.split("\\.", 2);
      String schema = parts.length == 2 ? parts[0] : "public";
      shapes.add(Shape.read(target, schema, parts[parts.length - 1]));
    }
    return new BackedTables(shapes, List.of());
  }

  /**
   * Those of its entities, those in which a reference is filled when a row of the phase arrives,
   * and those that get a placeholder.
   */
  static Collection<String> written(CompiledPlan plan, Phase phase) {
    Set<String> tables = new LinkedHashSet<>();
    for (String name : phase.entities()) {
      tables.add(plan.entity(name).target().table());
    }
    for (Entity entity : plan.entities()) {
      for (Column.Link link : entity.links()) {
        if (!link.once() && phase.entities().contains(link.entity())) {
          tables.add(entity.target().table());
        }
        if (link.placeholder() != null && phase.entities().contains(entity.entity())) {
          tables.add(plan.entity(link.entity()).target().table());
        }
      }
    }
    return tables;
  }
}
