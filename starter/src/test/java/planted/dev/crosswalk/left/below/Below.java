package planted.dev.crosswalk.left.below;

import planted.dev.crosswalk.left.Above;

/** Planted: the other half of a cycle between a package and one below it. */
public final class Below {
  private Below() {}

  static Object above() {
    return Above.class;
  }
}
