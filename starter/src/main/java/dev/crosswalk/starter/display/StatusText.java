package dev.crosswalk.starter.display;

import dev.crosswalk.report.Report;
import dev.crosswalk.report.TextTable;
import dev.crosswalk.workflows.Counts;
import dev.crosswalk.workflows.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where a run stands, for people. */
public final class StatusText {
  private StatusText() {}

  /** As the workflow tells it: its counts are those of the last finished activity. */
  public static List<String> of(RunStatus status) {
    List<String> lines = head(status.run(), status.plan(), status.status());
    selection(status.selection(), lines);
    waiting(status, lines);
    TextTable table =
        new TextTable(
            "phase",
            "entity",
            "status",
            ">read",
            ">inserted",
            ">existing",
            ">rejected",
            ">deferred");
    for (RunStatus.EntityStatus entity : status.entities()) {
      Counts counts = entity.counts();
      table.row(
          entity.phase(),
          entity.entity(),
          entity.status(),
          number(counts.read()),
          number(counts.inserted()),
          number(counts.existing()),
          number(counts.rejected()),
          number(counts.deferred()));
    }
    lines.addAll(table.lines());
    lines.addAll(status.late());
    return lines;
  }

  /** As the ledger tells it, at this moment; why the run waits is known to its workflow only. */
  public static List<String> of(Report report, RunProgress progress, @Nullable RunStatus live) {
    String status = live == null ? report.run().status() : live.status();
    List<String> lines = begun(report, status);
    if (live != null) {
      waiting(live, lines);
    } else if (report.run().reason() != null) {
      lines.add("waiting: " + report.run().reason());
    }
    return accounts(report, progress, lines);
  }

  /** As the ledger tells it of a run that nobody works for any more, with what to do about it. */
  public static List<String> lost(
      Report report, RunProgress progress, String why, String resume, String abort) {
    String last = report.run().status().replace('_', ' ');
    List<String> lines = begun(report, "owner lost (last seen " + last + ")");
    lines.add("lost:    " + why);
    lines.add("next:    " + resume);
    lines.add("or:      " + abort);
    return accounts(report, progress, lines);
  }

  private static List<String> begun(Report report, String status) {
    List<String> lines = head(report.run().id(), report.run().plan(), status);
    selection(report.run().selection(), lines);
    lines.add("started " + report.run().started() + ", workflow " + report.run().workflowId());
    return lines;
  }

  private static List<String> accounts(Report report, RunProgress progress, List<String> lines) {
    lines.add("");
    TextTable table =
        new TextTable(
            "phase",
            "entity",
            "status",
            ">done",
            ">read",
            ">inserted",
            ">existing",
            ">rejected",
            ">deferred",
            ">rows/s");
    for (RunProgress.Entity entity : progress.entities()) {
      Report.Account account = account(report, entity.entity());
      table.row(
          entity.phase(),
          entity.entity(),
          entity.status(),
          String.format(Locale.ROOT, "%.0f %%", Math.floor(entity.percent())),
          number(account.read()),
          number(account.inserted()),
          number(account.existing()),
          number(account.rejected()),
          number(account.deferred()),
          entity.rate() == null ? "" : number(entity.rate()));
    }
    lines.addAll(table.lines());
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

  private static List<String> head(String run, String plan, String status) {
    List<String> lines = new ArrayList<>();
    lines.add("Run " + run + " (plan " + plan + "): " + status.replace('_', ' '));
    return lines;
  }

  private static void selection(@Nullable String selection, List<String> lines) {
    if (selection != null) {
      lines.add("loads:   " + selection);
    }
  }

  private static void waiting(RunStatus status, List<String> lines) {
    if (status.waiting() != null) {
      lines.add("waiting: " + status.waiting());
    }
    if (status.next() != null) {
      lines.add("next:    " + status.next());
    }
    if (status.documents() != null) {
      lines.add("documents on the worker's host: " + status.documents());
    }
  }

  private static Report.Account account(Report report, String entity) {
    return report.accounting().stream()
        .filter(account -> entity.equals(account.entity()))
        .findFirst()
        .orElse(report.totals());
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
