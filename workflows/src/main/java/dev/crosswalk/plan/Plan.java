package dev.crosswalk.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named, ordered list of phases.
 *
 * @param document the document that the plan comes from, if any
 * @param placeholders rows that this plan lets stand in for missing parents, as {@code entity.name}
 * @param startsFrom the plan that has been carried out before, or {@link #EMPTY}
 * @param prerequisites entities, or phases of other plans, that must be loaded before
 * @param overrides what the plan says otherwise about its entities
 * @param never columns of the source that no entity of the plan may read
 * @param errors how many rejected rows it tolerates
 */
public record Plan(
    String plan,
    String description,
    @Nullable String document,
    String startsFrom,
    List<String> prerequisites,
    List<String> placeholders,
    List<Phase> phases,
    List<EntityOverride> overrides,
    List<Selection> selections,
    List<SourceColumn> never,
    Budget errors) {

  /** What a plan starts from when nothing was loaded before it. */
  public static final String EMPTY = "empty";

  /** The selection that every plan has: the whole of it. */
  public static final String ALL = "all";

  /** A name for some entities of the plan. */
  public record Selection(String name, List<String> entities) {}

  /** A column of a source table, as the catalog spells both; the table with or without schema. */
  public record SourceColumn(String table, String column) {
    @Override
    public String toString() {
      return table + "." + column;
    }
  }

  /** The names of the entities that the phases load, in their order. */
  public List<String> entities() {
    return phases.stream().flatMap(phase -> phase.entities().stream()).toList();
  }

  /** What the plan says otherwise about an entity, or null. */
  public @Nullable EntityOverride override(String entity) {
    for (EntityOverride override : overrides) {
      if (override.entity().equals(entity)) {
        return override;
      }
    }
    return null;
  }

  /** The same plan with other phases. */
  public Plan with(List<Phase> others) {
    return new Plan(
        plan,
        description,
        document,
        startsFrom,
        prerequisites,
        placeholders,
        others,
        overrides,
        selections,
        never,
        errors);
  }
}
