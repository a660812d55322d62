package dev.crosswalk.sql;

/**
 * The statements that fill references whose parents have come. Each follows an array of ids through
 * indexes: no join of theirs has a choice of plans, as sessions that write have no hash joins.
 */
public final class FillSql {
  private FillSql() {}

  /**
   * Finds the parents of waiting rows: id and parent's id, NULL if there is none yet. The parameter
   * is the array of the rows' ids.
   *
   * @param by the column of the parent's table that holds the keys
   */
  public static String parents(String entity, String column, TargetTable parent, String by) {
    return """
        select
          p.target_id,
          (select parent.%1$s from %2$s parent where parent.%3$s = p.parent_key::%4$s) as parent_id
        from crosswalk.pending p
        where p.entity = %5$s and p.column_name = %6$s and p.target_id = any (?)
          and p.status = 'open'
        order by p.target_id
        """
        .formatted(
            Names.quoted(TargetTable.KEY),
            Names.quoted(parent.schema(), parent.table()),
            Names.quoted(by),
            parent.column(by).type(),
            SourceSql.literal(entity),
            SourceSql.literal(column));
  }

  /**
   * Fills a column, and answers with the ids of the rows where it did and with the xmin that each
   * had before: one that is not NULL any more belongs to who set it. The parameters are the arrays
   * of the rows' and their parents' ids.
   */
  public static String fill(TargetTable child, String column) {
    return """
        with waiting as materialized (
          select child.%3$s as id, child.xmin as prior, found.parent_id
          from unnest(?, ?) found (id, parent_id)
          join %1$s child on child.%3$s = found.id
          where child.%2$s is null
          for no key update of child
        )
        update %1$s child
        set %2$s = waiting.parent_id
        from waiting
        where child.%3$s = waiting.id
        returning child.%3$s, waiting.prior
        """
        .formatted(
            Names.quoted(child.schema(), child.table()),
            Names.quoted(column),
            Names.quoted(TargetTable.KEY));
  }
}
