package dev.crosswalk.sql;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.plan.Column;
import dev.crosswalk.plan.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Compiles what the catalog forbids into conditions that staged rows can be asked, so that a bad
 * row is found without an error. What is not compiled (triggers, exclusion constraints, foreign
 * keys that no reference declares) is found by splitting the batch.
 */
final class Verdicts {
  private Verdicts() {}

  /** The verdicts in their order of precedence. */
  static List<CompiledEntity.Verdict> of(
      Entity entity, TargetTable table, List<CompiledEntity.Parent> parents) {
    TreeSet<String> filled = new TreeSet<>();
    List<CompiledEntity.Verdict> verdicts = new ArrayList<>();
    for (Column column : entity.columns()) {
      filled.add(column.name());
    }
    for (CompiledEntity.Parent parent : parents) {
      if (parent.reference().hard()) {
        String column = parent.reference().name();
        verdicts.add(required(column, Names.quoted("#ref:" + column) + " is null"));
        verdicts.add(
            new CompiledEntity.Verdict(
                ErrorCode.MISSING_PARENT,
                "23503",
                column,
                null,
                Names.quoted(column) + " is null",
                null,
                parent));
      }
    }
    for (Column column : entity.columns()) {
      boolean decided = column instanceof Column.Reference reference && reference.hard();
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
    for (TargetTable.UniqueIndex index : table.uniques()) {
      boolean conflict =
          index.predicate() == null
              && new TreeSet<>(index.columns())
                  .equals(new TreeSet<>(entity.target().conflictKey()));
      if (index.early()
          && filled.containsAll(index.columns())
          && !(conflict && entity.conflictsOnKey())) {
        verdicts.add(
            new CompiledEntity.Verdict(
                conflict ? ErrorCode.KEY_TAKEN : ErrorCode.UNIQUE,
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

  private static CompiledEntity.Verdict required(String column, String condition) {
    return new CompiledEntity.Verdict(
        ErrorCode.VALIDATION_REQUIRED, "23502", column, null, condition, null, null);
  }
}
