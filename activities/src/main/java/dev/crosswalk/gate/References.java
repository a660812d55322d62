package dev.crosswalk.gate;

import dev.crosswalk.ledger.CheckResult.Kind;
import dev.crosswalk.ledger.CheckResult.Question;
import dev.crosswalk.plan.Check.Severity;
import dev.crosswalk.plan.Column;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.sql.ForeignKey;
import dev.crosswalk.sql.SourceSql;
import dev.crosswalk.sql.TargetTable;
import java.util.ArrayList;
import java.util.List;

/**
 * What is asked about the references of one entity's rows: those that its file declares, and the
 * foreign keys of the catalog. None trusts that the database enforces them.
 */
final class References {
  private static final double ALL = 100;

  private final CompiledPlan plan;
  private final Entity entity;
  private final String run;
  private final String table;

  References(CompiledPlan plan, Entity entity, String run) {
    this.plan = plan;
    this.entity = entity;
    this.run = run;
    this.table = Gate.table(entity);
  }

  /** Those of the file. */
  List<Question> declared() {
    List<Question> questions = new ArrayList<>();
    for (Column.Link link : entity.links()) {
      questions.add(dangling(link));
      if (link.entity().equals(entity.entity())) {
        questions.add(waiting(link));
      }
    }
    return questions;
  }

  /** Those that a closer look adds. */
  List<Question> more(List<ForeignKey> keys) {
    List<Question> questions = new ArrayList<>();
    for (Column.Link link : entity.links()) {
      if (!link.once() && !link.entity().equals(entity.entity())) {
        questions.add(waiting(link));
      }
      if (link.placeholder() != null) {
        questions.add(placeholder(link));
      }
    }
    for (ForeignKey key : keys) {
      if (!isDeclared(key)) {
        questions.add(dangling(key));
      }
    }
    return questions;
  }

  private Question dangling(Column.Link link) {
    String column = "t." + SourceSql.quoted(link.name());
    boolean needed = !entity.updates() && (link.hard() || link.placeholder() != null);
    return question(
        "reference." + link.name(),
        "each row has its " + link.name() + " in " + link.entity() + (needed ? "" : ", or none"),
        // Not as an OR of two questions: whether there is a parent would not be asked by a join.
        "select t.id::text as key from "
            + table
            + " t where not exists (select 1 from "
            + Gate.table(plan.entity(link.entity()))
            + " p where p.id = "
            + column
            + ") and ("
            + column
            + " is not null"
            + (needed ? " or (true" + Gate.ours(entity) + ")" : "")
            + ")");
  }

  /** Not of a parent that is still being loaded: what waits for it is filled at its end. */
  private Question waiting(Column.Link link) {
    boolean other = !link.entity().equals(entity.entity());
    String parent = SourceSql.literal(link.entity());
    return question(
        "filled." + link.name(),
        "no row waits for its " + link.name() + " while that is there",
        "select p.source_key as key from crosswalk.pending p join "
            + Gate.table(plan.entity(link.entity()))
            + " t on t."
            + SourceSql.quoted(link.by())
            + "::text = p.parent_key where p.status = 'open' and p.run = "
            + SourceSql.literal(run)
            + " and p.entity = "
            + SourceSql.literal(entity.entity())
            + " and p.parent_entity = "
            + parent
            + " and p.column_name = "
            + SourceSql.literal(link.name())
            + (other
                ? " and not exists (select 1 from crosswalk.entity e where e.run = p.run"
                    + " and e.entity = p.parent_entity and e.status in ('pending', 'migrating'))"
                : ""));
  }

  /** A placeholder is no parent: what hangs on one is counted, and no secret. */
  private Question placeholder(Column.Link link) {
    return new Question(
        "placeholder." + link.name(),
        Kind.REFERENCE,
        Severity.MINOR,
        "rows that hang on the placeholder " + link.entity() + "." + link.placeholder(),
        ALL,
        table,
        null,
        "select t.id::text as key from "
            + table
            + " t where t."
            + SourceSql.quoted(link.name())
            + " in (select h.target_id from crosswalk.placeholder h where h.entity = "
            + SourceSql.literal(link.entity())
            + " and h.name = "
            + SourceSql.literal(String.valueOf(link.placeholder()))
            + " and not h.undone)");
  }

  private Question dangling(ForeignKey key) {
    List<String> there = new ArrayList<>();
    List<String> same = new ArrayList<>();
    for (int no = 0; no < key.columns().size(); no++) {
      String column = "t." + SourceSql.quoted(key.columns().get(no));
      there.add(column + " is not null");
      same.add("p." + SourceSql.quoted(key.targets().get(no)) + " = " + column);
    }
    return question(
        "foreign_key." + key.name(),
        "each row has its "
            + String.join(", ", key.columns())
            + " in "
            + key.table()
            + ", or none; the catalog's own word is not taken for it",
        "select t.id::text as key from "
            + table
            + " t where "
            + String.join(" and ", there)
            + " and not exists (select 1 from "
            + SourceSql.quoted(key.schema(), key.table())
            + " p where "
            + String.join(" and ", same)
            + ")");
  }

  /** Whether a reference of the file asks the same. */
  private boolean isDeclared(ForeignKey key) {
    return key.targets().equals(List.of(TargetTable.KEY))
        && entity.links().stream()
            .anyMatch(
                link ->
                    key.columns().equals(List.of(link.name()))
                        && SourceSql.quoted(key.schema(), key.table())
                            .equals(Gate.table(plan.entity(link.entity()))));
  }

  private Question question(String check, String about, String statement) {
    return new Question(
        check, Kind.REFERENCE, Severity.CRITICAL, about, null, table, null, statement);
  }
}
