package dev.crosswalk.starter.demo;

import dev.crosswalk.starter.embedded.EmbeddedDatabases;
import dev.crosswalk.starter.embedded.EmbeddedTemporal;
import java.io.PrintWriter;
import java.util.List;

/** How other processes reach what a kept demo holds. Its passwords are random and short-lived. */
record Connections(EmbeddedDatabases databases, EmbeddedTemporal temporal, String taskQueue) {
  /** Settings as a shell reads them. */
  List<String> settings() {
    return List.of(
        "export CROSSWALK_SOURCE_URL='" + EmbeddedDatabases.uri(databases.source()) + "'",
        "export CROSSWALK_TARGET_URL='" + EmbeddedDatabases.uri(databases.target()) + "'",
        owner("SOURCE", EmbeddedDatabases.LEGACY),
        owner("TARGET", EmbeddedDatabases.MODERN),
        "export CROSSWALK_TASK_QUEUE='" + taskQueue + "'",
        "export TEMPORAL_ADDRESS='" + temporal.address() + "'",
        "export TEMPORAL_NAMESPACE='" + temporal.namespace() + "'");
  }

  private String owner(String which, String database) {
    String uri = EmbeddedDatabases.uri(databases.owner(database));
    return "export CROSSWALK_" + which + "_OWNER_URL='" + uri + "'";
  }

  /** Prints the settings and what to do with them. */
  void print(PrintWriter err, ReportFiles files, String plan) {
    err.println();
    err.println("Held until Ctrl-C. In another terminal:");
    settings().forEach(line -> err.println("  " + line));
    String text = String.join("\n", settings()) + "\n";
    err.println("or all at once:  . " + files.writePrivate("connections.env", text));
    err.println("then, for example:");
    err.println("  psql \"$CROSSWALK_SOURCE_URL\"");
    err.println("  psql \"$CROSSWALK_TARGET_URL\" -c 'select * from crosswalk.accounting'");
    err.println("  crosswalk status");
    err.println("  crosswalk rejects summary");
    err.println("  " + runAgain(plan));
    err.flush();
  }

  /** The same plan once more over the loaded target. */
  String runAgain(String plan) {
    return "crosswalk start --plan " + plan + " --run again --wait";
  }
}
