package dev.crosswalk.starter.run;

/** Command lines of the {@code temporal} CLI, quoted for a shell. */
public final class TemporalLine {
  private TemporalLine() {}

  static String start(String workflowId, String taskQueue, String input) {
    return start("MigrationWorkflow", workflowId, taskQueue, input);
  }

  /** Starts a workflow of this type, unless one runs under the id. */
  public static String start(String type, String workflowId, String taskQueue, String input) {
    return "temporal workflow start --type "
        + type
        + " --task-queue "
        + word(taskQueue)
        + " --fail-existing -w "
        + word(workflowId)
        + " --input "
        + quoted(input);
  }

  static String update(String workflowId, String name, String input) {
    return "temporal workflow update execute -w "
        + word(workflowId)
        + " --name "
        + name
        + " --input "
        + quoted(input);
  }

  static String query(String workflowId) {
    return "temporal workflow query -w " + word(workflowId) + " --name status -o json";
  }

  private static String word(String text) {
    return text.matches("[A-Za-z0-9_./:@%+=-]+") ? text : quoted(text);
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
