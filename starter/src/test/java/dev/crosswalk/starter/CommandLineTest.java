package dev.crosswalk.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crosswalk.starter.command.ExitCodes;
import dev.crosswalk.starter.command.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What needs neither databases nor Temporal: usage, help, and the plan commands. */
class CommandLineTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void misuseIsSaidInALineAndEndsWith2() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("plan")).isEqualTo(2);
    assertThat(run("demo", "--scale", "0")).isEqualTo(2);
    assertThat(run("demo", "--quirks", "some")).isEqualTo(2);
    assertThat(run("demo", "--plan", "nowhere")).isEqualTo(2);
    assertThat(run("demo", "--out", "x")).isEqualTo(2);

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .contains("a command is missing", "Try 'crosswalk plan --help'.")
        .contains("--scale must be above 0")
        .contains("--quirks must be all, none, or a list")
        .contains("no plan 'nowhere'; known: complete, core, ");
  }

  @Test
  void everyExitCodeStandsInTheHelp() throws IllegalAccessException {
    assertThat(run("--help")).isZero();

    for (Field field : ExitCodes.class.getDeclaredFields()) {
      if (field.getType() == int.class && Modifier.isStatic(field.getModifiers())) {
        assertThat(out.toString()).containsPattern("(?m)^  " + field.getInt(null) + " ");
      }
    }
  }

  @Test
  void plansAreListed() throws IOException {
    assertThat(run("plan", "list", "--output", "json")).isZero();

    JsonNode plans = new ObjectMapper().readTree(out.toString());
    assertThat(plans.findValuesAsText("plan")).contains("core");
    assertThat(plans.at("/0/starts_from").asText()).isEqualTo("empty");
  }

  @Test
  void aPlanIsShownWithItsDependencies() {
    assertThat(run("plan", "show", "core")).isZero();

    assertThat(out.toString())
        .containsPattern("1 +foundation +practices +dispatch_office +practices")
        .containsPattern("patients +profiles +hard +profile_id")
        .containsPattern("cases +practices +soft +practice_id");
  }

  @Test
  void aPlanIsShownWithAllThatItSays(@TempDir Path directory) throws IOException {
    for (String folder : new String[] {"plans", "entities", "checks"}) {
      Files.createDirectories(directory.resolve(folder));
    }
    Files.writeString(directory.resolve("checks/fed.sql"), "-- Why.\nselect 'x' as key\n");
    Files.writeString(
        directory.resolve("entities/pets.yaml"),
        """
        entity: pets
        description: Animals.
        sources: [{ table: pet p, key: p.id }]
        target: { table: pets, conflict: { key: [legacy_id] } }
        columns:
          - legacy_id: { from: p.id, phi: none }
        """);
    Files.writeString(
        directory.resolve("entities/owners.yaml"),
        """
        entity: owners
        description: People.
        sources: [{ table: owner o, key: o.id }]
        target: { table: owners, conflict: { key: [legacy_id] } }
        columns:
          - legacy_id: { from: o.id, phi: none }
        """);
    Files.writeString(
        directory.resolve("plans/mine.yaml"),
        """
        plan: mine
        description: Animals.
        document: manual.md
        prerequisites: [owners]
        phases:
          - phase: animals
            requires: [fed]
            entities: [pets]
          - phase: afterwards
            kind: validate
            checks: [fed]
        overrides:
          pets: { batch_rows: 100, where: p.kind <> 'fish', expected: 1200 }
        selections: { beasts: [pets] }
        never: [owner.secret]
        """);

    assertThat(run("plan", "show", "mine", "--plans", directory.toString())).isZero();

    assertThat(out.toString())
        .contains("  from      manual.md", "  target    empty before", "  needs     owners")
        .contains(
            "  other     pets: batches of 100 rows; only where p.kind <> 'fish'; expected 1200")
        .contains("  selection beasts: pets", "  never     owner.secret")
        .contains("animals: animals; requires fed; one entity after another, gate after each phase")
        .contains("afterwards: afterwards; only checks fed")
        .containsPattern("1 +animals +pets +pet +pets +important +1,200");
  }

  @Test
  void anEntityIsExplainedWithTheStatementThatReadsIt() {
    assertThat(run("plan", "explain", "core", "profiles")).isZero();

    assertThat(out.toString())
        .contains("profiles: The people", "name, default(Unknown)")
        .contains("(u.first_name)::text as \"first_name\"", "from auth_user u")
        .doesNotContain("password");
    assertThat(err.toString()).contains("The merge depends on the target's catalog");
  }

  @Test
  void theBuiltInPlansAreClean() {
    assertThat(run("plan", "lint")).isZero();
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void everyProblemIsToldWithFileAndLine(@TempDir Path directory) throws IOException {
    Files.createDirectories(directory.resolve("plans"));
    Files.writeString(
        directory.resolve("plans").resolve("mine.yaml"),
        """
        plan: mine
        description: Loads what is not there.
        phases:
          - phase: one
            entities: [ghosts]
        """);

    assertThat(run("plan", "lint", "--plans", directory.toString())).isEqualTo(2);
    assertThat(out.toString()).contains("plans/mine.yaml:4: no entity 'entities/ghosts.yaml'");
    assertThat(run("plan", "show", "mine", "--plans", directory.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("plan.invalid", "plans/mine.yaml:4");
  }

  @Test
  void plansAreThoseOfTheOptionElseOfTheEnvironmentElseOfTheFile(@TempDir Path directory)
      throws IOException {
    for (String name : List.of("file", "variable", "option")) {
      Path plans = Files.createDirectories(directory.resolve(name).resolve("plans"));
      Files.writeString(
          plans.resolve(name + ".yaml"),
          "plan: " + name + "\ndescription: d\nphases: [{ phase: one, entities: [none] }]\n");
    }
    Files.writeString(directory.resolve("crosswalk.yaml"), "plans: file\n");
    Surroundings file = new Surroundings(Map.of(), directory);
    Surroundings variable = new Surroundings(Map.of("CROSSWALK_PLANS", "variable"), directory);

    run(file, "plan", "lint");
    run(variable, "plan", "lint");
    run(variable, "plan", "lint", "--plans", "option");

    assertThat(out.toString().lines())
        .extracting(line -> line.substring(0, line.indexOf(".yaml")))
        .containsExactly("plans/file", "plans/variable", "plans/option");
  }

  private int run(String... arguments) {
    return run(Surroundings.ofProcess(), arguments);
  }

  private int run(Surroundings surroundings, String... arguments) {
    CommandLine command = Crosswalk.commandLine(surroundings);
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }
}
