package dev.crosswalk.starter.plan;

import dev.crosswalk.plan.Column;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.Expression;
import dev.crosswalk.plan.RuleCall;
import dev.crosswalk.plan.Source;
import dev.crosswalk.report.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An entity in words. */
final class EntityText {
  private EntityText() {}

  static List<String> lines(Entity entity) {
    List<String> lines = new ArrayList<>();
    Source source = entity.source();
    lines.add(entity.entity() + ": " + entity.description());
    lines.add("  from    " + source.table() + ", one row for each " + source.key());
    lines.add(
        "  into    "
            + entity.target().table()
            + "; a row whose "
            + String.join(", ", entity.target().conflictKey())
            + " is there already stays as it is");
    for (Expression exclusion : source.exclude()) {
      lines.add("  without " + exclusion.name() + ": " + oneLine(exclusion.sql()));
    }
    for (Entity.Claim claim : entity.unique()) {
      lines.add(
          "  unique  "
              + claim.by()
              + ": the lowest key keeps it; others lose "
              + claim.setNull()
              + " and get the tag "
              + claim.tag());
    }
    for (Entity.Expected expected : entity.expected()) {
      lines.add("  about   " + expected.rows() + " rows in plan " + expected.plan());
    }
    if (!entity.checks().isEmpty()) {
      lines.add("  checks  " + String.join(", ", entity.checks()));
    }
    lines.add("");
    TextTable columns = new TextTable("column", "phi", "value", "rules");
    for (Column column : entity.columns()) {
      columns.row(
          column.name(),
          column.phi().name().toLowerCase(Locale.ROOT),
          value(column),
          rules(column));
    }
    lines.addAll(columns.lines());
    return lines;
  }

  private static String value(Column column) {
    if (column instanceof Column.Mapped mapped) {
      return shortened(mapped.from());
    }
    if (column instanceof Column.Reference reference) {
      return "id of "
          + reference.entity()
          + " by "
          + reference.by()
          + " = "
          + shortened(reference.from())
          + (reference.hard() ? "" : ", else null");
    }
    if (column instanceof Column.Json json) {
      return "json of " + json.fields().size() + " fields" + (json.tags() ? " and the tags" : "");
    }
    if (column instanceof Column.Tagged tagged) {
      List<String> cases = new ArrayList<>();
      tagged.cases().forEach(one -> cases.add(one.value() + " if " + one.tag()));
      return String.join(", ", cases) + ", else " + tagged.otherwise();
    }
    return column instanceof Column.Constant constant ? "'" + constant.value() + "'" : "";
  }

  private static String rules(Column column) {
    if (!(column instanceof Column.Mapped mapped)) {
      return "";
    }
    List<String> rules = new ArrayList<>();
    for (RuleCall rule : mapped.rules()) {
      rules.add(rule.toString());
    }
    if (mapped.vocabulary() != null) {
      rules.add("vocabulary " + mapped.vocabulary());
    }
    return String.join(", ", rules);
  }

  private static String shortened(String sql) {
    String line = oneLine(sql);
    return line.length() <= 48 ? line : line.substring(0, 47) + "…";
  }

  private static String oneLine(String sql) {
    return sql.strip().replaceAll("\\s+", " ");
  }
}
