package dev.crosswalk.sql;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.plan.Column;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Entity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One source of an entity together with what the catalogs say about it: the types of its staging
 * columns, the tables of its parents, and the verdicts that rows will meet. Immutable; belongs to
 * one chunk.
 *
 * @param staged the columns that are written
 * @param inputs the columns of the staging table: those that are written, and for one that looks
 *     for a parent in several ways, each of them
 */
public record CompiledEntity(
    Entity entity,
    TargetTable target,
    KeyOrder keys,
    List<Staged> staged,
    List<Staged> inputs,
    List<Parent> parents,
    List<Verdict> verdicts) {

  /** A column with its type; one that holds a parent's id is of its legacy key's type here. */
  public record Staged(Column column, String type) {}

  /**
   * The table that a reference points to.
   *
   * @param reference one of the ways in which a link looks for it
   * @param keyTables the key tables of the parent whose key the look-up column holds itself
   */
  public record Parent(
      Column.Reference reference, String schema, String table, List<String> keyTables) {}

  /**
   * A reason why the target would refuse a row. The position in the list is the precedence.
   *
   * @param condition an expression over the row's columns that is true for a bad row, never NULL;
   *     null for uniqueness, which needs more than the row
   * @param index the unique index, for uniqueness
   */
  public record Verdict(
      ErrorCode code,
      @Nullable String sqlState,
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

  /** Compiles one source of an entity, {@link Entity#source}, against both catalogs. */
  public static CompiledEntity compile(
      CompiledPlan plan, Entity entity, Connection source, Connection target) throws SQLException {
    TargetTable table = TargetTable.read(target, entity.target().table());
    List<Staged> staged = new ArrayList<>();
    List<Staged> inputs = new ArrayList<>();
    List<Parent> parents = new ArrayList<>();
    for (Column column : entity.columns()) {
      String type = table.column(column.name()).type();
      if (column instanceof Column.Link link) {
        Entity other = plan.entity(link.entity());
        TargetTable parent = TargetTable.read(target, other.target().table());
        type = parent.column(link.by()).type();
        List<String> keyTables = other.keyTables(link.by());
        for (Column.Reference attempt : link.attempts()) {
          inputs.add(new Staged(attempt, type));
          parents.add(new Parent(attempt, parent.schema(), parent.table(), keyTables));
        }
      } else {
        inputs.add(new Staged(column, type));
      }
      staged.add(new Staged(column, type));
    }
    KeyOrder keys;
    try (PreparedStatement probe = source.prepareStatement(new SourceSql(entity).keyTypeProbe())) {
      keys = KeyOrder.of(entity, probe.getMetaData());
    }
    return new CompiledEntity(
        entity,
        table,
        keys,
        staged,
        inputs,
        parents,
        Verdicts.of(entity, table, parents, updated(plan, entity, table)));
  }

  /** Who brings the rows that the entity updates; null when that cannot be told by their key. */
  private static @Nullable Parent updated(CompiledPlan plan, Entity entity, TargetTable table) {
    List<String> key = entity.target().conflictKey();
    for (Entity other : plan.entities()) {
      if (entity.updates()
          && !other.updates()
          && other.target().table().equals(entity.target().table())
          && other.conflictsOnKey()
          && other.target().conflictKey().equals(key)
          && entity.column(key.get(0)) instanceof Column.Mapped own) {
        Column.Reference reference =
            new Column.Reference(
                own.name(), own.phi(), other.entity(), own.name(), own.from(), true, null, false);
        return new Parent(reference, table.schema(), table.table(), other.keyTables(own.name()));
      }
    }
    return null;
  }

  /** The verdict on a constraint or a unique index of this name; null when none was compiled. */
  public @Nullable Verdict verdictOn(@Nullable String constraint) {
    for (Verdict verdict : verdicts) {
      if (constraint != null && constraint.equals(verdict.constraint())) {
        return verdict;
      }
    }
    return null;
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
    for (Staged column : inputs) {
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
