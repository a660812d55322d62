package dev.crosswalk.starter;

import java.util.List;

/** The ways to decide about an entity that cannot go on, ready to be pasted. */
final class Decision {
  private Decision() {}

  static List<String> lines(String run, String entity) {
    return List.of(
        "crosswalk retry " + run + " --entity " + entity,
        "crosswalk skip " + run + " --entity " + entity + " --written keep",
        "crosswalk abort " + run);
  }
}
