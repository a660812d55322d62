package dev.crosswalk.testing;

import dev.crosswalk.library.Library;
import dev.crosswalk.library.PlanFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A library of a test's own, written file by file into a directory that the test owns. */
public final class TestLibrary {
  private final Path root;

  /** A library without a file yet. */
  public TestLibrary(Path root) {
    this.root = root;
  }

  /** One file, such as {@code entities/visits.yaml}. */
  public TestLibrary file(String name, String text) {
    Path file = root.resolve(name);
    try {
      Files.createDirectories(file.resolveSibling(""));
      Files.writeString(file, text);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
    return this;
  }

  /** An entity file, called what its first line, {@code entity: name}, says. */
  public TestLibrary entity(String yaml) {
    String name = yaml.substring("entity: ".length(), yaml.indexOf('\n'));
    return file("entities/" + name + ".yaml", yaml);
  }

  /** The plan {@code test}: one phase that loads these entities in this order. */
  public TestLibrary plan(String... entities) {
    return file(
        "plans/test.yaml",
        """
        plan: test
        description: What a test loads.
        phases:
          - phase: all
            entities: [%s]
        """
            .formatted(String.join(", ", entities)));
  }

  /** Reads what is there now. */
  public Library library() {
    return new Library(PlanFiles.in(root));
  }
}
