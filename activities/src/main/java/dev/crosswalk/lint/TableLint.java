package dev.crosswalk.lint;

import dev.crosswalk.library.Library;
import dev.crosswalk.library.Problems;
import dev.crosswalk.library.Problems.Place;
import dev.crosswalk.plan.Column;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.sql.TargetTable;
import dev.crosswalk.sql.TargetTable.TargetColumn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a table of the target can take what an entity's columns give. */
final class TableLint {
  private static final String UUID = "uuid";

  private final Library library;
  private final CompiledPlan plan;
  private final Entity entity;
  private final TargetTable table;
  private final TargetLint target;
  private final Problems problems;

  TableLint(
      Library library,
      CompiledPlan plan,
      Entity entity,
      TargetTable table,
      TargetLint target,
      Problems problems) {
    this.library = library;
    this.plan = plan;
    this.entity = entity;
    this.table = table;
    this.target = target;
    this.problems = problems;
  }

  void run() throws SQLException {
    TargetColumn id = column(table, TargetTable.KEY);
    if (id == null || !id.type().equals(UUID) || id.fixed()) {
      problems.add(
          place("target.table"),
          "table '" + table.table() + "' needs a column 'id' of type uuid that Crosswalk may fill");
    }
    List<String> filled = new ArrayList<>(List.of(TargetTable.KEY));
    for (Column column : entity.columns()) {
      filled.add(column.name());
      TargetColumn own = column(table, column.name());
      if (own == null) {
        problem(column, "is not in the target's table '" + table.table() + "'; correct the name");
      } else if (own.fixed()) {
        problem(column, "is filled by the target alone (generated); leave it out");
      }
      if (column instanceof Column.Link link) {
        link(link, own);
      }
    }
    for (Entity.Placeholder placeholder : entity.placeholders()) {
      placeholder(placeholder);
    }
    for (TargetColumn column : table.columns()) {
      boolean needed = column.required() && !column.defaulted() && !entity.updates();
      if (needed && !filled.contains(column.name())) {
        problems.add(
            place("columns"),
            "nothing fills the column '"
                + column.name()
                + "' of '"
                + table.table()
                + "', which is NOT NULL without a default; add it to the columns");
      }
    }
    conflict();
    for (Entity.Claim claim : entity.unique()) {
      if (column(table, claim.by()) != null && table.uniqueOn(claim.by()) == null) {
        problems.add(
            place("unique"),
            "unique: '" + claim.by() + "' needs a unique index of its own in " + quoted(table));
      }
    }
    rights(filled);
  }

  /** Whether the table takes a row with these values alone. */
  private void placeholder(Entity.Placeholder placeholder) {
    String part = "placeholders." + placeholder.name();
    String what = "placeholder '" + placeholder.name() + "'";
    List<String> filled = new ArrayList<>(List.of(TargetTable.KEY));
    for (Column.Constant value : placeholder.values()) {
      filled.add(value.name());
      TargetColumn own = column(table, value.name());
      if (own == null || own.fixed()) {
        problems.add(
            place(part + "." + value.name()),
            what
                + " fills '"
                + value.name()
                + "', no column of "
                + quoted(table)
                + " to be filled");
      }
    }
    for (TargetColumn column : table.columns()) {
      if (column.required() && !column.defaulted() && !filled.contains(column.name())) {
        problems.add(
            place(part),
            what + " leaves '" + column.name() + "' out, which is NOT NULL without a default");
      }
    }
  }

  private void link(Column.Link reference, @Nullable TargetColumn own) throws SQLException {
    if (own != null && !own.fixed() && !own.type().equals(UUID)) {
      problem(reference, "is of type " + own.type() + ", but a reference gives a uuid");
    }
    if (own != null && own.required() && !reference.hard() && reference.placeholder() == null) {
      problem(
          reference,
          "may be null (missing: null), but the target's column is NOT NULL; drop one of the two");
    }
    TargetTable parent = target.table(reference.entity());
    if (parent == null) {
      return; // told where that table is named
    }
    if (column(parent, reference.by()) == null) {
      problem(reference, "looks for '" + reference.by() + "', no column of " + quoted(parent));
      return;
    }
    if (!parent.unique(List.of(reference.by()))) {
      problem(
          reference,
          "looks rows of "
              + quoted(parent)
              + " up by '"
              + reference.by()
              + "', which needs a unique index there");
    }
    boolean loaded =
        DatabaseLint.loaded(plan).stream()
            .anyMatch(other -> other.entity().equals(reference.entity()));
    if (!loaded) {
      List<String> read = List.of(TargetTable.KEY, reference.by());
      for (String grant : target.rights().table(parent, read, "select")) {
        problems.add(place("columns." + reference.name()), TargetLint.MISSING_RIGHT + grant);
      }
    }
  }

  private void conflict() {
    List<String> key = entity.target().conflictKey();
    if (!key.stream().allMatch(name -> column(table, name) != null)) {
      return; // told with the column
    }
    if (!table.unique(key)) {
      problems.add(
          place("target.conflict"),
          "conflict.key ("
              + String.join(", ", key)
              + ") needs a unique index on "
              + quoted(table)
              + ": it decides whether a row is there already");
    }
    for (String name : key) {
      TargetColumn own = column(table, name);
      if (own != null && !own.required() && mayBeNull(name) && !entity.updates()) {
        problems.warn(
            place("target.conflict"),
            "conflict.key '"
                + name
                + "' may be null: the first run inserts such a row, the second rejects it. Make"
                + " the column NOT NULL, or use the source's key");
      }
    }
  }

  /** A part of the source's key is never null, nor is a hard parent. */
  private boolean mayBeNull(String name) {
    Column column = entity.column(name);
    boolean filled =
        column instanceof Column.Constant
            || (column instanceof Column.Link link && (link.hard() || link.placeholder() != null))
            || (column instanceof Column.Tagged tagged && tagged.otherwise() != null);
    boolean given =
        entity.sources().stream()
            .map(source -> entity.at(source.table()))
            .allMatch(at -> at.holdsKeyPart(name) || at.constant(name) != null);
    return column != null && !filled && !given;
  }

  private void rights(List<String> filled) throws SQLException {
    List<String> known = filled.stream().filter(name -> column(table, name) != null).toList();
    List<String> missing =
        new ArrayList<>(
            target.rights().table(table, known, "select", "insert", "update", "delete"));
    missing.addAll(target.rights().sequences(table, known));
    for (String grant : missing) {
      problems.add(place("target.table"), TargetLint.MISSING_RIGHT + grant);
    }
  }

  private static @Nullable TargetColumn column(TargetTable table, String name) {
    for (TargetColumn column : table.columns()) {
      if (column.name().equals(name)) {
        return column;
      }
    }
    return null;
  }

  private static String quoted(TargetTable table) {
    return "'" + table.table() + "'";
  }

  private void problem(Column column, String message) {
    problems.add(place("columns." + column.name()), "column '" + column.name() + "' " + message);
  }

  private Place place(String part) {
    return library.place(entity.entity(), part);
  }
}
