package dev.crosswalk.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a plan says otherwise about one of its entities. It is applied when the plan is compiled:
 * whoever reads a compiled plan sees the entity as the plan wants it.
 *
 * @param batchRows rows a target transaction; null: as the run says
 * @param chunkRows rows a chunk; null: as the run says
 * @param where the rows to load, as a boolean expression of the source; others are filtered
 * @param action what happens to rows that are there; null: as the entity says
 * @param hard references without which a row is not loaded
 * @param soft references without which a row is loaded with null
 * @param expected the number of rows that documents promise; null: as the entity says
 */
public record EntityOverride(
    String entity,
    @Nullable Integer batchRows,
    @Nullable Integer chunkRows,
    @Nullable String where,
    Entity.@Nullable Action action,
    List<String> hard,
    List<String> soft,
    @Nullable Long expected) {

  /** The name under which rows that {@code where} leaves out are counted. */
  public static final String WHERE = "where";

  /** The entity as this plan wants it. Names that it does not have change nothing. */
  public Entity applyTo(Entity entity, String plan) {
    List<Column> columns = new ArrayList<>();
    for (Column column : entity.columns()) {
      columns.add(column instanceof Column.Reference reference ? applyTo(reference) : column);
    }
    List<Entity.Expected> promised = new ArrayList<>(entity.expected());
    if (expected != null) {
      promised.removeIf(other -> other.plan().equals(plan));
      promised.add(new Entity.Expected(plan, expected));
    }
    Entity.Target target = entity.target();
    return entity.with(
        entity.sources().stream().map(this::applyTo).toList(),
        promised,
        action == null ? target : target.with(action),
        columns);
  }

  private Column applyTo(Column.Reference reference) {
    return hard.contains(reference.name()) || soft.contains(reference.name())
        ? reference.with(hard.contains(reference.name()))
        : reference;
  }

  private Source applyTo(Source source) {
    if (where == null) {
      return source;
    }
    List<Expression> exclude = new ArrayList<>(source.exclude());
    exclude.add(new Expression(WHERE, "(" + where + ") is not true"));
    return source.with(exclude);
  }
}
