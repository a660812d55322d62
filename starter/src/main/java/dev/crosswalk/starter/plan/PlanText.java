package dev.crosswalk.starter.plan;

import dev.crosswalk.plan.EntityOverride;
import dev.crosswalk.plan.Phase;
import dev.crosswalk.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A plan in words. */
final class PlanText {
  private PlanText() {}

  /** What the plan says of itself, of its entities, and of the columns that it never reads. */
  static List<String> head(Plan plan) {
    List<String> lines = new ArrayList<>();
    lines.add(plan.plan() + ": " + plan.description());
    if (plan.document() != null) {
      lines.add("  from      " + plan.document());
    }
    lines.add(
        "  target    "
            + (plan.startsFrom().equals(Plan.EMPTY)
                ? "empty before"
                : "as plan " + plan.startsFrom() + " leaves it"));
    list("  needs     ", plan.prerequisites(), lines);
    for (EntityOverride override : plan.overrides()) {
      lines.add("  other     " + override.entity() + ": " + String.join("; ", otherwise(override)));
    }
    for (Plan.Selection selection : plan.selections()) {
      lines.add("  selection " + selection.name() + ": " + String.join(", ", selection.entities()));
    }
    list("  never     ", plan.never().stream().map(Plan.SourceColumn::toString).toList(), lines);
    return lines;
  }

  private static void list(String what, List<String> names, List<String> lines) {
    if (!names.isEmpty()) {
      lines.add(what + String.join(", ", names));
    }
  }

  private static List<String> otherwise(EntityOverride override) {
    List<String> parts = new ArrayList<>();
    if (override.batchRows() != null) {
      parts.add("batches of " + override.batchRows() + " rows");
    }
    if (override.chunkRows() != null) {
      parts.add("chunks of " + override.chunkRows() + " rows");
    }
    if (override.where() != null) {
      parts.add("only where " + override.where().strip().replaceAll("\\s+", " "));
    }
    if (override.action() != null) {
      parts.add("conflict " + override.action().name().toLowerCase(Locale.ROOT));
    }
    list("hard ", override.hard(), parts);
    list("soft ", override.soft(), parts);
    if (override.expected() != null) {
      parts.add("expected " + override.expected() + " rows");
    }
    return parts;
  }

  static String phase(Phase phase) {
    StringBuilder line = new StringBuilder(phase.phase()).append(": ").append(phase.title());
    if (!phase.requires().isEmpty()) {
      line.append("; requires ").append(String.join(", ", phase.requires()));
    }
    if (phase.kind() == Phase.Kind.EMBED) {
      return line.append("; embeds texts, skipped: nothing makes embeddings yet").toString();
    }
    if (phase.kind() == Phase.Kind.VALIDATE) {
      return line.append("; only checks ").append(String.join(", ", phase.checks())).toString();
    }
    return line.append("; ")
        .append(phase.kind() == Phase.Kind.INTEGRATE ? "updates rows; " : "")
        .append(phase.parallel() ? "entities side by side" : "one entity after another")
        .append(", gate after each ")
        .append(phase.gateAfter().name().toLowerCase(Locale.ROOT))
        .toString();
  }
}
