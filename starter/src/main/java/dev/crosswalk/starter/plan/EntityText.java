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
    lines.add(entity.entity() + ": " + entity.description());
    lines.add("  is      " + nature(entity));
    for (Source source : entity.sources()) {
      lines.add("  from    " + source.table() + ", " + rows(source));
      for (Expression exclusion : source.exclude()) {
        lines.add("  without " + exclusion.name() + ": " + oneLine(exclusion.sql()));
      }
    }
    lines.add(
        "  into    "
            + entity.target().table()
            + "; a row whose "
            + String.join(", ", entity.target().conflictKey())
            + " is there already "
            + existing(entity));
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
          value(entity, column),
          rules(column));
    }
    lines.addAll(columns.lines());
    return lines;
  }

  /** How much it matters and what there is to it, as far as its file says so. */
  static String nature(Entity entity) {
    List<String> parts = new ArrayList<>(List.of(entity.criticality()));
    if (entity.priority() != null) {
      parts.add("priority " + entity.priority());
    }
    if (entity.complexity() != null) {
      parts.add("complexity " + entity.complexity().word());
    }
    if (entity.risk() != null) {
      parts.add("risk " + entity.risk().word());
    }
    return String.join(", ", parts);
  }

  /** What becomes of a row that is there. */
  private static String existing(Entity entity) {
    if (entity.updates()) {
      return "is updated, but for what others wrote; no other row is written";
    }
    return switch (entity.target().action()) {
      case KEEP -> "stays as it is";
      case UPDATE -> "gets these values";
      case REJECT -> "stays, and one that differs is rejected";
    };
  }

  private static String rows(Source source) {
    String key = String.join(", ", source.key());
    return source.outputs().isEmpty()
        ? "one row for each " + key
        : "for each "
            + key
            + " the rows "
            + String.join(", ", source.outputs().stream().map(Source.Output::name).toList());
  }

  /** What the sources give, after their aliases where they differ. */
  private static String from(Entity entity, String column, String sql) {
    List<String> given = new ArrayList<>();
    for (Source source : entity.sources()) {
      String own = source.feed(column, null, sql);
      given.add(own.equals(sql) ? "" : source.alias() + ": " + own);
    }
    given.removeIf(String::isEmpty);
    return shortened(given.isEmpty() ? sql : String.join("; ", given));
  }

  private static String value(Entity entity, Column column) {
    if (column instanceof Column.Mapped mapped) {
      return from(entity, mapped.name(), mapped.from());
    }
    if (column instanceof Column.Link link) {
      List<String> keys = new ArrayList<>();
      link.attempts().forEach(attempt -> keys.add(from(entity, attempt.name(), attempt.from())));
      String text =
          "id of " + link.entity() + " by " + link.by() + " = " + String.join(", else ", keys);
      String placeholder = link.placeholder();
      return placeholder == null
          ? text + (link.hard() ? "" : ", else null")
          : text + ", else the placeholder " + placeholder;
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
