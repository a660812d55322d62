package dev.crosswalk.report;

import dev.crosswalk.workflows.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The table by which people judge a run: what became of every row. */
public final class AccountingTable {
  private AccountingTable() {}

  /** One line an entity in the order of the plan, then the sums. */
  public static List<String> lines(Report report) {
    TextTable table =
        new TextTable(
            "entity",
            ">source",
            ">filtered",
            ">read",
            ">inserted",
            ">existing",
            ">rejected",
            ">deferred",
            "balanced",
            ">seconds",
            ">rows/s");
    for (Report.Phase phase : report.phases()) {
      for (Report.Entity entity : phase.entities()) {
        row(
            table,
            entity.entity(),
            entity.accounting(),
            entity.timings().seconds(),
            entity.throughput());
      }
    }
    row(table, "all", report.totals(), report.run().seconds(), null);
    List<String> lines = new ArrayList<>(table.lines());
    long updated = report.totals().updated();
    if (updated > 0) {
      lines.add(
          number(updated)
              + " of the existing rows were updated; as they were before: crosswalk.before_image");
    }
    long different = report.totals().existingDifferent();
    if (different > 0) {
      lines.add(
          number(different)
              + " of the existing rows differ from the source and were kept;"
              + " which, and in what: crosswalk.difference");
    }
    for (Report.Phase phase : report.phases()) {
      for (Report.Entity entity : phase.entities()) {
        if (entity.late() > 0) {
          lines.add(RunStatus.late(entity.entity(), entity.late()));
        }
        if (entity.drift() != null) {
          lines.add(entity.drift());
        }
      }
    }
    return lines;
  }

  private static void row(
      TextTable table,
      String name,
      Report.Account account,
      @Nullable Double seconds,
      @Nullable Long throughput) {
    table.row(
        name,
        number(account.source()),
        number(account.filtered()),
        number(account.read()),
        number(account.inserted()),
        number(account.existing()),
        number(account.rejected()),
        number(account.deferred()),
        account.balanced() ? "yes" : "NO",
        seconds == null ? "-" : String.format(Locale.ROOT, "%.1f", seconds),
        throughput == null ? "" : number(throughput));
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
