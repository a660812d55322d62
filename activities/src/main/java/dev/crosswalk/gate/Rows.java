package dev.crosswalk.gate;

import dev.crosswalk.ledger.CheckResult.Kind;
import dev.crosswalk.ledger.CheckResult.Question;
import dev.crosswalk.plan.Check.Severity;
import dev.crosswalk.plan.Column;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.RuleCall;
import dev.crosswalk.plan.Vocabulary;
import dev.crosswalk.sql.SourceSql;
import dev.crosswalk.sql.TargetTable;
import dev.crosswalk.sql.TargetTable.UniqueIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is asked about each row of one entity by itself: keys that are unique, columns that are
 * filled, words that the vocabulary knows. None trusts an index or a CHECK.
 */
final class Rows {
  private final CompiledPlan plan;
  private final Entity entity;
  private final TargetTable catalog;
  private final String table;

  Rows(CompiledPlan plan, Entity entity, TargetTable catalog) {
    this.plan = plan;
    this.entity = entity;
    this.catalog = catalog;
    this.table = Gate.table(entity);
  }

  List<Question> questions() {
    List<Question> questions = new ArrayList<>();
    List<String> key = entity.target().conflictKey();
    questions.add(unique(key, key.stream().map(SourceSql::quoted).toList(), null));
    for (Entity.Claim claim : entity.unique()) {
      UniqueIndex index = catalog.uniqueOn(claim.by());
      List<String> column = List.of(claim.by());
      questions.add(
          index == null
              ? unique(column, List.of(SourceSql.quoted(claim.by())), null)
              : unique(column, index.keys(), index.predicate()));
    }
    required(questions);
    for (Column column : entity.columns()) {
      if (column instanceof Column.Mapped mapped && mapped.vocabulary() != null) {
        questions.add(vocabulary(mapped.name(), plan.vocabulary(mapped.vocabulary())));
      }
    }
    return questions;
  }

  /** Two rows are the same to this question when they are so to the index. */
  private Question unique(List<String> columns, List<String> keys, @Nullable String predicate) {
    List<String> conditions = new ArrayList<>();
    keys.forEach(one -> conditions.add("(" + one + ") is not null"));
    if (predicate != null) {
      conditions.add("(" + predicate + ")");
    }
    String same = String.join(", ", keys);
    String rows = " from " + table + " where " + String.join(" and ", conditions);
    return question(
        "unique." + String.join("_", columns),
        Kind.UNIQUE,
        "no two rows have the same " + String.join(", ", columns),
        "select id::text as key"
            + rows
            + " and ("
            + same
            + ") in (select "
            + same
            + rows
            + " group by "
            + same
            + " having count(*) > 1)");
  }

  /** What the table demands of every row, and what the file promises for those of its own. */
  private void required(List<Question> questions) {
    TreeSet<String> names = new TreeSet<>();
    List<String> conditions = new ArrayList<>();
    for (TargetTable.TargetColumn column : catalog.columns()) {
      if (column.required()) {
        names.add(column.name());
        conditions.add("t." + SourceSql.quoted(column.name()) + " is null");
      }
    }
    for (Column column : entity.columns()) {
      if (promised(column) && names.add(column.name())) {
        conditions.add(
            "(t." + SourceSql.quoted(column.name()) + " is null" + Gate.ours(entity) + ")");
      }
    }
    if (!conditions.isEmpty()) {
      questions.add(
          question(
              "required_columns",
              Kind.REQUIRED,
              "these are filled: " + String.join(", ", names),
              "select t.id::text as key from "
                  + table
                  + " t where "
                  + String.join(" or ", conditions)));
    }
  }

  /** Columns that can only be null when somebody has emptied them. Rows that are kept need not. */
  private boolean promised(Column column) {
    if (entity.updates() || !entity.conflictsOnKey()) {
      return false;
    }
    if (column instanceof Column.Mapped mapped && mapped.vocabulary() == null) {
      List<RuleCall> rules = mapped.rules();
      return !rules.isEmpty() && rules.get(rules.size() - 1).rule().equals("default");
    }
    return column instanceof Column.Constant;
  }

  private Question vocabulary(String column, Vocabulary vocabulary) {
    TreeSet<String> words = new TreeSet<>(vocabulary.values());
    if (words.isEmpty()) {
      for (Vocabulary.Code code : vocabulary.codes()) {
        if (code.value() != null) {
          words.add(code.value());
        }
      }
      if (vocabulary.other() != null && vocabulary.other().value() != null) {
        words.add(vocabulary.other().value());
      }
    }
    List<String> literals = words.stream().map(SourceSql::literal).toList();
    String quoted = "t." + SourceSql.quoted(column);
    return question(
        "vocabulary." + column,
        Kind.VOCABULARY,
        column + " holds words of the vocabulary " + vocabulary.vocabulary() + " only",
        "select t.id::text as key from "
            + table
            + " t where "
            + quoted
            + " is not null"
            + (literals.isEmpty()
                ? ""
                : " and " + quoted + "::text not in (" + String.join(", ", literals) + ")"));
  }

  private Question question(String check, Kind kind, String about, String statement) {
    return new Question(check, kind, Severity.CRITICAL, about, null, table, null, statement);
  }
}
