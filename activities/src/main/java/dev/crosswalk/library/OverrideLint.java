package dev.crosswalk.library;

import dev.crosswalk.plan.Column;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.EntityOverride;
import dev.crosswalk.plan.Plan;
import java.util.Collection;

/** Whether what a plan says otherwise about its entities means something. */
final class OverrideLint {
  private final Library library;
  private final Plan plan;
  private final Collection<String> loaded;
  private final Problems problems;

  /**
   * Prepares the lint.
   *
   * @param loaded the entities of the phases
   */
  OverrideLint(Library library, Plan plan, Collection<String> loaded, Problems problems) {
    this.library = library;
    this.plan = plan;
    this.loaded = loaded;
    this.problems = problems;
  }

  void run() {
    for (EntityOverride override : plan.overrides()) {
      Entity entity = library.entities().get(override.entity());
      if (entity == null || !loaded.contains(override.entity())) {
        problem(override, "", "which no phase of the plan loads");
        continue;
      }
      override.hard().forEach(column -> reference(override, "hard", entity, column));
      override.soft().forEach(column -> reference(override, "soft", entity, column));
      for (String column : override.hard()) {
        if (override.soft().contains(column)) {
          problem(override, ".soft", "and calls '" + column + "' both hard and soft");
        }
      }
      boolean taken =
          entity.sources().stream()
              .flatMap(source -> source.exclude().stream())
              .anyMatch(exclusion -> exclusion.name().equals(EntityOverride.WHERE));
      if (override.where() != null && taken) {
        problem(override, ".where", "which has an exclusion 'where' already; rename that one");
      }
    }
  }

  private void reference(EntityOverride override, String key, Entity entity, String column) {
    if (!(entity.column(column) instanceof Column.Reference)) {
      problem(
          override,
          "." + key,
          "of which '" + column + "' is no column with 'reference' (" + key + ")");
    }
  }

  private void problem(EntityOverride override, String part, String message) {
    problems.add(
        library.place(plan, "overrides." + override.entity() + part),
        "the plan overrides '" + override.entity() + "', " + message);
  }
}
