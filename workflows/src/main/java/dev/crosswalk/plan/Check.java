package dev.crosswalk.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A business check: a query of the target that gives the key of each row that offends.
 *
 * @param why why it matters
 * @param documents where it is asked for
 * @param threshold the share of {@code of} that may offend, in per cent; null: no row may
 * @param of what could offend, as it stands behind {@code select count(*) from}
 * @param asMeant the check that asks what is meant, when this one cannot be met to the letter
 * @param query without a semicolon at its end
 */
public record Check(
    String name,
    String why,
    List<String> documents,
    Severity severity,
    @Nullable Double threshold,
    @Nullable String of,
    @Nullable String asMeant,
    String query) {

  /** What it means when a check does not hold. */
  public enum Severity {
    /** The gate stays shut, and no score is above 99.9. */
    CRITICAL,
    /** The gate stays shut. */
    MAJOR,
    /** It is a warning. */
    MINOR,
    /** It is a warning, and counts in no score. */
    INFO
  }
}
