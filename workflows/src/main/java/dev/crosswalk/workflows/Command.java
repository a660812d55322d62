package dev.crosswalk.workflows;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody told a run to do, for the audit trail.
 *
 * @param object what it was told about: the run, or entities or a phase of it
 * @param actor as the command named its author; nobody proves it
 */
record Command(String name, String object, String actor, @Nullable String reason) {
  /** Who gives orders without a name, as Temporal's own tools do. */
  static final String NOBODY = "not named";

  /** Who gives orders when nobody does. */
  static final String PLAN = "the plan";

  /** How a reason begins that a plan gives. */
  static final String PLAN_SAYS = "as the plan says";

  /** Reads the fields that every command may have. */
  static Command of(String name, String object, Input fields) {
    return new Command(name, object, fields.text("actor", NOBODY), fields.text("reason"));
  }

  static String object(List<String> entities, @Nullable String phase) {
    if (phase != null) {
      return "phase " + phase;
    }
    return entities.isEmpty() ? "run" : "entity " + String.join(", ", entities);
  }
}
