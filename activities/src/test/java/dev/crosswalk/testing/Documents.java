package dev.crosswalk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The pages under {@code docs}, for tests that hold them to what they say. */
public final class Documents {
  private Documents() {}

  /** A page, found from the directory of any module. */
  public static String read(String page) {
    try {
      return Files.readString(path(page));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Fails unless the page is as it was generated now; {@code -Dgolden.update=true} writes it, for
   * the difference to be read.
   */
  public static void requireCurrent(String page, String generated) {
    if (Boolean.getBoolean("golden.update")) {
      try {
        Files.writeString(path(page), generated);
      } catch (IOException unwritable) {
        throw new UncheckedIOException(unwritable);
      }
    }
    assertThat(read(page))
        .as("docs/%s is out of date: run this test with -Dgolden.update=true", page)
        .isEqualTo(generated);
  }

  /** A file or directory under {@code docs}, found from the directory of any module. */
  public static Path path(String name) {
    Path file = Path.of("docs", name);
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(file))) {
        return at.resolve(file);
      }
    }
    throw new IllegalStateException("no " + file + " in this directory or above it");
  }
}
