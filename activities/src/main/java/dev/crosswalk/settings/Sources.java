package dev.crosswalk.settings;

import dev.crosswalk.database.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where settings come from: options before the environment, and that before the file. */
record Sources(
    Map<String, String> options,
    Map<String, String> environment,
    SettingsFile file,
    @Nullable Profile profile) {

  /** The value that goes first, or null when the setting is not set. */
  @Nullable Value find(String key, String variable) {
    String option = options.get(key);
    if (option != null) {
      return new Value(option, "option --" + key.replace('_', '-'));
    }
    Value value = variable(environment, variable);
    return value == null ? file.value(profile, key) : value;
  }

  /** A variable's value, or null; an empty one is not set. */
  static @Nullable Value variable(Map<String, String> environment, String variable) {
    String value = environment.get(variable);
    return value == null || value.isBlank()
        ? null
        : new Value(value.strip(), "environment " + variable);
  }

  @Nullable Value variable(String variable) {
    return variable(environment, variable);
  }

  /** Where to correct a value: its variable or option, or its file and line. */
  static String place(String key, Value value) {
    for (String kind : List.of("environment ", "option ")) {
      if (value.origin().startsWith(kind)) {
        return value.origin().substring(kind.length());
      }
    }
    return value.origin() + ": " + key;
  }
}
