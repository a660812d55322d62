package planted.dev.crosswalk.failure;

import java.io.File;

/** Planted: each method is a violation. */
public final class ImpureFailure {
  private ImpureFailure() {}

  static Object file() {
    return new File("x");
  }
}
