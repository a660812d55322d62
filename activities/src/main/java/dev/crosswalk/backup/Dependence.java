package dev.crosswalk.backup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A foreign key of the target; a partition stands for the table that it is part of.
 *
 * @param child the table that has it, as SQL spells it
 * @param childFrom the child's own rows, as {@code from} takes them
 * @param parent the table that it points to, as SQL spells it
 * @param match that row {@code c} of the child points to row {@code p} of the parent
 */
record Dependence(String name, String child, String childFrom, String parent, String match) {
  private static final String QUERY =
      """
      select
        k.conname,
        format('%I.%I', cn.nspname, c.relname),
        case c.relkind when 'p' then '' else 'only ' end || format('%I.%I', cn.nspname, c.relname),
        format('%I.%I', pn.nspname, p.relname),
        (select string_agg(format('c.%I = p.%I', ca.attname, pa.attname), ' and ' order by x.no)
         from unnest(k.conkey, k.confkey) with ordinality x (child, parent, no)
         join pg_attribute ca on ca.attrelid = k.conrelid and ca.attnum = x.child
         join pg_attribute pa on pa.attrelid = k.confrelid and pa.attnum = x.parent)
      from pg_constraint k
      join pg_class c on c.oid = coalesce(pg_partition_root(k.conrelid), k.conrelid)
      join pg_namespace cn on cn.oid = c.relnamespace
      join pg_class p on p.oid = coalesce(pg_partition_root(k.confrelid), k.confrelid)
      join pg_namespace pn on pn.oid = p.relnamespace
      where k.contype = 'f' and k.conparentid = 0
      order by 2, 1
      """;

  /** All of the target, by the child's name. */
  static List<Dependence> all(Connection target) throws SQLException {
    List<Dependence> all = new ArrayList<>();
    try (Statement statement = target.createStatement();
        ResultSet row = statement.executeQuery(QUERY)) {
      while (row.next()) {
        all.add(
            new Dependence(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5)));
      }
    }
    return all;
  }

  /**
   * The tables, each after those that it points to. Where tables point to each other, no order can
   * be right; their constraints must be deferrable then.
   */
  static List<Shape> parentsFirst(List<Shape> shapes, List<Dependence> dependences) {
    Set<Shape> ordered = new LinkedHashSet<>();
    for (Shape shape : shapes) {
      visit(shape, shapes, dependences, ordered, new LinkedHashSet<>());
    }
    return List.copyOf(ordered);
  }

  private static void visit(
      Shape shape,
      List<Shape> shapes,
      List<Dependence> dependences,
      Set<Shape> ordered,
      Set<Shape> below) {
    if (ordered.contains(shape) || !below.add(shape)) {
      return;
    }
    for (Dependence dependence : dependences) {
      if (dependence.child().equals(shape.name())) {
        for (Shape parent : shapes) {
          if (parent.name().equals(dependence.parent())) {
            visit(parent, shapes, dependences, ordered, below);
          }
        }
      }
    }
    ordered.add(shape);
  }
}
