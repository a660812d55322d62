package dev.crosswalk.starter.display;

import java.util.List;

/** The ways to decide about an entity that cannot go on, ready to be pasted. */
public final class Decision {
  private Decision() {}

  public static List<String> lines(String run, String entity) {
    return List.of(
        "crosswalk retry " + run + " --entity " + entity,
        "crosswalk skip " + run + " --entity " + entity + " --written keep",
        "crosswalk abort " + run);
  }
}
