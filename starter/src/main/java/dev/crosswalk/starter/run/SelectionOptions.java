package dev.crosswalk.starter.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which part of a plan is to be loaded. What is named by several options is loaded together. */
final class SelectionOptions {
  @Option(
      names = "--phases",
      split = ",",
      paramLabel = "P",
      description = "Load these phases of the plan only.")
  private List<String> phases = new ArrayList<>();

  @Option(
      names = "--entities",
      split = ",",
      paramLabel = "E",
      description = "Load these entities only.")
  private List<String> entities = new ArrayList<>();

  @Option(
      names = "--select",
      split = ",",
      paramLabel = "S",
      description = "Load what the plan calls so under 'selections'.")
  private List<String> select = new ArrayList<>();

  @Option(
      names = "--skip",
      split = ",",
      paramLabel = "E",
      description = "Leave these entities out, and with them what cannot be loaded without them.")
  private List<String> skip = new ArrayList<>();

  @Option(
      names = "--with-deps",
      description = "Load what the selected entities cannot do without, too.")
  private boolean withDeps;

  SelectionOptions() {}

  boolean isGiven() {
    return withDeps
        || !(phases.isEmpty() && entities.isEmpty() && select.isEmpty() && skip.isEmpty());
  }

  /** Adds what was chosen to the input of a run. */
  void addTo(ObjectNode input) {
    add(input, "phases", phases);
    add(input, "entities", entities);
    add(input, "select", select);
    add(input, "skip", skip);
    if (withDeps) {
      input.put("with_deps", true);
    }
  }

  private static void add(ObjectNode input, String field, List<String> names) {
    if (!names.isEmpty()) {
      ArrayNode list = input.putArray(field);
      names.forEach(list::add);
    }
  }
}
