package planted.dev.crosswalk.right;

import planted.dev.crosswalk.left.Left;

/** Planted: the other half of a cycle. */
public final class Right {
  private Right() {}

  static Object left() {
    return Left.class;
  }
}
