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

  /** The same for the Temporal CLI. */
  static List<String> temporalLines(String workflowId, String entity) {
    String name = OrderOptions.fields("entity", entity).toString();
    String keep = OrderOptions.fields("entity", entity, "written", "keep").toString();
    return List.of(
        TemporalLine.update(workflowId, "retry", name),
        TemporalLine.update(workflowId, "skip", keep),
        TemporalLine.update(workflowId, "abort", "{}"));
  }
}
