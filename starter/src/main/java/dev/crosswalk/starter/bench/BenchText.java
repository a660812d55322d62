package dev.crosswalk.starter.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A bench's figures for people. */
final class BenchText {
  private BenchText() {}

  static List<String> of(BenchResult result) {
    List<String> lines = new ArrayList<>(figures(result));
    for (BenchResult.Rollback rollback : result.rollbacks()) {
      lines.add(text("rollback        %8.1f s   %s", rollback.seconds(), undone(rollback)));
    }
    return lines;
  }

  private static List<String> figures(BenchResult result) {
    return List.of(
        text(
            "%,d rows, %s %% bad, %s parents: %.2f times the time of a plain COPY",
            result.rows(), result.conditions().bad(), result.conditions().keys(), result.ratio()),
        "",
        text("plain COPY      %8.1f s", result.copySeconds()),
        text(
            "Crosswalk       %8.1f s   %,d rows/s, %,d rejected; the very first run took %.1f s",
            result.crosswalkSeconds(),
            result.rowsPerSecond(),
            result.rejected(),
            result.firstRunSeconds()),
        text(
            "second run      %8.1f s   %.1f times faster, no row written",
            result.secondRunSeconds(), result.secondRunRatio()),
        text("worker's heap   %8d MiB at most, %d MiB live", result.heapMb(), result.heapLiveMb()),
        text(
            "Temporal        %8.1f %% of the time, %,d events at most, payloads up to %,d bytes",
            100 * result.temporalShare(), result.eventsMax(), result.payloadMax()));
  }

  /** One pair, when it has been measured. */
  static String of(BenchResult.Pair pair) {
    return text(
        "COPY %.1f s, Crosswalk %.1f s, ratio %.2f; second run %.1f s",
        pair.copySeconds(), pair.crosswalkSeconds(), pair.ratio(), pair.secondRunSeconds());
  }

  /** One rollback, when it has been measured. */
  static String of(BenchResult.Rollback rollback) {
    return text("%.1f s, %s", rollback.seconds(), undone(rollback));
  }

  private static String undone(BenchResult.Rollback rollback) {
    return text(
        "%,d rows removed, %,d restored, %,d of others as before",
        rollback.removed(), rollback.restored(), rollback.others());
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
