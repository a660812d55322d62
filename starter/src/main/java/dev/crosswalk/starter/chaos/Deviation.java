package dev.crosswalk.starter.chaos;

/** Something is not as it would have been without the fault. */
final class Deviation extends RuntimeException {
  private static final long serialVersionUID = 1;

  Deviation(String what) {
    super(what);
  }
}
