package dev.crosswalk.starter.display;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Shows a run while it goes on: on a terminal a bar for each entity, drawn again in place;
 * elsewhere a line every two seconds and when an entity is settled. For one thread.
 */
final class ProgressDisplay {
  private static final int BAR = 12;
  private static final long LINE_EVERY_NANOS = 2_000_000_000L;

  private final PrintWriter err;
  private final Terminal terminal;
  private final Map<String, String> told = new TreeMap<>();
  private int drawn;
  private long lastLine;

  ProgressDisplay(PrintWriter err, Terminal terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  /**
   * Shows where the run is now.
   *
   * @param nanos any clock that only goes forward
   */
  void show(RunProgress progress, long nanos) {
    if (terminal.live()) {
      draw(bars(progress, terminal));
    } else {
      lines(progress, nanos).forEach(err::println);
    }
    err.flush();
  }

  /** Whatever is printed from now on stands below what was drawn. */
  void release() {
    drawn = 0;
  }

  private void draw(List<String> lines) {
    StringBuilder frame = new StringBuilder();
    if (drawn > 0) {
      frame.append("\u001b[").append(drawn).append('A');
    }
    lines.forEach(line -> frame.append("\r\u001b[2K").append(line).append('\n'));
    err.print(frame);
    drawn = lines.size();
  }

  /** A bar for each entity; no line is wider than 80 columns, or it could not be drawn again. */
  static List<String> bars(RunProgress progress, Terminal terminal) {
    int phase = 0;
    int name = 0;
    for (RunProgress.Entity entity : progress.entities()) {
      phase = Math.max(phase, Math.min(14, entity.phase().length()));
      name = Math.max(name, Math.min(16, entity.entity().length()));
    }
    List<String> lines = new ArrayList<>();
    for (RunProgress.Entity entity : progress.entities()) {
      int full = (int) Math.floor(entity.percent() * BAR / 100);
      lines.add(
          "  "
              + terminal.faint(padded(entity.phase(), phase))
              + " "
              + padded(entity.entity(), name)
              + " "
              + "█".repeat(full)
              + terminal.faint("░".repeat(BAR - full))
              + String.format(Locale.ROOT, " %3.0f %% ", Math.floor(entity.percent()))
              + status(entity, terminal)
              + rate(entity));
    }
    return lines;
  }

  private static String padded(String text, int width) {
    return String.format(Locale.ROOT, "%-" + width + "." + width + "s", text);
  }

  private static String status(RunProgress.Entity entity, Terminal terminal) {
    String word = padded(entity.status(), 9);
    return switch (entity.status()) {
      case "validated" -> terminal.green(word);
      case "failed", "blocked" -> terminal.red(word);
      case "pending" -> terminal.faint(word);
      default -> word;
    };
  }

  private static String rate(RunProgress.Entity entity) {
    return entity.rate() == null || entity.rows() == 0
        ? ""
        : String.format(Locale.ROOT, " %,9d rows/s", entity.rate());
  }

  private static String rows(RunProgress.Entity entity) {
    return entity.rows() == 0
        ? ""
        : String.format(
            Locale.ROOT,
            ", %,d rows%s",
            entity.rows(),
            entity.rate() == null
                ? ""
                : String.format(Locale.ROOT, ", %,d a second", entity.rate()));
  }

  /** What is new since the last lines: each settled entity once, those at work now and then. */
  List<String> lines(RunProgress progress, long nanos) {
    List<String> lines = new ArrayList<>();
    boolean due = lastLine == 0 || nanos - lastLine >= LINE_EVERY_NANOS;
    for (RunProgress.Entity entity : progress.entities()) {
      if (entity.settled()) {
        if (!entity.status().equals(told.put(entity.entity(), entity.status()))) {
          lines.add("  " + entity.entity() + ": " + entity.status() + rows(entity));
        }
      } else {
        told.remove(entity.entity());
        if (due && !entity.status().equals("pending")) {
          lines.add(
              String.format(
                  Locale.ROOT,
                  "  %s: %s %.0f %%%s",
                  entity.entity(),
                  entity.status(),
                  Math.floor(entity.percent()),
                  rows(entity)));
        }
      }
    }
    if (!lines.isEmpty()) {
      lastLine = nanos;
    }
    return lines;
  }
}
