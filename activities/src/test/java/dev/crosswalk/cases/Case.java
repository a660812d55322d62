package dev.crosswalk.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.database.Databases;
import dev.crosswalk.library.Library;
import dev.crosswalk.library.PlanFiles;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.Plan;
import dev.crosswalk.testing.TestDatabases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A directory that is a test: two databases, a library, and what must come of them. Its format is
 * told in {@code src/test/cases/README.md}.
 */
final class Case {
  private final Path directory;
  private final boolean update;
  private final Library library;

  /** The entities of each target table, in the order of the plans. */
  private final Map<String, List<Entity>> tables = new LinkedHashMap<>();

  private final List<Step> steps = new ArrayList<>();

  /**
   * Reads a case.
   *
   * @param update whether the expected files are written anew instead of compared
   */
  Case(Path directory, boolean update) {
    this.directory = directory;
    this.update = update;
    library = new Library(PlanFiles.in(directory));
    for (Plan plan : library.plans()) {
      for (Entity entity : library.compile(plan.plan()).entities()) {
        List<Entity> entities =
            tables.computeIfAbsent(entity.target().table(), table -> new ArrayList<>());
        if (!entities.contains(entity)) {
          entities.add(entity);
        }
      }
    }
    Path at = directory;
    for (int no = 1; Files.isDirectory(at); no++) {
      steps.add(Step.read(at, no, library));
      at = directory.resolve(Integer.toString(no + 1));
    }
  }

  /** Runs it in both shapes: each must bring what the files say, and both the same ids. */
  void run() {
    List<String> whole = run(Shape.WHOLE, update);
    List<String> pieces = run(Shape.PIECES, false);
    assertThat(pieces).as(directory + ": rows and ids, in pieces and whole").isEqualTo(whole);
  }

  /** Returns the rows with their ids, as they stood after each step. */
  private List<String> run(Shape shape, boolean write) {
    List<String> exact = new ArrayList<>();
    try (TestDatabases databases = new TestDatabases()) {
      databases.of(steps.get(0).text("source.sql"), steps.get(0).text("target.sql"));
      Databases pools = databases.pools();
      for (Step step : steps) {
        if (step.no() > 1) {
          databases.legacy(step.text("source.sql"));
          databases.modern(step.text("target.sql"));
        }
        Step.Outcome outcome = step.run(pools, library, shape);
        Contents contents = new Contents(databases.modernOwner(), step, tables);
        String where = step.directory() + ", " + shape;
        if (outcome.stopped().isEmpty()) {
          assertThat(contents.unbalanced()).as(where + ": entities that do not balance").isEmpty();
        }
        if (!Files.exists(step.directory().resolve(Contents.CHECKS))) {
          assertThat(outcome.failedChecks()).as(where + ": checks that failed").isEmpty();
        }
        Map<String, String> files = contents.files();
        files.put(Step.STOPPED, outcome.stopped());
        requireKnown(step, files);
        files.forEach((file, text) -> compare(step.directory().resolve(file), text, shape, write));
        exact.addAll(contents.exact());
      }
    }
    return exact;
  }

  /** A file with a wrong name would expect nothing. */
  private static void requireKnown(Step step, Map<String, String> files) {
    try (Stream<Path> all = Files.list(step.directory())) {
      assertThat(all.map(file -> file.getFileName().toString()))
          .as(step.directory() + ": files that expect something")
          .filteredOn(file -> file.endsWith(".csv"))
          .isSubsetOf(files.keySet());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static void compare(Path file, String actual, Shape shape, boolean write) {
    try {
      if (write && (!actual.isEmpty() || Files.exists(file))) {
        Files.writeString(file, actual);
      }
      String expected = Files.exists(file) ? Files.readString(file) : "";
      assertThat(actual.lines())
          .as(file + ", " + shape + " (after an intended change: -Dgolden.update=true)")
          .containsExactlyElementsOf(expected.lines().toList());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
