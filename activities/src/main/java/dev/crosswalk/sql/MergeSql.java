package dev.crosswalk.sql;

import static dev.crosswalk.sql.Names.column;
import static dev.crosswalk.sql.Names.condition;
import static dev.crosswalk.sql.Names.explained;
import static dev.crosswalk.sql.Names.name;
import static dev.crosswalk.sql.Names.slot;
import static dev.crosswalk.sql.Names.verbatim;

import dev.crosswalk.failure.ErrorCode;
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
import org.jooq.Name;
import org.jooq.QueryPart;
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
    Condition isNew = column("#verdict").isNull().and(column("#existing").isNull());
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
                                slot(BATCH, SQLDataType.INTEGER),
                                slot(PART, SQLDataType.INTEGER),
                                DSL.arrayAgg(column(Names.KEY)).orderBy(column(Names.ROW)),
                                DSL.arrayAgg(column(Names.ID)).orderBy(column(Names.ROW)))
                            .from(settled)
                            .where(isNew)
                            .having(DSL.count().gt(0)))
                    .returning(column("part")));
    Condition exists = column("#verdict").isNull().and(column("#existing").isNotNull());
    Condition diverted = column("#verdict").isNotNull();
    Condition differs = exists.and(column("#differences").isNotNull());
    return Names.SQL.renderInlined(
        DSL.with(resolved, judged, settled, inserted, booked)
            .select(
                DSL.field(DSL.select(DSL.count()).from(inserted)).as("inserted"),
                DSL.count()
                    .filterWhere(exists.and(column("#differences").isNull()))
                    .as("existing_same"),
                DSL.count().filterWhere(differs).as("existing_different"),
                listed(Names.ROW, diverted).as("diverted"),
                listed("#verdict", diverted).as("verdicts"),
                listed(Names.ROW, differs).as("different"),
                listed("#existing", differs).as("ids"),
                listed("#differences", differs).as("differences"))
            .from(settled));
  }

  /** The column's values in the order of the rows. */
  private static Field<?> listed(String column, Condition which) {
    return DSL.arrayAgg(column(column)).orderBy(column(Names.ROW)).filterWhere(which);
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
                        .between(slot(LOW, SQLDataType.OTHER), slot(HIGH, SQLDataType.OTHER))));
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
    List<Field<?>> names = new ArrayList<>();
    for (Staged staged : compiled.staged()) {
      Field<Object> our = value(staged.column());
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
    return DSL.when(
        column("t", TargetTable.KEY).isNotNull().and(differ),
        DSL.field("concat_ws(',', {0})", Object.class, list(names)));
  }

  private static QueryPart list(List<Field<?>> fields) {
    return DSL.list(fields.toArray(Field<?>[]::new));
  }

  /** The verdict that the row alone can tell, and the keys for those it cannot. */
  private CommonTableExpression<?> judged(CommonTableExpression<?> resolved) {
    List<SelectFieldOrAsterisk> fields = new ArrayList<>();
    fields.add(resolved.asterisk());
    CaseConditionStep<Integer> verdict = DSL.when(column("#existing").isNotNull(), otherIdentity());
    for (int no = 0; no < compiled.verdicts().size(); no++) {
      Verdict one = compiled.verdicts().get(no);
      if (one.condition() != null) {
        verdict = verdict.when(condition(one.condition()), explained(no, one.meaning()));
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

  /** A conflict key that another legacy row brought is not "existing". */
  private Field<Integer> otherIdentity() {
    Field<Integer> none = DSL.inline((Integer) null).cast(SQLDataType.INTEGER);
    for (int no = 0; no < compiled.verdicts().size(); no++) {
      if (compiled.verdicts().get(no).code() == ErrorCode.KEY_TAKEN) {
        return DSL.when(
            column("#existing").ne(column(Names.ID)),
            explained(no, compiled.verdicts().get(no).meaning()));
      }
    }
    return none;
  }

  private static Name uniqueKey(int verdict, int key) {
    return name("#unique:" + verdict + ":" + key);
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
      // What is judged or there already is no rival: it stands in a partition of its own.
      List<Field<?>> rivals = new ArrayList<>();
      rivals.add(column("#judgement"));
      rivals.add(column("#existing"));
      for (int key = 0; key < index.keys().size(); key++) {
        Field<Object> ours = DSL.field(uniqueKey(no, key));
        applies = applies.and(ours.isNotNull());
        held = held.and(verbatim(index.keys().get(key), Object.class).eq(outer(no, key)));
        rivals.add(ours);
      }
      if (index.predicate() != null) {
        held = held.and(condition(index.predicate()));
      }
      Condition earlier =
          DSL.rowNumber().over(DSL.partitionBy(rivals).orderBy(column(Names.ROW))).gt(1);
      Condition taken = DSL.exists(DSL.selectOne().from(target().as("h")).where(held)).or(earlier);
      verdict =
          verdict.when(
              applies.and(taken),
              explained(no, compiled.verdicts().get(no).meaning()).coerce(Object.class));
    }
    fields.add(verdict.as(name("#verdict")));
    return name("settled").as(DSL.select(fields).from(judged));
  }

  private static Field<Object> outer(int verdict, int key) {
    return DSL.field(name("judged").append(uniqueKey(verdict, key)));
  }
}
