package dev.crosswalk.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named, ordered list of phases.
 *
 * @param document the document that the plan comes from, if any
 * @param startsFrom the state of the target that the plan expects, such as {@code empty}
 */
public record Plan(
    String plan,
    String description,
    @Nullable String document,
    String startsFrom,
    List<Phase> phases) {}
