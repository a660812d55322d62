package dev.crosswalk.workflows;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * What became of rows, each term counted where it happens. {@code source} is the key table itself;
 * {@code late} rows lie beyond the keys that were planned.
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class) // as in ledger and reports
public record Counts(
    long source,
    long filtered,
    long read,
    long inserted,
    long updated,
    long existingSame,
    long existingDifferent,
    long rejected,
    long deferred,
    long late) {
  public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Whether every row read has exactly one outcome, and every row of the source was seen. */
  public boolean balanced() {
    return source == read + filtered
        && read == inserted + updated + existingSame + existingDifferent + rejected + deferred;
  }

  /** Rows that were there before, whatever became of them. */
  public long existing() {
    return updated + existingSame + existingDifferent;
  }

  public Counts plus(Counts other) {
    return new Counts(
        source + other.source,
        filtered + other.filtered,
        read + other.read,
        inserted + other.inserted,
        updated + other.updated,
        existingSame + other.existingSame,
        existingDifferent + other.existingDifferent,
        rejected + other.rejected,
        deferred + other.deferred,
        late + other.late);
  }
}
