package dev.crosswalk.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One target table and where its rows come from.
 *
 * @param expected what the documents say about the number of rows, by plan; shown, never enforced
 * @param after entities that the order must respect though no column refers to them
 * @param checks names of business checks that the gate runs
 */
public record Entity(
    String entity,
    String description,
    String criticality,
    List<Source> sources,
    List<Expected> expected,
    Target target,
    List<Claim> unique,
    List<Column> columns,
    List<After> after,
    List<String> checks) {

  /** The number of rows that a document gives for a plan. */
  public record Expected(String plan, long rows) {}

  /**
   * Where rows are written.
   *
   * @param conflictKey the columns whose unique index decides whether a row is already there
   */
  public record Target(String table, List<String> conflictKey, Action action) {}

  /** What happens to a row whose conflict key is already in the target. */
  public enum Action {
    /** The row that is there stays as it is; whether it differs is counted. */
    KEEP
  }

  /**
   * A column whose cleansed value may be held by one row only: the lowest key keeps it.
   *
   * @param by the column that must be unique; the unique index on it decides what equal means
   * @param setNull the column that losers lose
   * @param tag the tag that losers get
   */
  public record Claim(String by, String setNull, String tag) {}

  /** An order between entities that no column shows. */
  public record After(String entity, boolean hard, @Nullable String reason) {}

  public Source source() {
    return sources.get(0);
  }

  /** The columns that point to other entities, in order. */
  public List<Column.Reference> references() {
    List<Column.Reference> references = new ArrayList<>();
    for (Column column : columns) {
      if (column instanceof Column.Reference reference) {
        references.add(reference);
      }
    }
    return references;
  }

  /** The column of this name, or null. */
  public @Nullable Column column(String name) {
    for (Column column : columns) {
      if (column.name().equals(name)) {
        return column;
      }
    }
    return null;
  }

  /**
   * Whether the target column holds the source's key unchanged, so that two rows of one source can
   * never meet in it.
   */
  public boolean holdsKey(String column) {
    return column(column) instanceof Column.Mapped mapped
        && mapped.from().equals(source().key())
        && mapped.rules().isEmpty()
        && mapped.vocabulary() == null;
  }

  /** Whether the conflict key is the source's key itself. */
  public boolean conflictsOnKey() {
    return target.conflictKey().size() == 1 && holdsKey(target.conflictKey().get(0));
  }
}
