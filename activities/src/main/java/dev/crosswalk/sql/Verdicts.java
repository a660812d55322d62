package dev.crosswalk.sql;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.plan.Column;
import dev.crosswalk.plan.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compiles what the catalog forbids into conditions that staged rows can be asked, so that a bad
 * row is found without an error. What is not compiled (triggers, exclusion constraints, foreign
 * keys that no reference declares) is found by splitting the batch.
 */
final class Verdicts {
  private Verdicts() {}

  /** The verdicts in their order of precedence. */
  static List<CompiledEntity.Verdict> of(
      Entity entity,
      TargetTable table,
      List<CompiledEntity.Parent> parents,
      CompiledEntity.@Nullable Parent updated) {
    TreeSet<String> filled = new TreeSet<>();
    List<CompiledEntity.Verdict> verdicts = new ArrayList<>();
    for (Column column : entity.columns()) {
      filled.add(column.name());
    }
    for (Column.Link link : entity.links()) {
      if (link.hard()) {
        verdicts.add(required(link.name(), LinkSql.nothingGiven(link)));
        for (CompiledEntity.Parent parent : parents) {
          if (link.attempts().contains(parent.reference())) {
            verdicts.add(
                new CompiledEntity.Verdict(
                    ErrorCode.MISSING_PARENT,
                    "23503",
                    link.name(),
                    null,
                    LinkSql.notFound(link, parent.reference()),
                    null,
                    parent));
          }
        }
      }
    }
    if (entity.updates()) {
      verdicts.addAll(ofUpdates(entity, updated));
    } else if (entity.target().action() == Entity.Action.REJECT) {
      verdicts.add(
          new CompiledEntity.Verdict(ErrorCode.EXISTING, null, null, null, null, null, null));
    }
    for (Column column : entity.columns()) {
      boolean decided = column instanceof Column.Link link && link.hard();
      if (table.column(column.name()).required() && !decided) {
        verdicts.add(required(column.name(), Names.quoted(column.name()) + " is null"));
      }
    }
    for (TargetTable.CheckConstraint check : table.checks()) {
      if (filled.containsAll(check.columns()) && !check.columns().isEmpty()) {
        verdicts.add(
            new CompiledEntity.Verdict(
                ErrorCode.CHECK,
                "23514",
                check.columns().size() == 1 ? check.columns().get(0) : null,
                check.name(),
                "not coalesce(" + check.expression() + ", true)",
                null,
                null));
      }
    }
    int conflictFirst = verdicts.size(); // as for a conflict key that an earlier batch brought
    for (TargetTable.UniqueIndex index : table.uniques()) {
      boolean conflict =
          index.predicate() == null
              && new TreeSet<>(index.columns())
                  .equals(new TreeSet<>(entity.target().conflictKey()));
      if (index.early()
          && filled.containsAll(index.columns())
          && !(conflict && (entity.conflictsOnKey() || entity.updates()))) {
        verdicts.add(
            conflict ? conflictFirst : verdicts.size(),
            new CompiledEntity.Verdict(
                conflict ? ErrorCode.KEY_TAKEN : taken(entity, index),
                "23505",
                index.columns().size() == 1 ? index.columns().get(0) : null,
                index.name(),
                null,
                index,
                null));
      }
    }
    return verdicts;
  }

  /** No row to update, or one that another row of the source has updated. */
  private static List<CompiledEntity.Verdict> ofUpdates(
      Entity entity, CompiledEntity.@Nullable Parent updated) {
    List<String> key = entity.target().conflictKey();
    String column = key.size() == 1 ? key.get(0) : null;
    return List.of(
        new CompiledEntity.Verdict(
            ErrorCode.MISSING_ROW,
            null,
            column,
            null,
            Names.quoted("#existing") + " is null",
            null,
            updated),
        new CompiledEntity.Verdict(
            ErrorCode.KEY_TAKEN, null, column, null, Names.quoted(UpdateSql.TAKEN), null, null));
  }

  private static ErrorCode taken(Entity entity, TargetTable.UniqueIndex index) {
    for (String column : index.columns()) {
      if (entity.column(column) instanceof Column.Mapped mapped
          && mapped.rules().stream().anyMatch(call -> call.rule().equals("email"))) {
        return ErrorCode.EMAIL;
      }
    }
    return ErrorCode.UNIQUE;
  }

  private static CompiledEntity.Verdict required(String column, String condition) {
    return new CompiledEntity.Verdict(
        ErrorCode.VALIDATION_REQUIRED, "23502", column, null, condition, null, null);
  }
}
