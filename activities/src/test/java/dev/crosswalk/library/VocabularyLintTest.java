package dev.crosswalk.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.plan.Vocabulary;
import dev.crosswalk.testing.TestLibrary;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a map of codes is told with its line; the built-in ones keep the rules. */
class VocabularyLintTest {
  private static final String KINDS =
      """
      vocabulary: kind
      version: 1
      description: What an animal is.
      values: [cat, dog, other]
      codes:
        - { code: 1, value: cat, evidence: "manual, page 7" }
        - { code: 2, value: dog, evidence: "manual, page 7" }
      other: { value: other, tag: unknown_kind }
      """;

  @TempDir private Path directory;

  private List<String> problems(String from, String to) {
    assertThat(KINDS).contains(from);
    TestLibrary files =
        new TestLibrary(directory)
            .file("plans/none.txt", "No plan uses the map.")
            .file("vocabularies/kind.yaml", KINDS.replace(from, to));
    return files.library().problems().stream().map(Problems.Problem::toString).toList();
  }

  @Test
  void aMapWithoutAMistakeHasNoProblem() {
    assertThat(problems("version: 1", "version: 2")).isEmpty();
  }

  @Test
  void aMapWithoutAClosedListMayGiveAnything() {
    assertThat(problems("values: [cat, dog, other]\n", "")).isEmpty();
  }

  @Test
  void aValueThatTheTargetWouldRefuseIsNamed() {
    assertThat(problems("value: dog", "value: hound"))
        .containsExactly("vocabularies/kind.yaml:7: value 'hound' is not among 'values'");
    assertThat(problems("value: other,", "value: unknown,"))
        .containsExactly("vocabularies/kind.yaml:8: value 'unknown' is not among 'values'");
  }

  @Test
  void noCodeWithoutEvidence() {
    assertThat(problems("value: dog, evidence: \"manual, page 7\"", "value: dog, evidence: ' '"))
        .containsExactly(
            "vocabularies/kind.yaml:7: who knows what the code means? 'evidence' is blank");
    assertThat(problems(", evidence: \"manual, page 7\" }\n  - { code: 2", " }\n  - { code: 2"))
        .containsExactly("vocabularies/kind.yaml:6: 'evidence' is missing");
  }

  @Test
  void everyMapHasAVersion() {
    assertThat(problems("version: 1", "version: first"))
        .containsExactly("vocabularies/kind.yaml:2: expected a whole number");
    assertThat(problems("version: 1\n", ""))
        .containsExactly("vocabularies/kind.yaml:1: 'version' is missing");
  }

  @Test
  void aMapOfNothingIsAMistake() {
    String codes = KINDS.substring(KINDS.indexOf("  - {"), KINDS.indexOf("other: {"));

    assertThat(problems("codes:\n" + codes, "codes: []\n"))
        .containsExactly("vocabularies/kind.yaml:5: a vocabulary needs at least one code");
  }

  @Test
  void theBuiltInMapsRejectWhatTheyDoNotKnowOrTagIt() {
    Library library = new Library(PlanFiles.builtIn());

    assertThat(library.problems()).isEmpty();
    assertThat(library.vocabularies()).hasSize(28);
    assertThat(library.vocabularies().values())
        .extracting(Vocabulary::other)
        .allSatisfy(other -> assertThat(other == null || !other.tag().isBlank()).isTrue());
  }
}
