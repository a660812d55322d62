package dev.crosswalk.copy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one target transaction, cleansed and ready to be staged, with what the row step noted on
 * them. Filled by the reader, then handed to the writer.
 */
final class Batch {
  /** A row that is not staged, or that was found bad later. Row numbers start at 1. */
  record Refused(int row, RowStep.Refusal why) {}

  final @Nullable String fromKey;
  @Nullable String toKey;
  boolean last;

  /** Source lines of the rows read, by row number − 1; kept for those that are rejected. */
  final List<CopyLine> lines;

  final List<String> keys;
  final CopyBuffer staged;

  /** For each staged line its row number, and where it begins in the buffer. */
  final List<Integer> rows = new ArrayList<>();

  final List<Integer> starts = new ArrayList<>();
  final List<Refused> refused = new ArrayList<>();
  final Map<String, Long> filtered = new TreeMap<>();
  final List<String> filteredKeys = new ArrayList<>();
  final Tallies tallies = new Tallies();

  /**
   * An empty batch.
   *
   * @param staged an empty buffer, the batch's own until it is written
   */
  Batch(@Nullable String fromKey, CopyBuffer staged) {
    this(fromKey, staged, new ArrayList<>(), new ArrayList<>());
  }

  private Batch(
      @Nullable String fromKey, CopyBuffer staged, List<CopyLine> lines, List<String> keys) {
    this.fromKey = fromKey;
    this.toKey = fromKey;
    this.staged = staged;
    this.lines = lines;
    this.keys = keys;
  }

  int read() {
    return lines.size();
  }

  long filteredRows() {
    return filtered.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Where a staged line begins; the end of the buffer for the one after the last. */
  int start(int staged) {
    return staged == starts.size() ? this.staged.length() : starts.get(staged);
  }

  /** The same rows, of which only some are staged, with a buffer of their own. */
  Batch only(List<Integer> which) {
    int length = which.stream().mapToInt(line -> start(line + 1) - start(line)).sum();
    Batch part = new Batch(fromKey, new CopyBuffer(Math.max(1, length)), lines, keys);
    for (int line : which) {
      part.rows.add(rows.get(line));
      part.starts.add(part.staged.length());
      part.staged.append(staged.bytes(), start(line), start(line + 1));
    }
    return part;
  }

  /** Takes one row of the source, unless an exclusion names it. */
  void add(SourceRows.Row source, RowStep step) {
    toKey = source.key();
    String excluded = step.excluded(source.line());
    if (excluded != null) {
      filtered.merge(excluded, 1L, Long::sum);
      filteredKeys.add(source.key());
      return;
    }
    lines.add(source.line());
    keys.add(source.key());
    int row = lines.size();
    int start = staged.length();
    RowStep.Refusal refusal = source.refusal();
    if (refusal == null) {
      refusal = step.stage(source.line(), source.key(), row, staged, tallies);
    }
    if (refusal == null) {
      rows.add(row);
      starts.add(start);
    } else {
      refused.add(new Refused(row, refusal));
    }
  }
}
