package planted.dev.crosswalk.plan;

import java.nio.file.Path;

/** Planted: each method is a violation. */
public final class ImpurePlan {
  private ImpurePlan() {}

  static Object path() {
    return Path.of("x");
  }
}
