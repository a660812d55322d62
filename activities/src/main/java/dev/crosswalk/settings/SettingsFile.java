package dev.crosswalk.settings;

import dev.crosswalk.database.Value;
import dev.crosswalk.library.Problems;
import dev.crosswalk.library.YamlValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands in {@code crosswalk.yaml}, each value with its line. Holds no password. */
final class SettingsFile {
  static final String NAME = "crosswalk.yaml";
  static final String VARIABLE = "CROSSWALK_CONFIG";

  /** Keys beside those of the databases, of the file itself and of each profile. */
  private static final List<String> PLAIN =
      List.of(
          "task_queue", "parallelism", "plans", "backup_space", "backup_directory", "backup_keep");

  /** Paths in the file start from where it lies. */
  private static final List<String> PATHS = List.of("plans", "backup_directory", "password_file");

  private final @Nullable String name;
  private final Path directory;
  private final Map<String, Value> top = new LinkedHashMap<>();
  private final Map<Profile, Map<String, Value>> profiles = new EnumMap<>(Profile.class);

  private SettingsFile(@Nullable String name, Path directory) {
    this.name = name;
    this.directory = directory;
  }

  /** The file that the variable names, else the one in the directory, else none. */
  static SettingsFile read(
      @Nullable String named, Path workingDirectory, Collection<String> problems) {
    String name = named == null ? NAME : named;
    try {
      Path path = workingDirectory.resolve(name).toAbsolutePath();
      Path directory = path.getParent() == null ? path : path.getParent();
      if (named == null && !Files.exists(path)) {
        return new SettingsFile(null, directory);
      }
      SettingsFile file = new SettingsFile(name, directory);
      file.read(name, Files.readString(path), problems);
      return file;
    } catch (IOException | InvalidPathException unreadable) {
      String because = named == null ? "" : VARIABLE + " names ";
      problems.add(because + name + ", which cannot be read");
      return new SettingsFile(null, workingDirectory);
    }
  }

  private void read(String name, String text, Collection<String> problems) {
    if (text.lines().allMatch(line -> line.isBlank() || line.stripLeading().startsWith("#"))) {
      return;
    }
    Problems found = new Problems();
    YamlValue root = YamlValue.parse(name, text, found);
    if (root.missing()) {
      // What the parser says may quote what it could not read.
      found.found().forEach(one -> problems.add(name + ":" + one.line() + ": this is not YAML"));
      return;
    }
    Map<String, YamlValue> fields = root.fields(keys("profile", "profiles"));
    add(top, "profile", fields);
    readSection(fields, top);
    YamlValue sections = fields.get("profiles");
    if (sections != null && !sections.missing()) {
      Map<String, YamlValue> named = sections.fields(Profile.keys());
      for (Profile profile : Profile.values()) {
        YamlValue section = named.get(profile.key());
        if (section != null && !section.missing()) {
          Map<String, Value> values = new LinkedHashMap<>();
          readSection(section.fields(keys()), values);
          profiles.put(profile, values);
        }
      }
    }
    found.found().forEach(one -> problems.add(one.toString()));
  }

  private static String[] keys(String... more) {
    List<String> keys = new ArrayList<>(List.of(more));
    for (Access access : Access.values()) {
      keys.add(access.key());
    }
    keys.addAll(PLAIN);
    return keys.toArray(String[]::new);
  }

  private void readSection(Map<String, YamlValue> fields, Map<String, Value> values) {
    for (String key : PLAIN) {
      add(values, key, fields);
    }
    for (Access access : Access.values()) {
      YamlValue database = fields.get(access.key());
      if (database == null || database.missing()) {
        continue;
      }
      Map<String, YamlValue> inside = database.fields("url", "password_file", "password");
      YamlValue password = inside.get("password");
      if (password != null && !password.missing()) {
        password.problem(
            "a password may not stand in this file: set %s, or name a file with password_file"
                .formatted(access.variable("PASSWORD")));
      }
      add(values, access.key() + ".", "url", inside);
      add(values, access.key() + ".", "password_file", inside);
    }
  }

  private void add(Map<String, Value> values, String key, Map<String, YamlValue> fields) {
    add(values, "", key, fields);
  }

  private void add(
      Map<String, Value> values, String prefix, String key, Map<String, YamlValue> fields) {
    YamlValue field = fields.get(key);
    String text = field == null || field.missing() ? null : field.textOrNull();
    if (field == null || text == null || text.isBlank()) {
      return;
    }
    String value = text.strip();
    if (PATHS.contains(key)) {
      try {
        value = directory.resolve(value).toString();
      } catch (InvalidPathException unusable) {
        field.problem(key + " is not a path");
        return;
      }
    }
    values.put(prefix + key, new Value(value, name + ":" + field.line()));
  }

  /** The file's name as it was given, or null when there is none. */
  @Nullable String name() {
    return name;
  }

  /** What holds under a profile: its own section goes before the top level. */
  @Nullable Value value(@Nullable Profile profile, String key) {
    Value own = profile == null ? null : profiles.getOrDefault(profile, Map.of()).get(key);
    return own == null ? top.get(key) : own;
  }

  /** Every URL in the file, in force or not, by what to call it in a message. */
  Map<String, Value> urls() {
    Map<String, Value> urls = new LinkedHashMap<>();
    List<Map<String, Value>> sections = new ArrayList<>(profiles.values());
    sections.add(0, top);
    for (Map<String, Value> section : sections) {
      for (Access access : Access.values()) {
        Value url = section.get(access.key() + ".url");
        if (url != null) {
          urls.put(url.origin() + ": " + access.key() + ".url", url);
        }
      }
    }
    return urls;
  }
}
