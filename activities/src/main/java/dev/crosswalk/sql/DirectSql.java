package dev.crosswalk.sql;

import dev.crosswalk.plan.Column;
import dev.crosswalk.sql.CompiledEntity.Staged;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The statements of {@code DirectPath}, for entities whose rows the table's own constraints judge
 * as the merge would. Immutable.
 */
public final class DirectSql {
  /** Key types whose casts neither cut nor round, as COPY into a column would not. */
  private static final Set<String> KEY_TYPES =
      Set.of("smallint", "integer", "bigint", "numeric", "uuid", "text");

  /** What only an INSERT sees, or what may change a row: with any of it, rows go the long way. */
  private static final String FACTS =
      """
      select
        c.relkind = 'r' and not c.relhasrules and not c.relrowsecurity
          and not exists (
            select 1 from pg_trigger t
            where t.tgrelid = c.oid and not t.tgisinternal and t.tgtype & 4 <> 0),
        c.oid || (
          select string_agg(format(' %s:%s:%s', attnum, atttypid, atttypmod), '' order by attnum)
          from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)
      from pg_class c where c.oid = to_regclass(?)
      """;

  private final CompiledEntity compiled;
  private final String layout;

  private DirectSql(CompiledEntity compiled, String layout) {
    this.compiled = compiled;
    this.layout = layout;
  }

  /** The statements; null for an entity whose rows have to be looked at one by one. */
  public static @Nullable DirectSql of(CompiledEntity compiled, Connection target)
      throws SQLException {
    TargetTable table = compiled.target();
    if (compiled.entity().rewrites() || !table.unique(compiled.entity().target().conflictKey())) {
      return null;
    }
    for (Staged staged : compiled.staged()) {
      if (table.column(staged.column().name()).fixed()
          || staged.column() instanceof Column.Ladder
          || (staged.column() instanceof Column.Link && !KEY_TYPES.contains(staged.type()))) {
        return null;
      }
    }
    try (PreparedStatement statement = target.prepareStatement(FACTS)) {
      statement.setString(1, Names.quoted(table.schema(), table.table()));
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1) ? new DirectSql(compiled, row.getString(2)) : null;
      }
    }
  }

  /** Which table this is and how its columns are laid out: a column made anew is another one. */
  public String layout() {
    return layout;
  }

  /** Takes whole rows: the id, then the columns in their order. */
  public String copy() {
    List<String> columns = new ArrayList<>();
    columns.add(Names.quoted(TargetTable.KEY));
    compiled.staged().forEach(staged -> columns.add(Names.quoted(staged.column().name())));
    return "copy "
        + Names.quoted(compiled.target().schema(), compiled.target().table())
        + " ("
        + String.join(", ", columns)
        + ") from stdin";
  }

  /**
   * Looks parents up as the merge does: takes an array of keys as text, answers with each key and
   * the id of its parent.
   *
   * @param column the place of the reference among the columns
   */
  public String parents(int column) {
    Staged staged = compiled.staged().get(column);
    Column.Reference reference = (Column.Reference) staged.column();
    for (CompiledEntity.Parent parent : compiled.parents()) {
      if (parent.reference().equals(reference)) {
        return "select k.key, p.id::text from unnest(?::text[]) k (key) join "
            + Names.quoted(parent.schema(), parent.table())
            + " p on p."
            + Names.quoted(reference.by())
            + " = k.key::"
            + staged.type();
      }
    }
    throw new IllegalStateException("a reference without its parent");
  }
}
