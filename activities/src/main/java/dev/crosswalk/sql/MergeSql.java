package dev.crosswalk.sql;

import static dev.crosswalk.sql.Names.column;
import static dev.crosswalk.sql.Names.condition;
import static dev.crosswalk.sql.Names.name;
import static dev.crosswalk.sql.Names.slot;
import static dev.crosswalk.sql.Names.verbatim;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.plan.Column;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.sql.CompiledEntity.Staged;
import dev.crosswalk.sql.CompiledEntity.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jooq.CaseConditionStep;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.QueryPart;
import org.jooq.SelectField;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * The one statement that takes staged rows into the target: resolves references, gives verdicts,
 * inserts what is new, keeps or updates what is there, and writes the inserted keys and ids into
 * the ledger.
 *
 * <p>It answers with one row: inserted, existing_same, existing_different; then five arrays:
 * diverted rows and their verdicts, different rows, their ids and the names of their differing
 * columns, as {@link #columns} takes them; then the rows updated, and those that were to be; then,
 * {@code links}, how many inserted rows had each of the {@link #outcomes}, null without any.
 */
public final class MergeSql {
  /** Filled in for each part of a batch; no author's expression looks like one. */
  private static final String LOW = "${crosswalk.low}";

  private static final String HIGH = "${crosswalk.high}";
  private static final String BATCH = "${crosswalk.batch}";
  private static final String PART = "${crosswalk.part}";

  /**
   * What may come of a link, counted as a cleansing rule is.
   *
   * @param condition over a row that is inserted
   */
  public record Outcome(String column, String rule, String outcome, Condition condition) {}

  private final CompiledEntity compiled;
  private final LinkSql links;
  private final LinkBooks linkBooks;
  private final List<Outcome> outcomes;
  private final UpdateSql update;
  private final String template;

  public MergeSql(CompiledEntity compiled, String run, int chunk) {
    this.compiled = compiled;
    this.links = new LinkSql(compiled, run);
    this.linkBooks = new LinkBooks(compiled, run);
    this.outcomes = linkBooks.outcomes();
    this.update = new UpdateSql(compiled, run);
    this.template = render(run, chunk);
  }

  /** The statement for the staged rows {@code low} to {@code high}, both included. */
  public String statement(int low, int high, int batch, int part) {
    return template
        .replace(LOW, Integer.toString(low))
        .replace(HIGH, Integer.toString(high))
        .replace(BATCH, Integer.toString(batch))
        .replace(PART, Integer.toString(part));
  }

  /** The names of the columns in which a row differs, as the statement told them. */
  public static List<String> columns(String told) {
    return List.of(told.split("\u001f"));
  }

  /** What the numbers in {@code links} count. */
  public List<Outcome> outcomes() {
    return outcomes;
  }

  private String render(String run, int chunk) {
    Entity entity = compiled.entity();
    List<CommonTableExpression<?>> steps = new ArrayList<>();
    CommonTableExpression<?> resolved = resolved();
    steps.add(resolved);
    if (entity.rewrites()) {
      steps.add(update.decided());
    }
    CommonTableExpression<?> judged = judged(steps.get(steps.size() - 1));
    steps.add(judged);
    CommonTableExpression<?> settled = settled(judged);
    steps.add(settled);
    steps.add(signed());
    CommonTableExpression<?> inserted = inserted(settled);
    if (entity.updates()) {
      steps.addAll(linkBooks.decisions());
    } else {
      steps.add(inserted);
      steps.add(booked(settled, run, chunk));
      steps.addAll(linkBooks.books(isNew()));
    }
    CommonTableExpression<?> changed = update.changed();
    if (entity.rewrites()) {
      steps.add(changed);
      steps.add(update.imaged(chunk, slot(BATCH, SQLDataType.INTEGER)));
    }
    Condition passed = column("#verdict").isNull();
    Condition exists = passed.and(column("#existing").isNotNull());
    Condition diverted = column("#verdict").isNotNull();
    Condition differs = exists.and(column("#differences").isNotNull());
    Condition left = entity.rewrites() ? differs.and(UpdateSql.due().not()) : differs;
    return Names.SQL.renderInlined(
        DSL.with(steps)
            .select(
                (entity.updates()
                        ? DSL.inline(0)
                        : DSL.field(DSL.select(DSL.count()).from(inserted)))
                    .as("inserted"),
                DSL.count()
                    .filterWhere(exists.and(column("#differences").isNull()))
                    .as("existing_same"),
                DSL.count().filterWhere(left).as("existing_different"),
                listed(Names.ROW, diverted).as("diverted"),
                listed("#verdict", diverted).as("verdicts"),
                listed(Names.ROW, told()).as("different"),
                listed("#existing", told()).as("ids"),
                listed(entity.rewrites() ? UpdateSql.kept() : column("#differences"), told())
                    .as("differences"),
                (entity.rewrites()
                        ? DSL.field(DSL.select(DSL.count()).from(changed))
                        : DSL.inline(0))
                    .as("updated"),
                (entity.rewrites()
                        ? DSL.count().filterWhere(passed.and(UpdateSql.due()))
                        : DSL.inline(0))
                    .as("due"),
                linked().as("links"))
            .from(settled));
  }

  /** Rows that are there with values that the source's do not replace. */
  private Condition told() {
    Condition exists = column("#existing").isNotNull();
    if (compiled.entity().rewrites()) {
      return exists.and(column("#verdict").isNull()).and(UpdateSql.kept().isNotNull());
    }
    Condition differs = exists.and(column("#differences").isNotNull());
    int refused = number(ErrorCode.EXISTING);
    return refused < 0
        ? column("#verdict").isNull().and(differs)
        : column("#verdict").eq(DSL.inline((Object) refused)).and(differs);
  }

  /**
   * The transaction in which the statement writes, as its rows will tell by their {@code xmin}:
   * that of a savepoint is known to nobody but its rows. A staged row is copied for it, as one of
   * NULLs may not be of the columns' domains; without a number no part of a batch sees the copy.
   */
  private CommonTableExpression<?> signed() {
    List<Field<?>> columns = new ArrayList<>();
    columns.add(column(Names.KEY));
    compiled.inputs().forEach(input -> columns.add(column(input.column().name())));
    Table<?> stage = DSL.table(name("pg_temp", compiled.stage()));
    return name("signed")
        .as(
            DSL.insertInto(stage, columns)
                .select(
                    DSL.select(columns).from(stage).where(ofThisPart(column(Names.ROW))).limit(1))
                .returning(column("xmin")));
  }

  private static Condition ofThisPart(Field<Object> row) {
    return row.between(slot(LOW, SQLDataType.OTHER), slot(HIGH, SQLDataType.OTHER));
  }

  private CommonTableExpression<?> inserted(CommonTableExpression<?> settled) {
    List<Field<?>> columns = new ArrayList<>();
    List<SelectField<?>> values = new ArrayList<>();
    columns.add(column(TargetTable.KEY));
    values.add(column(Names.ID));
    for (Staged staged : compiled.staged()) {
      columns.add(column(staged.column().name()));
      values.add(column(staged.column().name()));
    }
    return name("inserted")
        .as(
            DSL.insertInto(target(), columns)
                .select(DSL.select(values).from(settled).where(isNew()))
                .returning(DSL.inline(1).as("one")));
  }

  private CommonTableExpression<?> booked(CommonTableExpression<?> settled, String run, int chunk) {
    return name("booked")
        .as(
            DSL.insertInto(
                    DSL.table(name("crosswalk", "written")),
                    List.of(
                        column("run"),
                        column("entity"),
                        column("chunk"),
                        column("batch"),
                        column("part"),
                        column("source_table"),
                        column("xid"),
                        column("keys"),
                        column("ids")))
                .select(
                    DSL.select(
                            DSL.inline(run),
                            DSL.inline(compiled.entity().entity()),
                            DSL.inline(chunk),
                            slot(BATCH, SQLDataType.INTEGER),
                            slot(PART, SQLDataType.INTEGER),
                            DSL.inline(compiled.entity().source().table()),
                            DSL.field(DSL.select(column("xmin")).from(name("signed"))),
                            // In any order, as long as it is the same for both.
                            DSL.arrayAgg(column(Names.KEY)),
                            DSL.arrayAgg(column(Names.ID)))
                        .from(settled)
                        .where(isNew())
                        .having(DSL.count().gt(0)))
                .returning(column("part")));
  }

  private static Condition isNew() {
    return column("#verdict").isNull().and(column("#existing").isNull());
  }

  private Field<?> linked() {
    List<Field<Integer>> counts = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      counts.add(DSL.count().filterWhere(isNew().and(outcome.condition())));
    }
    return counts.isEmpty() ? DSL.inline((Integer[]) null) : DSL.array(counts);
  }

  private static Field<?> listed(String column, Condition which) {
    return listed(column(column), which);
  }

  /** The field's values in the order of the rows. */
  private static Field<?> listed(Field<?> field, Condition which) {
    return DSL.arrayAgg(field).orderBy(column(Names.ROW)).filterWhere(which);
  }

  private Table<?> target() {
    return DSL.table(name(compiled.target().schema(), compiled.target().table()));
  }

  /** Staged rows with the ids of their parents and of the row that is there already. */
  private CommonTableExpression<?> resolved() {
    List<SelectField<?>> fields = new ArrayList<>();
    fields.add(column("s", Names.ROW));
    fields.add(column("s", Names.KEY));
    fields.add(column("s", Names.ID));
    for (Staged staged : compiled.staged()) {
      String column = staged.column().name();
      fields.add(links.value(staged.column()).as(name(column)));
      fields.addAll(links.fields(staged.column()));
    }
    fields.add(column("t", TargetTable.KEY).as(name("#existing")));
    fields.add(differences().as(name("#differences")));
    if (compiled.entity().rewrites()) {
      fields.addAll(update.fields());
    }
    Table<?> from = links.join(DSL.table(name("pg_temp", compiled.stage())).as("s"));
    Condition same = DSL.noCondition();
    for (String key : compiled.entity().target().conflictKey()) {
      Column own = compiled.entity().column(key);
      Field<Object> value = own == null ? column("s", key) : links.value(own);
      same = same.and(column("t", key).eq(value));
    }
    return name("resolved")
        .as(
            DSL.select(fields)
                .from(from.leftJoin(target().as("t")).on(same))
                .where(ofThisPart(column("s", Names.ROW))));
  }

  /** A parent that was not found is no reason to take another one away. */
  private Field<Object> proposed(Column column) {
    if (!compiled.entity().rewrites() || !(column instanceof Column.Link link) || link.hard()) {
      return links.compared(column);
    }
    Field<Object> value = links.value(column);
    return DSL.when(value.isNull().and(links.named(link)), column("t", column.name()))
        .otherwise(value);
  }

  /** Names of the columns in which an existing row differs; NULL when it is the same. */
  private Field<Object> differences() {
    List<Field<?>> ours = new ArrayList<>();
    List<Field<?>> theirs = new ArrayList<>();
    List<Field<?>> names = new ArrayList<>();
    for (Staged staged : compiled.staged()) {
      if (!update.writes(staged.column().name())) {
        continue;
      }
      Field<Object> our = proposed(staged.column());
      Field<Object> their = column("t", staged.column().name());
      ours.add(our);
      theirs.add(their);
      names.add(
          DSL.field(
              "case when record_image_ne(row({0}), row({1})) then {2} end",
              our, their, DSL.inline(staged.column().name())));
    }
    Condition differ =
        DSL.condition("record_image_ne(row({0}), row({1}))", list(ours), list(theirs));
    return DSL.when(column("t", TargetTable.KEY).isNotNull().and(differ), Names.joined(names));
  }

  private static QueryPart list(List<Field<?>> fields) {
    return DSL.list(fields.toArray(Field<?>[]::new));
  }

  /** The verdict that the row alone can tell, and the keys for those it cannot. */
  private CommonTableExpression<?> judged(CommonTableExpression<?> resolved) {
    List<SelectFieldOrAsterisk> fields = new ArrayList<>();
    fields.add(resolved.asterisk());
    CaseConditionStep<Integer> verdict = DSL.when(isThere(), ofExisting());
    for (int no = 0; no < compiled.verdicts().size(); no++) {
      Verdict one = compiled.verdicts().get(no);
      if (one.condition() != null) {
        verdict = verdict.when(condition(one.condition()), explained(no));
      } else if (one.code() == ErrorCode.KEY_TAKEN && !compiled.entity().updates()) {
        verdict = verdict.when(column("#existing").isNotNull().and(otherIdentity()), explained(no));
      }
    }
    fields.add(verdict.as(name("#judgement")));
    for (int no = 0; no < compiled.verdicts().size(); no++) {
      TargetTable.UniqueIndex index = compiled.verdicts().get(no).index();
      if (index != null) {
        for (int key = 0; key < index.keys().size(); key++) {
          Field<Object> value = verbatim(index.keys().get(key), Object.class);
          String predicate = index.predicate();
          Field<?> ours = predicate == null ? value : DSL.when(condition(predicate), value);
          fields.add(ours.as(uniqueKey(no, key)));
        }
      }
    }
    return name("judged").as(DSL.select(fields).from(resolved));
  }

  /**
   * A row that will not be written, for that it is there. One whose conflict key another legacy row
   * brought is judged like a new row first, so that its reason does not depend on when the other
   * one came.
   */
  private Condition isThere() {
    Entity entity = compiled.entity();
    Condition there = column("#existing").isNotNull();
    if (!entity.updates() && number(ErrorCode.KEY_TAKEN) >= 0) {
      there = column("#existing").eq(column(Names.ID));
    }
    return entity.rewrites() ? there.and(column("#differences").isNull()) : there;
  }

  private static Condition otherIdentity() {
    return column("#existing").ne(column(Names.ID));
  }

  /** What a row that is there may be refused for. */
  private Field<Integer> ofExisting() {
    int refused = number(ErrorCode.EXISTING);
    return refused < 0
        ? DSL.inline((Integer) null).cast(SQLDataType.INTEGER)
        : DSL.when(column("#differences").isNotNull(), explained(refused));
  }

  /** The place of the first verdict with this code, or −1. */
  private int number(ErrorCode code) {
    for (int no = 0; no < compiled.verdicts().size(); no++) {
      if (compiled.verdicts().get(no).code() == code) {
        return no;
      }
    }
    return -1;
  }

  private Field<Integer> explained(int verdict) {
    return Names.explained(verdict, compiled.verdicts().get(verdict).meaning());
  }

  private static Name uniqueKey(int verdict, int key) {
    return name("#unique:" + verdict + ":" + key);
  }

  /** Adds uniqueness: the target holds the value, or an earlier row of the batch claims it. */
  private CommonTableExpression<?> settled(CommonTableExpression<?> judged) {
    List<SelectFieldOrAsterisk> fields = new ArrayList<>();
    fields.add(judged.asterisk());
    Condition written = written();
    CaseConditionStep<Object> verdict =
        DSL.when(column("#judgement").isNotNull(), column("#judgement"));
    for (int no = 0; no < compiled.verdicts().size(); no++) {
      TargetTable.UniqueIndex index = compiled.verdicts().get(no).index();
      if (index == null) {
        continue;
      }
      Condition applies = written;
      Condition held = DSL.noCondition();
      // What is not written is no rival: it stands in a partition of its own.
      List<Field<?>> rivals = new ArrayList<>();
      rivals.add(column("#judgement"));
      rivals.add(
          compiled.entity().rewrites()
              ? DSL.when(written.not(), column(Names.ROW))
              : column("#existing"));
      for (int key = 0; key < index.keys().size(); key++) {
        Field<Object> ours = DSL.field(uniqueKey(no, key));
        applies = applies.and(ours.isNotNull());
        held = held.and(verbatim(index.keys().get(key), Object.class).eq(outer(no, key)));
        rivals.add(ours);
      }
      if (index.predicate() != null) {
        held = held.and(condition(index.predicate()));
      }
      if (compiled.entity().rewrites()) {
        Field<Object> self = DSL.field(name("judged", "#existing"));
        held = held.and(column("h", TargetTable.KEY).isDistinctFrom(self));
      }
      Condition earlier =
          DSL.rowNumber().over(DSL.partitionBy(rivals).orderBy(column(Names.ROW))).gt(1);
      Condition taken = DSL.exists(DSL.selectOne().from(target().as("h")).where(held)).or(earlier);
      verdict = verdict.when(applies.and(taken), explained(no).coerce(Object.class));
    }
    fields.add(verdict.as(name("#verdict")));
    return name("settled").as(DSL.select(fields).from(judged));
  }

  /** Rows to be written if no other one holds what they claim. */
  private Condition written() {
    Condition isNew = column("#existing").isNull();
    return column("#judgement")
        .isNull()
        .and(
            compiled.entity().updates()
                ? UpdateSql.due()
                : compiled.entity().rewrites() ? isNew.or(UpdateSql.due()) : isNew);
  }

  private static Field<Object> outer(int verdict, int key) {
    return DSL.field(name("judged").append(uniqueKey(verdict, key)));
  }
}
