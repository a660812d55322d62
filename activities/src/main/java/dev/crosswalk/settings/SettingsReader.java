package dev.crosswalk.settings;

import static dev.crosswalk.settings.Sources.place;

import dev.crosswalk.database.Endpoint;
import dev.crosswalk.database.LibpqParameter;
import dev.crosswalk.database.LibpqUri;
import dev.crosswalk.database.Value;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.settings.Settings.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads each setting once, and notes what is wrong and where it came from. */
final class SettingsReader {
  /** Variables that are no setting of the file: read by the launcher, the log or a command. */
  private static final List<String> VARIABLES =
      List.of(
          "CROSSWALK_HEALTH_FILE",
          "CROSSWALK_LOG",
          "CROSSWALK_JAVA_OPTS",
          "CROSSWALK_TEMPORAL_CLI",
          "NO_COLOR");

  private static final Pattern SIZE = Pattern.compile("([0-9]{1,6}) ?(kB|MB|GB|TB)");

  private final Path workingDirectory;
  private final Set<String> problems = new LinkedHashSet<>();
  private final List<Line> lines = new ArrayList<>();
  private final Set<Access> given = EnumSet.noneOf(Access.class);
  private final Map<Access, Endpoint> endpoints = new EnumMap<>(Access.class);

  SettingsReader(Path workingDirectory) {
    this.workingDirectory = workingDirectory;
  }

  Settings read(Map<String, String> options, Map<String, String> environment) {
    Value named = Sources.variable(environment, SettingsFile.VARIABLE);
    SettingsFile file =
        SettingsFile.read(named == null ? null : named.text(), workingDirectory, problems);
    String name = file.name();
    lines.add(
        name == null
            ? new Line("config", "", "no " + SettingsFile.NAME + " here")
            : new Line("config", name, named == null ? "working directory" : named.origin()));
    refusePasswords(file);
    Profile profile = readProfile(new Sources(options, environment, file, null));
    Sources sources = new Sources(options, environment, file, profile);
    for (Access access : Access.values()) {
      readAccess(access, sources);
    }
    refuseOneDatabase();
    Value queue = plain(sources, "task_queue", "CROSSWALK_TASK_QUEUE", Settings.TASK_QUEUE);
    int parallelism = readParallelism(sources);
    Value plans = plain(sources, "plans", "CROSSWALK_PLANS", "built in");
    BackupLimits backups = readBackups(sources);
    Value reports = plain(sources, "report_directory", "CROSSWALK_REPORT_DIRECTORY", "");
    for (String variable : VARIABLES) {
      Value value = sources.variable(variable);
      lines.add(value == null ? unset(variable) : line(variable, value, withoutSecrets(value)));
    }
    return new Settings(
        profile,
        given,
        endpoints,
        queue == null ? Settings.TASK_QUEUE : queue.text(),
        parallelism,
        plans == null ? null : path("plans", plans),
        backups,
        reports == null ? null : path("report_directory", reports),
        List.copyOf(lines),
        List.copyOf(problems));
  }

  private static Line line(String name, Value value, String shown) {
    return new Line(name, shown, value.origin());
  }

  private static Line unset(String name) {
    return new Line(name, "", "not set");
  }

  /** A value that is no secret, with its line. */
  private @Nullable Value plain(Sources sources, String key, String variable, String otherwise) {
    Value value = sources.find(key, variable);
    lines.add(value == null ? new Line(key, otherwise, "default") : line(key, value, value.text()));
    return value;
  }

  private Profile readProfile(Sources sources) {
    Value value = plain(sources, "profile", "CROSSWALK_PROFILE", Profile.DEVELOPMENT.key());
    if (value == null) {
      return Profile.DEVELOPMENT;
    }
    for (Profile each : Profile.values()) {
      if (each.key().equals(value.text())) {
        return each;
      }
    }
    problems.add(place("profile", value) + " must be one of " + String.join(", ", Profile.keys()));
    return Profile.PRODUCTION; // what was meant is not known, so nothing is taken lightly
  }

  private void refusePasswords(SettingsFile file) {
    file.urls()
        .forEach(
            (place, url) -> {
              try {
                if (LibpqUri.parse(place, url.text(), Map.of()).holdsSecret()) {
                  problems.add(
                      place
                          + " holds a password; take it out and set the variable"
                          + " CROSSWALK_…_PASSWORD, or name a file with password_file");
                }
              } catch (Failure unusable) {
                problems.add(String.valueOf(unusable.getMessage()));
              }
            });
  }

  private void readAccess(Access access, Sources sources) {
    String key = access.key();
    Value url = sources.find(key + ".url", access.variable());
    Value password = password(access, sources);
    if (url == null) {
      lines.add(unset(key + ".url"));
      return;
    }
    given.add(access);
    String place = place(key + ".url", url);
    LibpqUri uri;
    try {
      uri = LibpqUri.parse(place, url.text(), sources.environment());
    } catch (Failure unusable) {
      problems.add(String.valueOf(unusable.getMessage()));
      lines.add(line(key + ".url", url, "(cannot be read)"));
      return;
    }
    endpoints.put(access, uri.endpoint(password == null ? null : password.text()));
    lines.add(line(key + ".url", url, uri.shown()));
    lines.add(line(key + ".host", uri.hosts(), uri.hosts().text()));
    lines.add(line(key + ".user", uri.user(), uri.user().text()));
    Value secret = password == null ? uri.password() : password;
    lines.add(
        secret == null ? unset(key + ".password") : line(key + ".password", secret, LibpqUri.MASK));
    Value mode = uri.parameters().get(LibpqParameter.SSLMODE);
    lines.add(
        mode == null
            ? new Line(key + ".sslmode", "prefer", "default")
            : line(key + ".sslmode", mode, mode.text()));
    uri.parameters()
        .forEach(
            (parameter, value) -> {
              if (parameter != LibpqParameter.SSLMODE && !value.origin().equals(place)) {
                lines.add(line(key + "." + parameter.key(), value, value.text()));
              }
            });
    if (sources.profile() == Profile.PRODUCTION
        && (mode == null || !mode.text().equals("verify-full"))) {
      problems.add(place + ": the profile production demands sslmode=verify-full");
    }
  }

  private @Nullable Value password(Access access, Sources sources) {
    String variable = access.variable("PASSWORD");
    String text = sources.environment().get(variable);
    // As it stands: a password may begin or end with a blank.
    Value inVariable =
        text == null || text.isEmpty() ? null : new Value(text, "environment " + variable);
    String fileVariable = access.variable("PASSWORD_FILE");
    if (inVariable != null && sources.variable(fileVariable) != null) {
      problems.add(variable + " and " + fileVariable + " are both set; keep one");
    }
    String key = access.key() + ".password_file";
    Value named = sources.find(key, fileVariable);
    if (named == null || inVariable != null) {
      return inVariable;
    }
    lines.add(line(key, named, named.text()));
    Path path = path(key, named);
    try {
      return path == null
          ? null
          : new Value(Files.readString(path).stripTrailing(), "file " + named.text());
    } catch (IOException unreadable) {
      problems.add(place(key, named) + " names a file that cannot be read: " + named.text());
      return null;
    }
  }

  private @Nullable Path path(String key, Value value) {
    try {
      return workingDirectory.resolve(value.text());
    } catch (InvalidPathException unusable) {
      problems.add(place(key, value) + " is not a path");
      return null;
    }
  }

  /** As owner or not: what is read and what is written must be two databases. */
  private void refuseOneDatabase() {
    for (Access source : List.of(Access.SOURCE, Access.SOURCE_OWNER)) {
      for (Access target : List.of(Access.TARGET, Access.TARGET_OWNER)) {
        Endpoint from = endpoints.get(source);
        Endpoint to = endpoints.get(target);
        if (from != null && to != null && from.sameDatabase(to)) {
          problems.add(source.variable() + " and " + target.variable() + " name the same database");
        }
      }
    }
  }

  private int readParallelism(Sources sources) {
    int otherwise = Settings.defaultParallelism();
    Value value =
        plain(sources, "parallelism", "CROSSWALK_PARALLELISM", Integer.toString(otherwise));
    if (value == null) {
      return otherwise;
    }
    int number = value.text().matches("[0-9]{1,3}") ? Integer.parseInt(value.text()) : 0;
    if (number >= 1 && number <= Settings.MOST_PARALLEL) {
      return number;
    }
    problems.add(
        place("parallelism", value)
            + " must be a whole number from 1 to "
            + Settings.MOST_PARALLEL);
    return otherwise;
  }

  private BackupLimits readBackups(Sources sources) {
    Value space = plain(sources, "backup_space", "CROSSWALK_BACKUP_SPACE", "no limit");
    Value directory = plain(sources, "backup_directory", "CROSSWALK_BACKUP_DIRECTORY", "");
    Value keep =
        plain(sources, "backup_keep", "CROSSWALK_BACKUP_KEEP", Integer.toString(BackupLimits.KEEP));
    int kept = BackupLimits.KEEP;
    if (keep != null && keep.text().matches("[0-9]{1,6}")) {
      kept = Integer.parseInt(keep.text());
    } else if (keep != null) {
      problems.add(place("backup_keep", keep) + " must be a whole number, 0 or more");
    }
    return new BackupLimits(
        space == null ? null : bytes("backup_space", space),
        directory == null ? null : path("backup_directory", directory),
        kept);
  }

  /** A size as PostgreSQL writes one: its units are powers of 1024. */
  private @Nullable Long bytes(String key, Value value) {
    Matcher size = SIZE.matcher(value.text());
    if (size.matches()) {
      int power = List.of("kB", "MB", "GB", "TB").indexOf(size.group(2)) + 1;
      return Long.parseLong(size.group(1)) << (10 * power);
    }
    problems.add(place(key, value) + " must be a size such as 500MB or 20GB");
    return null;
  }

  /** Options of a JVM may hold the password of a key store. */
  private static String withoutSecrets(Value value) {
    return value
        .text()
        .replaceAll(
            "(?i)(-D[^\\s=]*(?:password|secret|token|key)[^\\s=]*=)\\S+", "$1" + LibpqUri.MASK);
  }
}
