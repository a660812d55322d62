package dev.crosswalk.undo;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.gate.Gate;
import dev.crosswalk.sql.SourceSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Marked rows that are not as the step left them: another entity or run of ours has written them
 * since, and is to be undone first, or somebody else has. For one thread.
 */
final class ChangedRows {
  /** Rows that the step is to remove and that the ledger does not know as it left them. */
  private static final String REMOVED =
      """
      select t.id::text as key, a.run, a.entity, a.whole, a.later and not a.filling as later
      from pg_temp.crosswalk_undo o
      join %1$s t on t.id = o.id
      left join lateral (%2$s) a on true
      where o.step = %3$d and not o.restored and t.xmin is distinct from o.xid
      """;

  /**
   * Rows that the step is to restore and that are not as its update left them, nor as an update on
   * top of it which an earlier step undoes: what came after that one is in that step's way.
   */
  private static final String RESTORED =
      """
      select i.id::text as key, a.run, a.entity, a.whole, a.later
      from pg_temp.crosswalk_undo i
      left join %1$s t on t.id = i.id
      left join lateral (%2$s) a on true
      where i.step = %3$d and i.restored and (t.id is null or not %6$s)
        and not exists (
          select from crosswalk.before_image n
          where n.target_id = i.id and n.prior_xid = i.xid and not n.undone
            and n.run = %4$s and n.entity in (%7$s) and n.entity <> %5$s)
      """;

  /**
   * The note of the ledger about who wrote {@code t} last, if it was somebody of ours; {@code
   * later} when that is not undone before.
   */
  private static final String LAST =
      """
      select
        l.run, l.entity, l.whole, l.filling,
        l.stands and not (l.run = %1$s and l.entity in (%2$s)) as later
      from (
        select j.run, j.entity, '*' = any (j.owned) as whole, not j.undone as stands, false as filling
        from crosswalk.before_image j
        where j.target_id = t.id and j.xid = t.xmin
        union all
        select p.settled_run, p.settled_entity, p.whole, p.status = 'filled', true
        from crosswalk.pending p
        where p.target_id = t.id and p.settled_xid = t.xmin) l
      limit 1
      """;

  /** By the writer of ours that is to be undone first; those of all others together at the end. */
  private static final String BY_WRITER =
      """
      select c.run, c.entity, count(*), (array_agg(c.key))[1:%2$d]
      from (
        select case when q.later then q.run end as run, case when q.later then q.entity end as entity,
          q.key
        from (%1$s) q
        where q.later or q.whole is not true) c
      group by c.run, c.entity
      order by c.run, c.entity
      """;

  private final Marked marked;
  private final boolean discardEdits;

  ChangedRows(Marked marked, boolean discardEdits) {
    this.marked = marked;
    this.discardEdits = discardEdits;
  }

  /** Of the rows that the step removes. */
  List<Blocker> removed(int step) throws SQLException {
    return ask(step, REMOVED);
  }

  /** Of the rows that the step restores. */
  List<Blocker> restored(int step) throws SQLException {
    return ask(step, RESTORED);
  }

  private List<Blocker> ask(int step, String shape) throws SQLException {
    String entity = marked.steps().get(step).entity();
    String rows =
        shape.formatted(
            marked.table(step),
            LAST.formatted(marked.run(), marked.entities(step)),
            step,
            marked.run(),
            SourceSql.literal(entity),
            Authorship.UPDATED,
            marked.entities(step));
    List<Blocker> found = new ArrayList<>();
    try (Statement statement = marked.target().createStatement();
        ResultSet row = statement.executeQuery(BY_WRITER.formatted(rows, Gate.KEYS))) {
      while (row.next()) {
        String run = row.getString(1);
        long count = row.getLong(3);
        List<String> keys = List.of((String[]) row.getArray(4).getArray());
        if (run != null) {
          String writer = row.getString(2);
          found.add(
              new Blocker(
                  ErrorCode.UPDATED_SINCE,
                  entity,
                  writer,
                  count,
                  keys,
                  count
                      + " rows were written since by entity '"
                      + writer
                      + "' of run '"
                      + run
                      + "': roll that back first"));
        } else if (!discardEdits) {
          found.add(
              new Blocker(
                  ErrorCode.EDITED,
                  entity,
                  marked.table(step),
                  count,
                  keys,
                  count
                      + " rows of "
                      + marked.table(step)
                      + " were written or removed by others since. "
                      + ErrorCode.EDITED.suggestion()));
        }
      }
    }
    return found;
  }
}
