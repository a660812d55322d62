package dev.crosswalk.undo;

import dev.crosswalk.sql.TargetTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks what stands against undoing entities one after the other: what an earlier step will have
 * undone by then does not. Reads only, but for a temporary table, which is gone with the
 * transaction. For one thread; whole tables are read.
 */
final class Blockers {
  private Blockers() {}

  /** Everything that is in the way, in the order of the steps, as the open transaction sees it. */
  static List<Blocker> ask(Connection target, String run, List<Step> steps, boolean discardEdits)
      throws SQLException {
    Marked marked = new Marked(target, run, steps);
    ChangedRows changed = new ChangedRows(marked, discardEdits);
    List<Blocker> found = new ArrayList<>();
    for (int step = 0; step < steps.size(); step++) {
      TargetTable shape = TargetTable.read(target, steps.get(step).table());
      boolean removes = marked.any(step, false);
      boolean restores = marked.any(step, true);
      boolean replaces = restores && Restore.replaces(target, shape);
      TableBlockers table = new TableBlockers(target, steps.get(step), shape);
      found.addAll(table.ask(removes, restores, replaces));
      for (String filled : Clearing.tables(target, run, steps.get(step).entity())) {
        table.clears(filled).stream().filter(one -> !found.contains(one)).forEach(found::add);
      }
      for (Dependent dependent : Dependent.of(target, shape)) {
        if (!table.mayRead(dependent)) {
          found.add(table.unreadable(dependent));
          continue;
        }
        if (removes) {
          found.addAll(table.index(dependent));
          found.addAll(new DependentRows(marked, step, dependent).ask(false));
        }
        if (replaces && !dependent.forgives()) {
          found.addAll(new DependentRows(marked, step, dependent).ask(true));
        }
      }
      if (removes) {
        found.addAll(changed.removed(step));
      }
      if (restores) {
        found.addAll(changed.restored(step));
      }
    }
    return List.copyOf(found);
  }
}
