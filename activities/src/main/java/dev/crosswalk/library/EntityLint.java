package dev.crosswalk.library;

import dev.crosswalk.plan.Column;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.RuleCall;
import dev.crosswalk.plan.Vocabulary;
import dev.crosswalk.rules.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What can be wrong with an entity without asking a database. */
final class EntityLint {
  private final Library library;
  private final Entity entity;
  private final Problems problems;

  EntityLint(Library library, Entity entity, Problems problems) {
    this.library = library;
    this.entity = entity;
    this.problems = problems;
  }

  static List<String> vocabularies(Entity entity) {
    List<String> names = new ArrayList<>();
    for (Column column : entity.columns()) {
      if (column instanceof Column.Mapped mapped && mapped.vocabulary() != null) {
        names.add(mapped.vocabulary());
      }
    }
    return names;
  }

  void run() {
    Set<String> tags = new TreeSet<>();
    for (Entity.Claim claim : entity.unique()) {
      tags.add(claim.tag());
      requireColumn("unique", claim.setNull());
      if (!(entity.column(claim.by()) instanceof Column.Mapped)) {
        problem("unique", "unique: no column '" + claim.by() + "' with 'from'");
      }
    }
    for (String key : entity.target().conflictKey()) {
      requireColumn("target", key);
    }
    if (entity.updates()) {
      updates();
    }
    for (Column column : entity.columns()) {
      if (column.name().equals("id")) {
        problem(column, "is made by Crosswalk from the legacy key; leave it out");
      }
      if (column instanceof Column.Mapped mapped) {
        mapped(mapped, tags);
      } else if (column instanceof Column.Link link) {
        link(link);
      }
    }
    for (Entity.Placeholder placeholder : entity.placeholders()) {
      for (Column.Constant value : placeholder.values()) {
        if (value.name().equals("id")) {
          problem(
              "placeholders." + placeholder.name() + ".id",
              "the id of a placeholder is made by Crosswalk; leave it out");
        }
      }
    }
    for (Column column : entity.columns()) {
      if (column instanceof Column.Tagged tagged) {
        for (Column.Case one : tagged.cases()) {
          if (!tags.contains(one.tag())) {
            problem(
                column,
                "waits for the tag '"
                    + one.tag()
                    + "', which nothing gives; given: "
                    + (tags.isEmpty() ? "none" : String.join(", ", tags)));
          }
        }
      }
    }
    for (Entity.After after : entity.after()) {
      if (!library.entities().containsKey(after.entity())) {
        problem("after", "after: unknown entity '" + after.entity() + "'");
      }
    }
    for (String check : entity.checks()) {
      if (!library.checks().containsKey(check)) {
        problem("checks", "no check 'checks/" + check + ".sql'");
      }
    }
  }

  private void mapped(Column.Mapped column, Set<String> tags) {
    for (RuleCall call : column.rules()) {
      try {
        Rules.rule(call.rule(), call.arguments());
        tags.addAll(Rules.provider(call.rule()).tags());
      } catch (IllegalArgumentException wrong) {
        problem(column, "calls " + call + ": " + wrong.getMessage());
      }
    }
    if (column.vocabulary() != null) {
      Vocabulary vocabulary = library.vocabularies().get(column.vocabulary());
      if (vocabulary == null) {
        problem(
            column,
            "names an unknown vocabulary '"
                + column.vocabulary()
                + "'; known: "
                + String.join(", ", library.vocabularies().keySet()));
      } else if (vocabulary.other() != null) {
        tags.add(vocabulary.other().tag());
      }
    }
  }

  private void link(Column.Link column) {
    String placeholder = column.placeholder();
    Entity parent = library.entities().get(column.entity());
    if (parent == null) {
      problem(column, "refers to an unknown entity '" + column.entity() + "'");
    } else if (parent.column(column.by()) == null && !parent.columns().isEmpty()) {
      problem(
          column, "refers to '" + column.entity() + "' by '" + column.by() + "', no column of it");
    } else if (placeholder != null && parent.placeholder(placeholder) == null) {
      problem(
          column,
          "takes an unknown placeholder '"
              + placeholder
              + "'; entities/"
              + column.entity()
              + ".yaml has no such one");
    }
    if (column.once() && column.entity().equals(entity.entity())) {
      problem(
          column,
          "refers to its own entity, so no row could be the first; make it soft (from and missing:"
              + " null): it is filled when all rows have come");
    }
  }

  /** Two rows of the source must not be able to mean the same row of the target. */
  private void updates() {
    List<String> key = entity.target().conflictKey();
    if (key.stream().allMatch(name -> entity.column(name) != null) && !entity.conflictsOnKey()) {
      problem(
          "target.conflict",
          "mode: update needs a conflict.key that holds the source's key as it is, so that no two"
              + " rows update the same one; take what it holds as the source's 'key'");
    }
    if (entity.columns().stream().allMatch(column -> key.contains(column.name()))) {
      problem("columns", "mode: update writes the columns beside conflict.key; there is none");
    }
  }

  private void requireColumn(String where, String column) {
    if (entity.column(column) == null) {
      problem(where, where + ": no column '" + column + "'");
    }
  }

  private void problem(Column column, String message) {
    problem("columns." + column.name(), "column '" + column.name() + "' " + message);
  }

  private void problem(String place, String message) {
    problems.add(library.place(entity.entity(), place), message);
  }
}
