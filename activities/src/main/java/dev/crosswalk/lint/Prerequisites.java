package dev.crosswalk.lint;

import dev.crosswalk.ledger.RunLedger;
import dev.crosswalk.library.Library;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.EntityOverride;
import dev.crosswalk.plan.Plan;
import dev.crosswalk.sql.TargetTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What must be in the target before a plan begins, and what would bring it. Only reads. */
public final class Prerequisites {
  private Prerequisites() {}

  /** Entities of a plan that are loaded with what they need. */
  public record Load(String plan, List<String> entities) {
    /** The command that does it. */
    public String command() {
      return "crosswalk start --plan "
          + plan
          + " --entities "
          + String.join(",", entities)
          + " --with-deps";
    }
  }

  /** The prerequisites of a plan that are not there, in its order. */
  public static List<String> missing(Library library, CompiledPlan plan, Connection target)
      throws SQLException {
    List<String> missing = new ArrayList<>();
    for (String name : library.prerequisites(plan.plan())) {
      if (!isThere(plan.entity(name), target)) {
        missing.add(name);
      }
    }
    return missing;
  }

  /** Whether a run has loaded it, or, in a target that was filled in another way, it has rows. */
  public static boolean isThere(Entity entity, Connection target) throws SQLException {
    return new RunLedger(target, "").hasLoaded(entity.entity())
        || TargetTable.read(target, entity.target().table()).holdsRows(target);
  }

  /** What brings these entities, one part of each plan; what no plan loads is left out. */
  public static List<Load> loads(Library library, List<String> entities) {
    SortedMap<String, List<String>> byPlan = new TreeMap<>();
    for (String entity : entities) {
      library.loading(entity).stream()
          .min(Comparator.comparing((Plan plan) -> isPart(plan, entity)))
          .ifPresent(
              plan -> byPlan.computeIfAbsent(plan.plan(), any -> new ArrayList<>()).add(entity));
    }
    List<Load> loads = new ArrayList<>();
    byPlan.forEach((plan, names) -> loads.add(new Load(plan, names)));
    return loads;
  }

  /** Whether the plan needs more than itself, or brings some of the entity's rows only. */
  private static boolean isPart(Plan plan, String entity) {
    EntityOverride override = plan.override(entity);
    return !plan.prerequisites().isEmpty() || (override != null && override.where() != null);
  }
}
