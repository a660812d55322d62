package dev.crosswalk.sql;

import static dev.crosswalk.sql.Names.column;
import static dev.crosswalk.sql.Names.name;

import dev.crosswalk.plan.Column;
import dev.crosswalk.sql.MergeSql.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jooq.CaseConditionStep;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.QueryPart;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * What a merge writes down about inserted rows whose parent is missing, is a placeholder, or was
 * found by a ladder, and about what ladders decided for rows that were there.
 */
final class LinkBooks {
  /** Why a person gets to see a row; also how rows without their parent are counted. */
  private static final String PARENT_MISSING = "parent_missing";

  private static final String PLACEHOLDER = "placeholder";
  private static final String SETTLED = "settled";

  private final CompiledEntity compiled;
  private final String run;
  private final List<Column.Link> links;

  LinkBooks(CompiledEntity compiled, String run) {
    this.compiled = compiled;
    this.run = run;
    this.links = compiled.entity().links();
  }

  private static Field<Integer> took(Column.Link link) {
    return DSL.field(name(SETTLED, LinkSql.step(link)), SQLDataType.INTEGER);
  }

  /** Whether an answer was looked for and there is none; a ladder always looks. */
  private static Condition missing(Column.Link link) {
    Condition none = column(SETTLED, link.name()).isNull();
    return link instanceof Column.Reference reference
        ? none.and(column(SETTLED, LinkSql.key(reference)).isNotNull())
        : none;
  }

  /** What inserted rows are counted by. */
  List<Outcome> outcomes() {
    List<Outcome> outcomes = new ArrayList<>();
    for (Column.Link link : links) {
      if (link instanceof Column.Ladder ladder) {
        for (int no = 0; no < ladder.steps().size(); no++) {
          String step = ladder.steps().get(no).step();
          outcomes.add(new Outcome(link.name(), "ladder", step, took(link).eq(no)));
        }
      } else if (link.placeholder() != null) {
        outcomes.add(new Outcome(link.name(), "reference", PLACEHOLDER, took(link).eq(1)));
      }
      if (!link.hard() && link.placeholder() == null) {
        String rule = link instanceof Column.Ladder ? "ladder" : "reference";
        outcomes.add(new Outcome(link.name(), rule, PARENT_MISSING, missing(link)));
      }
    }
    return outcomes;
  }

  /** What the ledger keeps of the rows that are inserted. */
  List<CommonTableExpression<?>> books(Condition isNew) {
    List<CommonTableExpression<?>> books = new ArrayList<>();
    List<QueryPart> waiting = new ArrayList<>();
    List<QueryPart> reviews = new ArrayList<>();
    for (Column.Link link : links) {
      if (link instanceof Column.Ladder ladder) {
        books.add(associated(ladder, column(SETTLED, Names.ID), isNew));
        reviews.add(DSL.row(DSL.inline(link.name()), decision(ladder)));
      } else if (link instanceof Column.Reference reference && !link.hard()) {
        Condition seen = took(link).eq(1);
        String reason = PLACEHOLDER;
        if (link.placeholder() == null) {
          seen = missing(link);
          reason = PARENT_MISSING;
          waiting.add(
              DSL.row(
                  DSL.inline(link.name()),
                  DSL.inline(link.entity()),
                  DSL.inline(link.by()),
                  DSL.when(seen, column(SETTLED, LinkSql.key(reference)).cast(SQLDataType.CLOB))));
        }
        if (reference.review()) {
          reviews.add(DSL.row(DSL.inline(link.name()), DSL.when(seen, DSL.inline(reason))));
        }
      }
    }
    if (!waiting.isEmpty()) {
      books.add(pending(waiting, isNew));
    }
    if (!reviews.isEmpty()) {
      books.add(reviewed("reviewed", reviews, isNew));
    }
    return books;
  }

  /**
   * What the ledger keeps of rows that an update found: what their ladders decided, when that is
   * written now or was never told.
   */
  List<CommonTableExpression<?>> decisions() {
    List<CommonTableExpression<?>> books = new ArrayList<>();
    for (Column.Link link : links) {
      if (link instanceof Column.Ladder ladder) {
        Condition told = told(ladder);
        books.add(associated(ladder, column(SETTLED, "#existing"), told));
        QueryPart review = DSL.row(DSL.inline(link.name()), decision(ladder));
        books.add(reviewed("reviewed:" + link.name(), List.of(review), told));
      }
    }
    return books;
  }

  /** Whether the decision is news: what others wrote and keep is not ours to tell. */
  private Condition told(Column.Ladder ladder) {
    return DSL.condition(
        """
        settled."#verdict" is null and settled."#existing" is not null
          and not coalesce({0} = any (settled."#kept"), false)
          and (
            coalesce({0} = any (settled."#changes"), false)
            or not exists (
              select 1
              from crosswalk.association a
              where a.entity = {1} and a.column_name = {0} and a.target_id = settled."#existing"
                and not a.undone))""",
        DSL.inline(ladder.name()), DSL.inline(compiled.entity().entity()));
  }

  /** Why a person must see what the ladder decided; NULL when nobody must. */
  private static Field<String> decision(Column.Ladder ladder) {
    CaseConditionStep<String> reason = DSL.when(missing(ladder), DSL.inline(PARENT_MISSING));
    for (int no = 0; no < ladder.steps().size(); no++) {
      Column.Step step = ladder.steps().get(no);
      if (step.review()) {
        reason = reason.when(took(ladder).eq(no), DSL.inline("ladder." + step.step()));
      }
    }
    return reason;
  }

  private CommonTableExpression<?> pending(List<QueryPart> waiting, Condition isNew) {
    return name("waiting")
        .as(
            insert(
                """
                insert into crosswalk.pending (
                  run, entity, source_table, source_key, target_table, target_id,
                  column_name, parent_entity, parent_column, parent_key)
                select {0}, {1}, {2}, settled."#key", {3}, settled."#id", w.*
                from settled
                cross join lateral (values {4}) w (
                  column_name, parent_entity, parent_column, parent_key)
                where {5} and w.parent_key is not null
                on conflict (entity, column_name, target_id) do update set
                  run = excluded.run, source_table = excluded.source_table,
                  source_key = excluded.source_key, parent_entity = excluded.parent_entity,
                  parent_column = excluded.parent_column, parent_key = excluded.parent_key,
                  status = 'open', code = null, settled_run = null,
                  settled_entity = null, settled_batch = null
                returning 1""",
                DSL.inline(run),
                DSL.inline(compiled.entity().entity()),
                DSL.inline(compiled.entity().source().table()),
                DSL.inline(compiled.entity().target().table()),
                DSL.list(waiting),
                isNew));
  }

  private CommonTableExpression<?> associated(
      Column.Ladder ladder, Field<Object> id, Condition which) {
    List<QueryPart> steps = new ArrayList<>();
    for (int no = 0; no < ladder.steps().size(); no++) {
      Column.Step step = ladder.steps().get(no);
      steps.add(
          DSL.row(
              DSL.inline(no),
              DSL.inline(step.step()),
              DSL.inline(step.method()),
              DSL.inline(step.confidence()),
              DSL.inline(step.review())));
    }
    return name("associated:" + ladder.name())
        .as(
            insert(
                """
                insert into crosswalk.association (
                  run, entity, source_table, source_key, target_table, target_id,
                  column_name, parent_entity, parent_id, step, method, confidence, requires_review)
                select
                  {0}, {1}, {2}, settled."#key", {3}, {10},
                  {4}, {5}, {6}, w.step, w.method, w.confidence, coalesce(w.review, true)
                from settled
                left join (values {7}) w (no, step, method, confidence, review) on w.no = {8}
                where {9}
                on conflict (entity, column_name, target_id) do update set
                  run = excluded.run, source_table = excluded.source_table,
                  source_key = excluded.source_key, parent_id = excluded.parent_id,
                  step = excluded.step, method = excluded.method,
                  confidence = excluded.confidence, requires_review = excluded.requires_review,
                  undone = false
                returning 1""",
                DSL.inline(run),
                DSL.inline(compiled.entity().entity()),
                DSL.inline(compiled.entity().source().table()),
                DSL.inline(compiled.entity().target().table()),
                DSL.inline(ladder.name()),
                DSL.inline(ladder.entity()),
                column(SETTLED, ladder.name()),
                DSL.list(steps),
                took(ladder),
                which,
                id));
  }

  private CommonTableExpression<?> reviewed(String step, List<QueryPart> reviews, Condition which) {
    return name(step)
        .as(
            insert(
                """
                insert into crosswalk.review (
                  run, entity, source_table, source_key, column_name, reason)
                select {0}, {1}, {2}, settled."#key", w.column_name, w.reason
                from settled
                cross join lateral (values {3}) w (column_name, reason)
                where {4} and w.reason is not null
                on conflict (run, entity, source_table, source_key, column_name, reason)
                  do update set status = 'open' where review.status = 'undone'
                returning 1""",
                DSL.inline(run),
                DSL.inline(compiled.entity().entity()),
                DSL.inline(compiled.entity().source().table()),
                DSL.list(reviews),
                which));
  }

  private static ResultQuery<Record> insert(String template, QueryPart... parts) {
    return DSL.resultQuery(template.indent(4).strip(), parts);
  }
}
