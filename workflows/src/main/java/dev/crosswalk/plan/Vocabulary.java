package dev.crosswalk.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A versioned map of legacy codes to the target's values.
 *
 * @param values the closed list that the target's CHECK holds, more than the codes may give; empty:
 *     the target has no such list
 * @param other what an unknown code becomes; null: a row with an unknown code is rejected
 */
public record Vocabulary(
    String vocabulary,
    int version,
    String description,
    List<String> values,
    List<Code> codes,
    @Nullable Other other) {

  /** One code; a null code stands for NULL, a null value for no value. */
  public record Code(@Nullable String code, @Nullable String value, String evidence) {}

  /** The value and the counted tag for unknown codes. */
  public record Other(@Nullable String value, String tag) {}
}
