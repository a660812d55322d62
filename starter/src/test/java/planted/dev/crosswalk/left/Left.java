package planted.dev.crosswalk.left;

import planted.dev.crosswalk.right.Right;

/** Planted: half of a cycle. */
public final class Left {
  private Left() {}

  static Object right() {
    return Right.class;
  }
}
