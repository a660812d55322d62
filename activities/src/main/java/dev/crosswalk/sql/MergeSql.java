package dev.crosswalk.sql;

import static dev.crosswalk.sql.Names.column;
import static dev.crosswalk.sql.Names.name;
import static dev.crosswalk.sql.Names.verbatim;

import dev.crosswalk.plan.Column;
import dev.crosswalk.sql.CompiledEntity.Parent;
import dev.crosswalk.sql.CompiledEntity.Staged;
import dev.crosswalk.sql.CompiledEntity.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jooq.CaseConditionStep;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.SelectField;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * The one statement that takes staged rows into the target: resolves references, gives verdicts,
 * inserts what is new, keeps what is there, and writes the inserted keys and ids into the ledger.
 *
 * <p>It answers with one row: inserted, existing_same, existing_different, then four arrays:
 * diverted rows and their verdicts, different rows and the names of their differing columns.
 */
public final class MergeSql {
  /** Filled in for each part of a batch; no author's expression looks like one. */
  private static final String LOW = "${crosswalk.low}";

  private static final String HIGH = "${crosswalk.high}";
  private static final String BATCH = "${crosswalk.batch}";
  private static final String PART = "${crosswalk.part}";

  private final CompiledEntity compiled;
  private final String template;

  public MergeSql(CompiledEntity compiled, String run, int chunk) {
    this.compiled = compiled;
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

  private String render(String run, int chunk) {
    CommonTableExpression<?> resolved = resolved();
    CommonTableExpression<?> judged = judged(resolved);
    CommonTableExpression<?> settled = settled(judged);
    Condition isNew =
        column("#verdict").isNull().and(column("#existing").isNull());
    List<Field<?>> columns = new ArrayList<>();
    List<SelectField<?>> values = new ArrayList<>();
    columns.add(column(TargetTable.KEY));
    values.add(column(Names.ID));
    for (Staged staged : compiled.staged()) {
      columns.add(column(staged.column().name()));
      values.add(column(staged.column().name()));
    }
    CommonTableExpression<?> inserted =
        name("inserted")
            .as(
                DSL.insertInto(target(), columns)
                    .select(DSL.select(values).from(settled).where(isNew))
                    .returning(DSL.inline(1).as("one")));
    CommonTableExpression<?> booked =
        name("booked")
            .as(
                DSL.insertInto(
                        DSL.table(name("crosswalk", "written")),
                        List.of(
                            column("run"),
                            column("entity"),
                            column("chunk"),
                            column("batch"),
                            column("part"),
                            column("keys"),
                            column("ids")))
                    .select(
                        DSL.select(
                                DSL.inline(run),
                                DSL.inline(compiled.entity().entity()),
                                DSL.inline(chunk),
                                verbatim(BATCH, Integer.class),
                                verbatim(PART, Integer.class),
                                DSL.arrayAgg(column(Names.KEY)).orderBy(column(Names.ROW)),
                                DSL.arrayAgg(column(Names.ID)).orderBy(column(Names.ROW)))
                            .from(settled)
                            .where(isNew)
                            .having(DSL.count().gt(0)))
                    .returning(column("part")));
    Condition exists = column("#verdict").isNull().and(column("#existing").isNotNull());
    Condition differs = exists.and(column("#differences").isNotNull());
    return Names.SQL
        .renderInlined(
            DSL.with(resolved, judged, settled, inserted, booked)
                .select(
                    DSL.field(DSL.select(DSL.count()).from(inserted)),
                    DSL.count().filterWhere(exists.and(column("#differences").isNull())),
                    DSL.count().filterWhere(differs),
                    DSL.arrayAgg(column(Names.ROW))
                        .orderBy(column(Names.ROW))
                        .filterWhere(column("#verdict").isNotNull()),
                    DSL.arrayAgg(column("#verdict"))
                        .orderBy(column(Names.ROW))
                        .filterWhere(column("#verdict").isNotNull()),
                    DSL.arrayAgg(column(Names.ROW))
                        .orderBy(column(Names.ROW))
                        .filterWhere(differs),
                    DSL.arrayAgg(column("#existing"))
                        .orderBy(column(Names.ROW))
                        .filterWhere(differs),
                    DSL.arrayAgg(column("#differences"))
                        .orderBy(column(Names.ROW))
                        .filterWhere(differs))
                .from(settled));
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
      fields.add(value(staged.column()).as(name(column)));
      if (staged.column() instanceof Column.Reference) {
        fields.add(column("s", column).as(name("#ref:" + column)));
      }
    }
    fields.add(column("t", TargetTable.KEY).as(name("#existing")));
    fields.add(differences().as(name("#differences")));
    Table<?> from = DSL.table(name("pg_temp", compiled.stage())).as("s");
    for (Parent parent : compiled.parents()) {
      String alias = alias(parent.reference());
      from =
          from.leftJoin(DSL.table(name(parent.schema(), parent.table())).as(alias))
              .on(
                  column(alias, parent.reference().by())
                      .eq(column("s", parent.reference().name())));
    }
    Condition same = DSL.noCondition();
    for (String key : compiled.entity().target().conflictKey()) {
      Column own = compiled.entity().column(key);
      Field<Object> value = own == null ? column("s", key) : value(own);
      same = same.and(column("t", key).eq(value));
    }
    return name("resolved")
        .as(
            DSL.select(fields)
                .from(from.leftJoin(target().as("t")).on(same))
                .where(
                    column("s", Names.ROW)
                        .between(verbatim(LOW, Object.class), verbatim(HIGH, Object.class))));
  }

  private static String alias(Column.Reference reference) {
    return "p:" + reference.name();
  }

  private static Field<Object> value(Column column) {
    return column instanceof Column.Reference reference
        ? column(alias(reference), TargetTable.KEY)
        : column("s", column.name());
  }

  /** Names of the columns in which an existing row differs; NULL when it is the same. */
  private Field<Object> differences() {
    List<Field<?>> ours = new ArrayList<>();
    List<Field<?>> theirs = new ArrayList<>();
    List<Field<String>> names = new ArrayList<>();
    for (Staged staged : compiled.staged()) {
      Field<Object> our = value(staged.column());
      Field<Object> their = column("t", staged.column().name());
      ours.add(our);
      theirs.add(their);
      names.add(
          DSL.when(
              DSL.condition("record_image_ne(row({0}), row({1}))", our, their),
              DSL.inline(staged.column().name())));
    }
    return DSL.field(
        "case when {0} is not null and record_image_ne(row({1}), row({2}))"
            + " then concat_ws(',', {3}) end",
        Object.class,
        column("t", TargetTable.KEY),
        DSL.list(ours.toArray(Field<?>[]::new)),
        DSL.list(theirs.toArray(Field<?>[]::new)),
        DSL.list(names.toArray(Field<?>[]::new)));
  }

  /** The verdict that the row alone can tell, and the keys for those it cannot. */
  private CommonTableExpression<?> judged(CommonTableExpression<?> resolved) {
    List<SelectFieldOrAsterisk> fields = new ArrayList<>();
    fields.add(resolved.asterisk());
    CaseConditionStep<Integer> verdict =
        DSL.when(column("#existing").isNotNull(), otherIdentity());
    for (int no = 0; no < compiled.verdicts().size(); no++) {
      Verdict one = compiled.verdicts().get(no);
      if (one.condition() != null) {
        verdict = verdict.when(verbatim(one.condition(), Boolean.class), DSL.inline(no));
      }
    }
    fields.add(verdict.as(name("#judgement")));
    for (int no = 0; no < compiled.verdicts().size(); no++) {
      TargetTable.UniqueIndex index = compiled.verdicts().get(no).index();
      if (index != null) {
        for (int key = 0; key < index.keys().size(); key++) {
          fields.add(verbatim(index.keys().get(key), Object.class).as(uniqueKey(no, key)));
        }
        if (index.predicate() != null) {
          fields.add(verbatim(index.predicate(), Object.class).as(uniqueKey(no, -1)));
        }
      }
    }
    return name("judged").as(DSL.select(fields).from(resolved));
  }

  /** A conflict key that another legacy row brought is not "existing". */
  private Field<Integer> otherIdentity() {
    Field<Integer> none = DSL.inline((Integer) null).cast(SQLDataType.INTEGER);
    for (int no = 0; no < compiled.verdicts().size(); no++) {
      if (compiled.verdicts().get(no).code() == dev.crosswalk.failure.ErrorCode.KEY_TAKEN) {
        return DSL.when(column("#existing").ne(column(Names.ID)), DSL.inline(no));
      }
    }
    return none;
  }

  private static org.jooq.Name uniqueKey(int verdict, int key) {
    return name(key < 0 ? "#when:" + verdict : "#unique:" + verdict + ":" + key);
  }

  /** Adds uniqueness: the target holds the value, or an earlier row of the batch claims it. */
  private CommonTableExpression<?> settled(CommonTableExpression<?> judged) {
    List<SelectFieldOrAsterisk> fields = new ArrayList<>();
    fields.add(judged.asterisk());
    Condition isNew = column("#judgement").isNull().and(column("#existing").isNull());
    CaseConditionStep<Object> verdict =
        DSL.when(column("#judgement").isNotNull(), column("#judgement"));
    for (int no = 0; no < compiled.verdicts().size(); no++) {
      TargetTable.UniqueIndex index = compiled.verdicts().get(no).index();
      if (index == null) {
        continue;
      }
      Condition applies = isNew;
      Condition held = DSL.noCondition();
      List<Field<?>> partition = new ArrayList<>();
      for (int key = 0; key < index.keys().size(); key++) {
        Field<Object> ours = DSL.field(uniqueKey(no, key));
        applies = applies.and(ours.isNotNull());
        held = held.and(verbatim(index.keys().get(key), Object.class).eq(outer(no, key)));
        partition.add(ours);
      }
      if (index.predicate() != null) {
        applies = applies.and(DSL.field(uniqueKey(no, -1), Boolean.class).isTrue());
        held = held.and(verbatim(index.predicate(), Boolean.class).isTrue());
      }
      partition.add(DSL.field(applies));
      Condition earlier =
          DSL.condition(
              "row_number() over (partition by {0} order by {1}) > 1",
              DSL.list(partition.toArray(Field<?>[]::new)),
              column(Names.ROW));
      Condition taken =
          DSL.exists(DSL.selectOne().from(target()).where(held)).or(earlier);
      verdict = verdict.when(applies.and(taken), DSL.inline((Object) no));
    }
    fields.add(verdict.as(name("#verdict")));
    return name("settled").as(DSL.select(fields).from(judged));
  }

  private static Field<Object> outer(int verdict, int key) {
    return DSL.field(name("judged").append(uniqueKey(verdict, key)));
  }
}
