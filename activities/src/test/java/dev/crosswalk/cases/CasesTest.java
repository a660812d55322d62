package dev.crosswalk.cases;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.crosswalk.testing.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every directory of {@code src/test/cases} is a test, and so is the example of the documents; see
 * the page beside them. {@code -Dcase=name} runs one of them.
 */
class CasesTest {
  private static final Path CASES = Path.of("src/test/cases");
  private static final String ONE = System.getProperty("case", "");

  @TestFactory
  Stream<DynamicTest> theTargetIsWhatTheCaseSays() throws IOException {
    try (Stream<Path> all = Files.list(CASES)) {
      List<Path> cases = new ArrayList<>(all.filter(Files::isDirectory).sorted().toList());
      cases.add(Documents.path("example"));
      return cases.stream()
          .filter(directory -> ONE.isEmpty() || directory.endsWith(ONE))
          .map(CasesTest::test);
    }
  }

  private static DynamicTest test(Path directory) {
    return dynamicTest(
        directory.getFileName().toString(),
        directory.toUri(),
        () -> new Case(directory, Boolean.getBoolean("golden.update")).run());
  }
}
