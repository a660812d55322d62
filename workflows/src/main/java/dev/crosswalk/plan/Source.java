package dev.crosswalk.plan;

import java.util.List;

/**
 * Where an entity's rows come from: one key table, and tables joined to it with at most one row a
 * key.
 *
 * @param table the key table's name, without alias
 * @param alias the name that the expressions use for it
 * @param join complete {@code left join …} clauses
 * @param key the expression that orders and splits the rows; unique
 * @param exclude boolean expressions by name; a row for which one is true is counted under it and
 *     not loaded
 */
public record Source(
    String table, String alias, List<String> join, String key, List<Expression> exclude) {}
