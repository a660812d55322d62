package planted.dev.crosswalk.unknown;

/** Planted: in a package that no wall knows. */
public final class Unknown {
  private Unknown() {}
}
