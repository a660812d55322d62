package planted.dev.crosswalk.rules;

import java.util.Locale;
import planted.dev.crosswalk.workflows.MapPayload;

/** A rule may use text and the contracts below it. */
public final class AllowedInRules {
  private AllowedInRules() {}

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  static Object contract() {
    return MapPayload.class;
  }
}
