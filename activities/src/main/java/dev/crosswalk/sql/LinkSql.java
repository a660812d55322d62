package dev.crosswalk.sql;

import static dev.crosswalk.sql.Names.column;
import static dev.crosswalk.sql.Names.name;

import dev.crosswalk.plan.Column;
import dev.crosswalk.sql.CompiledEntity.Parent;
import java.util.ArrayList;
import java.util.List;
import org.jooq.CaseConditionStep;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** How the merge finds the parents of staged rows. */
final class LinkSql {
  private final CompiledEntity compiled;
  private final String run;

  LinkSql(CompiledEntity compiled, String run) {
    this.compiled = compiled;
    this.run = run;
  }

  /** A column's value in a staged row; of a link, the parent's id. */
  Field<Object> value(Column column) {
    if (!(column instanceof Column.Link link)) {
      return column("s", column.name());
    }
    List<Field<Object>> ids = new ArrayList<>();
    for (Column.Reference attempt : link.attempts()) {
      ids.add(column(alias(attempt), TargetTable.KEY));
    }
    String placeholder = link.placeholder();
    if (placeholder != null) {
      ids.add(placeholder(link.entity(), placeholder));
    }
    return ids.size() == 1 ? ids.get(0) : DSL.field("coalesce({0})", Object.class, DSL.list(ids));
  }

  /**
   * The value that a row of the target is compared with. A reference that waits counts as null: its
   * closing will fill it, and whether the parent is there already depends on the order of batches.
   */
  Field<Object> compared(Column column) {
    Field<Object> value = value(column);
    if (!(column instanceof Column.Link link) || link.once()) {
      return value;
    }
    // Not `exists`, for which the server might hash all that waits, anew for each batch.
    Field<Integer> waits =
        DSL.field(
            DSL.select(DSL.inline(1))
                .from(DSL.table(name("crosswalk", "pending")).as("w"))
                .where(column("w", "entity").eq(DSL.inline(compiled.entity().entity())))
                .and(column("w", "column_name").eq(DSL.inline(link.name())))
                .and(column("w", "target_id").eq(column("t", TargetTable.KEY)))
                .and(column("w", "status").eq(DSL.inline("open"))));
    return DSL.when(column("t", link.name()).isNotNull().or(waits.isNull()), value);
  }

  /** Whether the staged row names a parent at all. */
  Condition named(Column.Link link) {
    Condition named = DSL.noCondition();
    for (Column.Reference attempt : link.attempts()) {
      named = named.or(column("s", attempt.name()).isNotNull());
    }
    return named;
  }

  private static String alias(Column.Reference attempt) {
    return "p:" + attempt.name();
  }

  /** The row that stands in, which was written before the first chunk. */
  private Field<Object> placeholder(String entity, String placeholder) {
    return DSL.field(
        DSL.select(column("target_id"))
            .from(DSL.table(name("crosswalk", "placeholder")))
            .where(column("run").eq(DSL.inline(run)))
            .and(column("entity").eq(DSL.inline(entity)))
            .and(column("name").eq(DSL.inline(placeholder))));
  }

  /** The staged rows beside the parents that are there. */
  Table<?> join(Table<?> stage) {
    Table<?> from = stage;
    for (Parent parent : compiled.parents()) {
      String alias = alias(parent.reference());
      from =
          from.leftJoin(DSL.table(name(parent.schema(), parent.table())).as(alias))
              .on(
                  column(alias, parent.reference().by())
                      .eq(column("s", parent.reference().name())));
    }
    return from;
  }

  /** What a link was looked up by, and where it has several answers, which of them it got. */
  List<SelectField<?>> fields(Column column) {
    List<SelectField<?>> fields = new ArrayList<>();
    if (column instanceof Column.Link link) {
      for (Column.Reference attempt : link.attempts()) {
        fields.add(column("s", attempt.name()).as(name(key(attempt))));
      }
      if (link instanceof Column.Ladder || link.placeholder() != null) {
        fields.add(taken(link).as(name(step(link))));
      }
    }
    return fields;
  }

  /** The column of a resolved row that holds what a link was looked up by. */
  static String key(Column.Reference attempt) {
    return "#ref:" + attempt.name();
  }

  /** The column of a resolved row that holds the number of the answer. */
  static String step(Column.Link link) {
    return "#step:" + link.name();
  }

  private static Field<Integer> taken(Column.Link link) {
    CaseConditionStep<Integer> taken = null;
    List<Column.Reference> attempts = link.attempts();
    for (int no = 0; no < attempts.size(); no++) {
      Condition found = column(alias(attempts.get(no)), TargetTable.KEY).isNotNull();
      taken = taken == null ? DSL.when(found, DSL.inline(no)) : taken.when(found, DSL.inline(no));
    }
    Field<Integer> last = DSL.inline(attempts.size());
    if (taken == null) {
      return last;
    }
    return link.placeholder() == null ? taken : taken.otherwise(last);
  }

  /** True for a row whose legacy row names no parent at all. */
  static String nothingGiven(Column.Link link) {
    List<String> empty = new ArrayList<>();
    for (Column.Reference attempt : link.attempts()) {
      empty.add(Names.quoted(key(attempt)) + " is null");
    }
    return String.join(" and ", empty);
  }

  /** True for a row without the parent; of several attempts, for the first that names one. */
  static String notFound(Column.Link link, Column.Reference attempt) {
    String missing = Names.quoted(link.name()) + " is null";
    return link.attempts().size() == 1
        ? missing
        : missing + " and " + Names.quoted(key(attempt)) + " is not null";
  }
}
