package dev.crosswalk.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one run did with one legacy row for one entity.
 *
 * @param targetId null: the target has no row for it
 * @param disposition what became of it, now
 * @param notes what else the ledger knows: batch, rejects, claims, reviews; no value of the row
 */
public record Trace(
    String run,
    String plan,
    String entity,
    String legacyTable,
    String legacyKey,
    String targetTable,
    @Nullable String targetId,
    String disposition,
    List<String> notes) {}
