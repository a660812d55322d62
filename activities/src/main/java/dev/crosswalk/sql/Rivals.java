package dev.crosswalk.sql;

import dev.crosswalk.plan.Entity;
import java.util.List;

/**
 * Tells whether rows of an entity may want the same thing that only one of them can have. Then the
 * order in which they are written decides which one gets it, and must not depend on how many are
 * written at once.
 */
public final class Rivals {
  private final Entity entity;
  private final TargetTable table;

  public Rivals(Entity entity, TargetTable table) {
    this.entity = entity;
    this.table = table;
  }

  /**
   * Whether two rows may meet: in a unique index or an exclusion constraint that holds what they
   * fill in, or in the row that they update. What triggers do is not known.
   */
  public boolean possible() {
    return table.exclusive()
        || table.uniques().stream().anyMatch(this::contested)
        || (entity.updates() && !entity.conflictsOnKey());
  }

  private boolean contested(TargetTable.UniqueIndex index) {
    boolean filled = index.columns().stream().anyMatch(name -> entity.column(name) != null);
    return filled && !settled(index) && !holdsIdentity(index);
  }

  /** The plan says who wins, and that is found out before the first row is written. */
  private boolean settled(TargetTable.UniqueIndex index) {
    return entity.unique().stream().anyMatch(claim -> index.equals(table.uniqueOn(claim.by())));
  }

  /** Two rows that differ in their legacy key differ in it. */
  private boolean holdsIdentity(TargetTable.UniqueIndex index) {
    List<String> columns =
        index.columns().stream()
            .filter(
                name -> index.keys().contains(name) || index.keys().contains(Names.quoted(name)))
            .toList();
    return columns.contains(TargetTable.KEY) || entity.tellsApart(columns);
  }
}
