package dev.crosswalk.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The pages under {@code docs}, for tests that hold them to what they say. */
public final class Documents {
  private Documents() {}

  /** A page, found from the directory of any module. */
  public static String read(String page) {
    Path file = Path.of("docs", page);
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(file))) {
        try {
          return Files.readString(at.resolve(file));
        } catch (IOException unreadable) {
          throw new UncheckedIOException(unreadable);
        }
      }
    }
    throw new IllegalStateException("no " + file + " in this directory or above it");
  }
}
