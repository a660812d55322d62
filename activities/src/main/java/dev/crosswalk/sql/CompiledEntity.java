package dev.crosswalk.sql;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.plan.Column;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Entity;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entity together with what the catalogs say about it: the types of its staging columns, the
 * tables of its parents, and the verdicts that rows will meet. Immutable; belongs to one chunk.
 */
public record CompiledEntity(
    Entity entity,
    TargetTable target,
    SourceSql.KeyType keyType,
    List<Staged> staged,
    List<Parent> parents,
    List<Verdict> verdicts) {

  /** A column of the staging table that carries an entity's column. */
  public record Staged(Column column, String type) {}

  /**
   * The table that a reference points to.
   *
   * @param key whether the look-up column holds the parent's source key itself
   */
  public record Parent(Column.Reference reference, String schema, String table, boolean key) {}

  /**
   * A reason why the target would refuse a row. The position in the list is the precedence.
   *
   * @param condition an expression over the row's columns that is true for a bad row, never NULL;
   *     null for uniqueness, which needs more than the row
   * @param index the unique index, for uniqueness
   */
  public record Verdict(
      ErrorCode code,
      String sqlState,
      @Nullable String column,
      @Nullable String constraint,
      @Nullable String condition,
      TargetTable.@Nullable UniqueIndex index,
      @Nullable Parent parent) {

    /** What is forbidden and where, such as {@code constraint_violation.check items_size_check}. */
    String meaning() {
      String where = constraint == null ? column : constraint;
      return where == null ? code.key() : code.key() + " " + where;
    }
  }

  /** Compiles an entity against both catalogs. */
  public static CompiledEntity compile(
      CompiledPlan plan, Entity entity, Connection source, Connection target) throws SQLException {
    TargetTable table = TargetTable.read(target, entity.target().table());
    List<Staged> staged = new ArrayList<>();
    List<Parent> parents = new ArrayList<>();
    for (Column column : entity.columns()) {
      TargetTable.TargetColumn own = table.column(column.name());
      if (column instanceof Column.Reference reference) {
        Entity other = plan.entity(reference.entity());
        TargetTable parent = TargetTable.read(target, other.target().table());
        staged.add(new Staged(column, parent.column(reference.by()).type()));
        parents.add(
            new Parent(reference, parent.schema(), parent.table(), other.holdsKey(reference.by())));
      } else {
        staged.add(new Staged(column, own.type()));
      }
    }
    String keyTypeName;
    try (Statement statement = source.createStatement();
        ResultSet rows = statement.executeQuery(new SourceSql(entity).keyTypeProbe())) {
      keyTypeName = rows.getMetaData().getColumnTypeName(1);
    }
    return new CompiledEntity(
        entity,
        table,
        SourceSql.KeyType.of(keyTypeName, entity.entity()),
        staged,
        parents,
        Verdicts.of(entity, table, parents));
  }

  /** The name of the temporary table; one per connection. */
  public String stage() {
    return "#stage_" + entity.entity();
  }

  /** Creates the staging table, typed as the target, so that COPY does all casting. */
  public String createStage() {
    StringBuilder sql = new StringBuilder("create temporary table ");
    sql.append(Names.quoted(stage())).append(" (\n  ");
    sql.append(Names.quoted(Names.ROW)).append(" integer,\n  ");
    sql.append(Names.quoted(Names.KEY)).append(" text,\n  ");
    sql.append(Names.quoted(Names.ID)).append(" uuid");
    for (Staged column : staged) {
      sql.append(",\n  ").append(Names.quoted(column.column().name())).append(' ');
      sql.append(column.type());
    }
    return sql.append("\n) on commit delete rows").toString();
  }

  public String dropStage() {
    return "drop table if exists pg_temp." + Names.quoted(stage());
  }

  public String copyIntoStage() {
    return "copy pg_temp." + Names.quoted(stage()) + " from stdin";
  }
}
