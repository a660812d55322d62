package planted.dev.crosswalk.workflows;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import io.temporal.workflow.Workflow;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** What comes close to a violation and is none: maps and times whose order and value are fixed. */
public record AllowedInWorkflows(List<String> names, TimeUnit unit) implements Serializable {
  static Map<String, String> ordered(List<String> list) {
    return list.stream()
        .collect(toMap(text -> text, text -> text, (one, other) -> one, LinkedHashMap::new));
  }

  static Map<Integer, List<String>> sorted(List<String> list) {
    return list.stream().collect(groupingBy(String::length, TreeMap::new, toList()));
  }

  static Instant instant() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis()).plus(Duration.ofSeconds(1));
  }

  static UUID uuid() {
    return Workflow.randomUUID();
  }

  static void log() {
    Workflow.getLogger(AllowedInWorkflows.class).info("allowed");
  }
}
