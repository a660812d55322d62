package planted.dev.crosswalk.left;

import planted.dev.crosswalk.left.below.Below;

/** Planted: half of a cycle between a package and one below it. */
public final class Above {
  private Above() {}

  static Object below() {
    return Below.class;
  }
}
