package dev.crosswalk.sql;

import static dev.crosswalk.sql.Names.column;
import static dev.crosswalk.sql.Names.name;

import dev.crosswalk.plan.Entity;
import dev.crosswalk.sql.CompiledEntity.Staged;
import java.util.ArrayList;
import java.util.List;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.QueryPart;
import org.jooq.SelectField;
import org.jooq.impl.DSL;

/**
 * The part of a merge that writes rows which are there: which of their columns it may write, the
 * update itself, and the rows as they were before.
 *
 * <p>Who wrote a row last is told by its {@code xmin}: ours are noted in the ledger, by {@code
 * written} for rows that we inserted, by {@code before_image} for those that we updated, and by
 * {@code pending} for those of which we filled a reference later. A column is ours when we inserted
 * its row, or wrote it in an update, and nobody else has written the row since. What a trigger
 * writes into another table while we insert is not ours, nor is anything by the notes of a run on
 * another database, of which this one is a copy.
 */
final class UpdateSql {
  /** Whether another row of the source has the same row of the target. */
  static final String TAKEN = "#taken";

  private static final String XMIN = "#xmin";
  private static final String EMPTY = "#empty";
  private static final String CHANGES = "#changes";
  private static final String KEPT = "#kept";

  private final CompiledEntity compiled;
  private final String run;
  private final String entity;
  private final String table;

  UpdateSql(CompiledEntity compiled, String run) {
    this.compiled = compiled;
    this.run = SourceSql.literal(run);
    this.entity = SourceSql.literal(compiled.entity().entity());
    this.table = SourceSql.literal(compiled.entity().source().table());
  }

  /**
   * What is needed of the row that is there, {@code t}: its writer, and the columns without a
   * value.
   */
  List<SelectField<?>> fields() {
    List<SelectField<?>> fields = new ArrayList<>();
    fields.add(column("t", "xmin").as(name(XMIN)));
    if (compiled.entity().updates()) {
      List<Field<?>> names = new ArrayList<>();
      for (Staged staged : compiled.staged()) {
        String column = staged.column().name();
        if (writes(column)) {
          names.add(DSL.when(column("t", column).isNull(), DSL.inline(column)));
        }
      }
      fields.add(Names.joined(names).as(name(EMPTY)));
    }
    return fields;
  }

  /** Whether an update may write the column: the key that finds a row is not changed by it. */
  boolean writes(String column) {
    Entity entity = compiled.entity();
    return !entity.updates() || !entity.target().conflictKey().contains(column);
  }

  /**
   * Adds which of the differing columns are written, and which are kept. The fences ({@code offset
   * 0}) keep the server from asking the same of a row several times, or of rows that do not differ.
   */
  CommonTableExpression<?> decided() {
    boolean updates = compiled.entity().updates();
    return step(
        "decided",
        """
        with here as (
          select e.run, e.entity, e.target_table
          from crosswalk.run own
          join crosswalk.run k on k.target_fingerprint = own.target_fingerprint
          join crosswalk.entity e on e.run = k.run
          where own.run = %s
        )
        select
          r.*,
          o.owned as "#owned",
          %s as "#changes",
          %s as "#kept"%s
        from (select * from "resolved" offset 0) as r
        left join lateral (
          select case when r."#differences" is not null then coalesce(
            (select i.owned
             from (
               select i.run, i.owned
               from crosswalk.before_image i
               where i.target_id = r."#existing" and i.xid = r."#xmin"
               offset 0
             ) as i
             where i.run in (select h.run from here h)
             limit 1),
            (select array['*']
             from (
               select w.run, w.entity
               from crosswalk.written w
               where w.xid = r."#xmin"
               offset 0
             ) as w
             where (w.run, w.entity) in (
               select h.run, h.entity from here h where h.target_table = %s)
             limit 1),
            (select array[p.column_name]
             from crosswalk.pending p
             where p.target_id = r."#existing" and p.settled_xid = r."#xmin"
             limit 1),
            array[]::text[]) end as owned
        ) as o on true
        offset 0
        """
            .formatted(
                run,
                updates ? columns("") : Names.parted("r.\"#differences\""),
                updates ? columns("not ") : "null::text[]",
                updates ? taken() : "",
                SourceSql.literal(compiled.entity().target().table())));
  }

  /** Those of the differing columns that may be written, or those that may not. */
  private static String columns(String not) {
    return """
        case when r."#differences" is not null then nullif(
            array(
              select n
              from unnest(%s) as n
              where %s(n = any (%s) or o.owned && array['*', n])),
            array[]::text[]) end\
        """
        .formatted(Names.parted("r.\"#differences\""), not, Names.parted("r.\"#empty\""));
  }

  private static CommonTableExpression<?> step(String name, String sql, QueryPart... parts) {
    return name(name).as(DSL.resultQuery(sql.indent(4).strip(), parts));
  }

  /** The lowest key has the row; later batches see by the books that it was updated. */
  private String taken() {
    return """
        ,
          r."#differences" is not null and (
            row_number() over (partition by r."#existing" order by r."#row") > 1
            or exists (
              select 1
              from crosswalk.before_image i
              where i.target_id = r."#existing" and i.run = %s and i.entity = %s
                and (i.source_table, i.source_key) <> (%s, r."#key"))) as "#taken"\
        """
        .formatted(run, entity, table);
  }

  /** A row of the source that writes a row which is there. */
  static Condition due() {
    return column(CHANGES).isNotNull();
  }

  /** The names of the columns that differ and stay as others wrote them, as text; or NULL. */
  static Field<Object> kept() {
    return DSL.field("array_to_string({0}, chr(31))", Object.class, column(KEPT));
  }

  /**
   * Writes the columns, and gives each row as it was. A row that somebody changes meanwhile is not
   * written: its place is no longer that of the statement's snapshot.
   */
  CommonTableExpression<?> changed() {
    List<String> sets = new ArrayList<>();
    for (Staged staged : compiled.staged()) {
      String column = staged.column().name();
      if (writes(column)) {
        sets.add(
            "%1$s = case when %2$s = any (s.\"#changes\") then s.%1$s else u.%1$s end"
                .formatted(Names.quoted(column), SourceSql.literal(column)));
      }
    }
    return step(
        "changed",
        """
        update %1$s as u
        set
          %2$s
        from "settled" as s
        join %1$s as o on o.id = s."#existing"
        where u.id = o.id and u.ctid = o.ctid
          and s."#verdict" is null and s."#changes" is not null
        returning u.id, s."#key", s."#changes", s."#owned", o.xmin as prior, o::text as image
        """
            .formatted(
                Names.quoted(compiled.target().schema(), compiled.target().table()),
                String.join(",\n  ", sets)));
  }

  /** Books each changed row as it was, with what is ours of it now. */
  CommonTableExpression<?> imaged(int chunk, Field<Integer> batch) {
    return step(
        "imaged",
        """
        insert into crosswalk.before_image
          (run, entity, chunk, batch, source_table, source_key, target_id, columns, owned, xid, prior_xid,
            image)
        select
          %s, %s, %d, {0}, %s, c."#key", c.id, c."#changes",
          case
            when '*' = any (c."#owned") then c."#owned"
            else array(select distinct n from unnest(c."#owned" || c."#changes") n order by n)
          end,
          (select xmin from "signed"),
          c.prior,
          c.image
        from "changed" as c
        returning 1
        """
            .formatted(run, entity, chunk, table),
        batch);
  }
}
