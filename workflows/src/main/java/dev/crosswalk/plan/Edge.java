package dev.crosswalk.plan;

/**
 * One entity needs another to be there before it.
 *
 * @param hard whether no row of the child may come before it; a soft edge only leaves nulls for a
 *     while
 * @param because the column or the reason that makes the edge
 */
public record Edge(String child, String parent, boolean hard, String because) {}
