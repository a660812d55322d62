package dev.crosswalk.database;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * libpq's password file: {@code PGPASSFILE}, else {@code ~/.pgpass}. The driver reads it too, but
 * neither tells where a password came from, nor minds a file that everybody can read, nor finds a
 * line when there are several hosts.
 */
final class PasswordFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private PasswordFile() {}

  /**
   * The password of the first line that fits, or null. Fails when the file that holds it can be
   * read by others: libpq passes over such a file, which nobody would notice here.
   *
   * @param hosts each {@code host:port}; the first one with a line decides
   */
  static @Nullable Value find(
      Map<String, String> environment, List<String> hosts, String database, String user) {
    String named = environment.get("PGPASSFILE");
    String home = environment.get("HOME");
    if (named == null && home == null) {
      return null;
    }
    String shown = named == null ? "~/.pgpass" : named;
    List<String> lines;
    Path file;
    try {
      file = named == null ? Path.of(home, ".pgpass") : Path.of(named);
      lines = Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException | InvalidPathException unreadable) {
      return null; // as libpq does: the server will ask for a password if it wants one
    }
    for (String host : hosts) {
      for (int line = 0; line < lines.size(); line++) {
        String password = password(lines.get(line), host, database, user);
        if (password != null) {
          requirePrivate(file, shown);
          return new Value(password, shown + ":" + (line + 1));
        }
      }
    }
    return null;
  }

  private static void requirePrivate(Path file, String shown) {
    try {
      if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
        throw new Failure(
            ErrorCode.INPUT, shown + " can be read by others: chmod 600 it, as libpq demands");
      }
    } catch (IOException | UnsupportedOperationException noPermissions) {
      // A file system that has no such permissions guards files in its own way.
    }
  }

  private static @Nullable String password(String line, String host, String database, String user) {
    if (line.startsWith("#")) {
      return null;
    }
    int colon = host.lastIndexOf(':');
    String name = host.substring(0, colon).replace("[", "").replace("]", "");
    int at = 0;
    for (String value : List.of(name, host.substring(colon + 1), database, user)) {
      at = after(line, at, value);
      if (at < 0) {
        return null;
      }
    }
    StringBuilder password = new StringBuilder();
    for (; at < line.length() && line.charAt(at) != ':'; at++) {
      if (line.charAt(at) == '\\' && at + 1 < line.length()) {
        at++;
      }
      password.append(line.charAt(at));
    }
    return password.toString();
  }

  /** Where the next field begins when this one fits, else -1; colons of IPv6 need no escape. */
  private static int after(String line, int start, String value) {
    if (line.startsWith("*:", start)) {
      return start + 2;
    }
    int at = start;
    for (int index = 0; index < value.length(); index++, at++) {
      if (at + 1 < line.length() && line.charAt(at) == '\\') {
        at++;
      }
      if (at >= line.length() || line.charAt(at) != value.charAt(index)) {
        return -1;
      }
    }
    return at < line.length() && line.charAt(at) == ':' ? at + 1 : -1;
  }
}
