package dev.crosswalk.starter.demo;

import dev.crosswalk.starter.embedded.EmbeddedDatabases;
import dev.crosswalk.starter.embedded.EmbeddedTemporal;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How other processes reach what a kept demo holds. Its passwords are random and short-lived. */
record Connections(EmbeddedDatabases databases, EmbeddedTemporal temporal, String taskQueue) {
  /** Settings, as commands and workers read them. */
  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("CROSSWALK_SOURCE_URL", EmbeddedDatabases.uri(databases.source()));
    settings.put("CROSSWALK_TARGET_URL", EmbeddedDatabases.uri(databases.target()));
    settings.put("CROSSWALK_SOURCE_OWNER_URL", owner(EmbeddedDatabases.LEGACY));
    settings.put("CROSSWALK_TARGET_OWNER_URL", owner(EmbeddedDatabases.MODERN));
    settings.put("CROSSWALK_TASK_QUEUE", taskQueue);
    settings.put("TEMPORAL_ADDRESS", temporal.address());
    settings.put("TEMPORAL_NAMESPACE", temporal.namespace());
    return settings;
  }

  private String owner(String database) {
    return EmbeddedDatabases.uri(databases.owner(database));
  }

  /** Prints the settings and what to do with them. */
  void print(PrintWriter err, ReportFiles files, String plan) {
    err.println();
    err.println("Held until Ctrl-C. In another terminal:");
    List<String> lines = new ArrayList<>();
    settings().forEach((name, value) -> lines.add("export " + name + "='" + value + "'"));
    lines.forEach(line -> err.println("  " + line));
    String text = String.join("\n", lines) + "\n";
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
