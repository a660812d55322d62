package dev.crosswalk.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.plan.Check;
import dev.crosswalk.plan.Expression;
import dev.crosswalk.testing.TestLibrary;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the comments at the head of a check file may say, and how the rest is told. */
class CheckFileTest {
  private static final String PLAN =
      """
      plan: test
      description: d
      phases:
        - { phase: last, kind: validate, checks: [pets_are_fed] }
      """;

  private TestLibrary files = new TestLibrary(Path.of(""));

  @BeforeEach
  void prepare(@TempDir Path directory) {
    files =
        new TestLibrary(directory)
            .file("plans/test.yaml", PLAN)
            .file("checks/pets_are_fed.sql", "-- Hunger.\nselect 'a' as key;\n");
  }

  private List<String> problems(String head) {
    files.file("checks/pets_are_fed.sql", head + "select 'a' as key\n");
    return files.library().problems().stream().map(Problems.Problem::toString).toList();
  }

  private Check check() {
    return CheckReader.read(
        files.library().compile("test").checks().stream()
            .filter(check -> check.name().equals("pets_are_fed"))
            .findFirst()
            .orElseThrow());
  }

  @Test
  void aSentenceAndAQueryAreEnough() {
    Check check = check();

    assertThat(check.why()).isEqualTo("Hunger.");
    assertThat(check.severity()).isEqualTo(Check.Severity.MAJOR);
    assertThat(check.threshold()).isNull();
    assertThat(check.query()).isEqualTo("-- Hunger.\nselect 'a' as key");
  }

  @Test
  void theHeadMaySayMore() {
    assertThat(
            problems(
                """
                -- Hunger.
                -- document: the manual, page 3
                -- document: the law
                -- Some are never hungry.
                -- severity: minor
                -- threshold: 2.5%
                -- of: pets p where p.alive
                """))
        .isEmpty();
    Check check = check();

    assertThat(check.documents()).containsExactly("the manual, page 3", "the law");
    assertThat(check.severity()).isEqualTo(Check.Severity.MINOR);
    assertThat(check.threshold()).isEqualTo(2.5);
    assertThat(check.of()).isEqualTo("pets p where p.alive");
  }

  @Test
  void whatTheHeadMayNotSayIsToldWithItsLine() {
    assertThat(
            problems(
                """
                -- Hunger.
                -- severity: bad
                -- threshold: 200%
                -- why not: no reason
                -- of: pets
                -- of: owners
                -- document:
                """))
        .containsExactly(
            "checks/pets_are_fed.sql:4: unknown key 'why not'; known: document, severity,"
                + " threshold, of, as meant, or reword the comment",
            "checks/pets_are_fed.sql:6: 'of' stands here twice",
            "checks/pets_are_fed.sql:7: 'document' has no value",
            "checks/pets_are_fed.sql:2: expected critical or major or minor, got 'bad'",
            "checks/pets_are_fed.sql:3: expected a percentage from 0% to 100%, such as 2% or 0.5%");
    assertThat(problems("-- Hunger.\n-- threshold: 2%\n"))
        .containsExactly(
            "checks/pets_are_fed.sql:2: a share of what? Add a line such as -- of: pets");
    assertThat(problems(""))
        .containsExactly(
            "checks/pets_are_fed.sql:1: a check says in its first line why it matters: -- Nobody"
                + " feeds a stray.");
  }

  @Test
  void aCheckThatIsNotMeantToTheLetterBringsTheOneThatIs() {
    files.file("checks/pets_live.sql", "-- Death.\nselect 'b' as key\n");

    assertThat(problems("-- Hunger.\n-- as meant: pets_live\n")).isEmpty();
    assertThat(check().asMeant()).isEqualTo("pets_live");
    assertThat(check().severity()).isEqualTo(Check.Severity.INFO);
    assertThat(files.library().compile("test").checks())
        .extracting(Expression::name)
        .containsExactly("pets_are_fed", "pets_live");
  }

  @Test
  void whatIsMeantMustBeThereAndDecide() {
    assertThat(problems("-- Hunger.\n-- as meant: pets_live\n"))
        .containsExactly("checks/pets_are_fed.sql:1: as meant: no check 'checks/pets_live.sql'");
    assertThat(problems("-- Hunger.\n-- as meant: pets_are_fed\n"))
        .containsExactly(
            "checks/pets_are_fed.sql:1: as meant: 'pets_are_fed' is not meant to the letter"
                + " itself");
    files.file("checks/pets_live.sql", "-- Death.\nselect 'b' as key\n");
    assertThat(problems("-- Hunger.\n-- as meant: pets_live\n-- severity: minor\n"))
        .containsExactly(
            "checks/pets_are_fed.sql:3: the check named by 'as meant' decides; leave 'severity'"
                + " out here");
  }

  @Test
  void aPhaseThatValidatesMayAskAboutAllThatIsLoaded() {
    files.file(
        "plans/test.yaml",
        """
        plan: test
        description: d
        phases:
          - { phase: last, kind: validate, validation: deep }
        """);
    assertThat(problems("-- Hunger.\n"))
        .containsExactly(
            "plans/test.yaml:4: expected basic or standard or comprehensive, got 'deep'");
  }
}
