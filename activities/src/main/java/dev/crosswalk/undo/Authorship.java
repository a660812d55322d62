package dev.crosswalk.undo;

/**
 * How a row tells that nobody but us has written it: its {@code xmin} is one that the ledger noted.
 * A lock that somebody has, or a foreign key takes, leaves {@code xmin} alone.
 */
final class Authorship {
  private Authorship() {}

  /**
   * Of a row {@code t} that we inserted, whose {@code xmin} is not that of the insert: the last to
   * write it were we, in an update or a back-fill, or in undoing one, and nobody else had written
   * any column of it before.
   */
  static final String INSERTED =
      """
      (
        exists (
          select from crosswalk.before_image a
          where a.target_id = t.id and a.xid = t.xmin and '*' = any (a.owned))
        or exists (
          select from crosswalk.pending a
          where a.target_id = t.id and a.settled_xid = t.xmin and a.whole))
      """;

  /**
   * Of a row {@code t} that we updated, {@code i} having the {@code xid} of its image: it is as our
   * update left it, though a later update or a back-fill was done and undone again.
   */
  static final String UPDATED =
      """
      (
        t.xmin = i.xid
        or exists (
          select from crosswalk.before_image a
          where a.target_id = t.id and a.xid = t.xmin and a.undone and a.prior_xid = i.xid)
        or exists (
          select from crosswalk.pending a
          where a.target_id = t.id and a.settled_xid = t.xmin and a.whole and a.status <> 'filled'))
      """;
}
