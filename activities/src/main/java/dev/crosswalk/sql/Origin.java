package dev.crosswalk.sql;

import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * Which row of the source a row of the target came from, told by its conflict key. Only for
 * entities whose conflict key is as good as the source's key: {@link Entity#conflictsOnKey}.
 */
public final class Origin {
  private Origin() {}

  /** The key's text, if the row is one of {@link Entity#source}; else NULL. */
  public static String key(Entity entity, String alias) {
    List<String> parts = new ArrayList<>();
    for (String column : entity.keyColumns()) {
      parts.add(alias + "." + Names.quoted(column) + "::text");
    }
    if (parts.size() > 1) {
      parts.replaceAll(part -> "replace(replace(" + part + ", '\\', '\\\\'), '|', '\\|')");
    }
    String key = String.join(" || '|' || ", parts);
    return "case when " + isOf(entity, alias) + " then " + key + " end";
  }

  /** Whether the row came from the row of {@link Entity#source} with this key. */
  public static String is(Entity entity, String alias, String key) {
    List<String> columns = entity.keyColumns();
    List<String> parts = columns.size() == 1 ? List.of(key) : KeyOrder.split(key);
    if (parts.size() != columns.size()) {
      return "false";
    }
    List<String> conditions = new ArrayList<>(List.of(isOf(entity, alias)));
    for (int part = 0; part < parts.size(); part++) {
      conditions.add(
          alias
              + "."
              + Names.quoted(columns.get(part))
              + " = "
              + SourceSql.literal(parts.get(part)));
    }
    return String.join(" and ", conditions);
  }

  /** Whether the row is one of any source of the entity; never NULL. */
  public static String isOfAny(Entity entity, String alias) {
    List<String> conditions = new ArrayList<>();
    for (Source source : entity.sources()) {
      conditions.add("(" + isOf(entity.at(source.table()), alias) + ")");
    }
    return String.join(" or ", conditions);
  }

  private static String isOf(Entity entity, String alias) {
    List<String> conditions = new ArrayList<>();
    for (String column : entity.target().conflictKey()) {
      String constant = entity.constant(column);
      String own = alias + "." + Names.quoted(column);
      conditions.add(own + " is not null");
      if (constant != null && !entity.keyColumns().contains(column)) {
        conditions.add(own + " = " + SourceSql.literal(constant));
      }
    }
    return String.join(" and ", conditions);
  }
}
