package dev.crosswalk.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.plan.Budget;
import dev.crosswalk.plan.Column;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.Expression;
import dev.crosswalk.plan.Phase;
import dev.crosswalk.testing.TestLibrary;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan's file may say besides its phases, and every mistake in it with its line. */
class PlanFileTest {
  private static final String OWNERS =
      """
      entity: owners
      description: People who keep animals.
      sources:
        - table: owner o
          key: o.id
      expected: { animals: 3 }
      target:
        table: owners
        conflict: { key: [legacy_id] }
      columns:
        - legacy_id: { from: o.id, phi: quasi }
      """;

  private static final String PETS =
      """
      entity: pets
      description: Animals.
      sources:
        - table: pet p
          join: ["left join auth_user u on u.id = p.user_id"]
          key: p.id
          exclude: { stray: p.owner_id is null }
      target:
        table: pets
        conflict: { key: [legacy_id] }
      columns:
        - legacy_id: { from: p.id, phi: none }
        - owner_id: { reference: owners, by: legacy_id, from: p.owner_id, phi: none }
        - vet_id: { reference: owners, by: legacy_id, from: p.vet_id, missing: null, phi: none }
        - metadata:
            json:
              login: u.username
              kind: p.kind
            phi: none
      """;

  private static final String PEOPLE =
      """
      plan: people
      description: Only people.
      phases:
        - phase: people
          entities: [owners]
      """;

  private static final String ANIMALS =
      """
      plan: animals
      description: Animals of people who are there.
      prerequisites: [people]
      phases:
        - phase: animals
          requires: [owners_are_there]
          entities: [pets]
        - phase: afterwards
          kind: validate
          checks: [pets_are_fed]
      overrides:
        pets:
          batch_rows: 100
          chunk_rows: 1_000
          where: p.kind <> 'fish'
          soft: [owner_id]
          hard: [vet_id]
          expected: 7
      selections:
        beasts: [pets]
      never: [auth_user.password]
      """;

  private TestLibrary files = new TestLibrary(Path.of(""));

  @BeforeEach
  void prepare(@TempDir Path directory) {
    files =
        new TestLibrary(directory)
            .entity(OWNERS)
            .entity(PETS)
            .file("plans/people.yaml", PEOPLE)
            .file("plans/animals.yaml", ANIMALS)
            .file("checks/owners_are_there.sql", "-- Why.\nselect 'none' as key\n")
            .file("checks/pets_are_fed.sql", "-- Why.\nselect p.id::text as key from pets p\n");
  }

  private List<String> problems() {
    return files.library().problems().stream().map(Problems.Problem::toString).toList();
  }

  private void plan(String from, String to) {
    assertThat(ANIMALS).contains(from);
    files.file("plans/animals.yaml", ANIMALS.replace(from, to));
  }

  private void pets(String from, String to) {
    assertThat(PETS).contains(from);
    files.entity(PETS.replace(from, to));
  }

  @Test
  void aCompiledPlanHoldsItsEntitiesAsThePlanWantsThem() {
    CompiledPlan plan = files.library().compile("animals");
    Entity pets = plan.entity("pets");

    assertThat(pets.source().exclude())
        .containsExactly(
            new Expression("stray", "p.owner_id is null"),
            new Expression("where", "(p.kind <> 'fish') is not true"));
    assertThat(pets.column("owner_id"))
        .isInstanceOfSatisfying(
            Column.Reference.class, column -> assertThat(column.hard()).isFalse());
    assertThat(plan.hardParents("pets")).containsExactly("owners");
    assertThat(pets.column("vet_id"))
        .isInstanceOfSatisfying(
            Column.Reference.class, column -> assertThat(column.hard()).isTrue());
    assertThat(pets.expected("animals")).isEqualTo(7);
    assertThat(plan.entity("owners").expected("animals")).isEqualTo(3);
    assertThat(plan.entity("owners").expected("people")).isNull();
    assertThat(plan.checks())
        .extracting(Expression::name)
        .containsExactly("owners_are_there", "pets_are_fed");
    assertThat(plan.plan().phases().get(1).kind()).isEqualTo(Phase.Kind.VALIDATE);
    assertThat(Library.load(Library.store(plan))).isEqualTo(plan);
    assertThat(files.library().compile("people").entity("owners").source().exclude()).isEmpty();
  }

  @Test
  void aPhaseOfAnotherPlanStandsForItsEntities() {
    Library library = files.library();

    assertThat(library.prerequisites(library.plan("animals"))).containsExactly("owners");
    assertThat(library.compile("animals").entities())
        .extracting(Entity::entity)
        .containsExactly("pets", "owners");
  }

  @Test
  void aPrerequisiteIsAnEntityOrOnePhaseOfAnotherPlan() {
    files.file("plans/more.yaml", PEOPLE.replace("plan: people", "plan: more"));
    plan("prerequisites: [people]", "prerequisites: [people, pets, nobody]");

    assertThat(problems())
        .containsExactly(
            "plans/animals.yaml:3: prerequisites: several plans have a phase 'people'; name the"
                + " entities instead",
            "plans/animals.yaml:3: prerequisites: the plan loads 'pets' itself",
            "plans/animals.yaml:3: prerequisites: no entity, and no phase of another plan, is"
                + " called 'nobody'");
  }

  @Test
  void aHardParentThatIsNeitherLoadedNorAPrerequisiteIsNamed() {
    plan("prerequisites: [people]\n", "");

    assertThat(problems())
        .containsExactly(
            "plans/animals.yaml:4: 'pets' needs 'owners' (vet_id), which no phase loads; add it to"
                + " a phase, or to 'prerequisites'");
  }

  @Test
  void anOverrideNamesAnEntityOfThePlanAndReferencesOfIt() {
    plan("  pets:\n", "  owners: { batch_rows: 10 }\n  pets:\n");
    assertThat(problems())
        .containsExactly(
            "plans/animals.yaml:12: the plan overrides 'owners', which no phase of the plan loads");

    plan(
        "    soft: [owner_id]\n    hard: [vet_id]\n",
        "    soft: [kind, vet_id]\n    hard: [vet_id]\n");
    assertThat(problems())
        .containsExactly(
            "plans/animals.yaml:16: the plan overrides 'pets', of which 'kind' is no column with"
                + " 'reference' (soft)",
            "plans/animals.yaml:16: the plan overrides 'pets', and calls 'vet_id' both hard and"
                + " soft");

    plan("batch_rows: 100\n", "batch_rows: 0\n    unit: rows\n");
    assertThat(problems())
        .containsExactly(
            "plans/animals.yaml:14: unknown key 'unit'; known: batch_rows, chunk_rows, where,"
                + " conflict, hard, soft, expected",
            "plans/animals.yaml:13: expected a whole number from 1 to 1000000");
  }

  @Test
  void anExclusionOfTheEntityMayNotBeCalledAsThatOfThePlan() {
    pets("stray: p", "where: p");

    assertThat(problems())
        .containsExactly(
            "plans/animals.yaml:15: the plan overrides 'pets', which has an exclusion 'where'"
                + " already; rename that one");
  }

  @Test
  void aSelectionNamesEntitiesOfThePlan() {
    plan("beasts: [pets]", "beasts: [pets, owners]\n  none: []\n  all: [pets]");

    assertThat(problems())
        .containsExactly(
            "plans/animals.yaml:21: a selection needs at least one entity",
            "plans/animals.yaml:20: selection 'beasts' names 'owners', which no phase of the plan"
                + " loads",
            "plans/animals.yaml:22: selection 'all' is the whole plan already; leave it out");
  }

  @Test
  void aPhaseRequiresAndRunsChecksThatAreThere() {
    plan("[owners_are_there]", "[owners_are_rich]");
    assertThat(problems())
        .containsExactly("plans/animals.yaml:5: requires: no check 'checks/owners_are_rich.sql'");

    plan("    checks: [pets_are_fed]\n", "    checks: [pets_sleep]\n");
    assertThat(problems())
        .containsExactly("plans/animals.yaml:8: checks: no check 'checks/pets_sleep.sql'");
  }

  @Test
  void aPhaseThatValidatesLoadsNothing() {
    plan("    checks: [pets_are_fed]\n", "    entities: [owners]\n    parallel: true\n");

    assertThat(problems())
        .containsExactly(
            "plans/animals.yaml:8: a phase that validates needs at least one check, or"
                + " 'validation' of all that is loaded",
            "plans/animals.yaml:10: a phase that validates runs checks and loads nothing; leave"
                + " 'entities' out",
            "plans/animals.yaml:11: a phase that validates runs checks and loads nothing; leave"
                + " 'parallel' out");
  }

  @Test
  void aPhaseThatEmbedsSaysNoMoreThanItsName() {
    plan(
        "    kind: validate\n    checks: [pets_are_fed]\n",
        "    kind: embed\n    entities: [owners]\n");

    assertThat(problems())
        .containsExactly(
            "plans/animals.yaml:10: a phase that embeds has a name and a title only; leave"
                + " 'entities' out");
  }

  @Test
  void aPhaseThatValidatesHasANameOfItsOwn() {
    plan("phase: afterwards", "phase: pets");

    assertThat(problems())
        .containsExactly(
            "plans/animals.yaml:8: a phase without entities is called like an entity; give it another"
                + " name");
  }

  @Test
  void checksOfALoadingPhaseBelongToItsEntities() {
    plan("    entities: [pets]\n", "    entities: [pets]\n    checks: [pets_are_fed]\n");

    assertThat(problems())
        .containsExactly(
            "plans/animals.yaml:8: checks of a phase belong to one of kind validate; name them in"
                + " an entity");
  }

  @Test
  void aPhaseThatIntegratesNeedsEntitiesThatUpdate() {
    plan("  - phase: animals\n", "  - phase: animals\n    kind: integrate\n");

    assertThat(problems())
        .containsExactly(
            "plans/animals.yaml:5: a phase that integrates updates rows that are there; 'pets' only"
                + " adds rows (mode: update)");
  }

  @Test
  void checkpointsAreWordsThatStandOnceAndBelongToAPhaseThatWrites() {
    plan("    entities: [pets]\n", "    entities: [pets]\n    checkpoint: [backup, backup_full]\n");
    assertThat(problems()).isEmpty();
    assertThat(files.library().plan("animals").phases().get(0).checkpoint())
        .containsExactly(Phase.Checkpoint.BACKUP, Phase.Checkpoint.BACKUP_FULL);

    plan(
        "    entities: [pets]\n", "    entities: [pets]\n    checkpoint: [backup, backup, save]\n");
    assertThat(problems())
        .containsExactly(
            "plans/animals.yaml:8: 'backup' stands here twice",
            "plans/animals.yaml:8: expected backup or backup_full or rehearse_rollback, got 'save'");

    plan("    checks: [pets_are_fed]\n", "    checks: [pets_are_fed]\n    checkpoint: [backup]\n");
    assertThat(problems())
        .containsExactly(
            "plans/animals.yaml:11: a phase that validates writes nothing to go back from; leave"
                + " 'checkpoint' out");
  }

  @Test
  void aBudgetNamesCodesThatRejectRowsAndPercentages() {
    plan(
        "never: [auth_user.password]\n",
        "errors: { critical: [validation_failure.json], minor: [validation_failure],"
            + " error_tolerance: 0.5%, rollback_threshold: 10% }\n");
    assertThat(problems()).isEmpty();
    Budget budget = files.library().plan("animals").errors();
    assertThat(budget.weight("validation_failure.json")).isEqualTo(Budget.Weight.CRITICAL);
    assertThat(budget.weight("validation_failure.format")).isEqualTo(Budget.Weight.MINOR);
    assertThat(budget.weight("missing_parent.row")).isEqualTo(Budget.Weight.MAJOR);
    assertThat(budget.errorTolerance()).isEqualTo(0.5);
    assertThat(Library.load(Library.store(files.library().compile("animals"))).plan().errors())
        .isEqualTo(budget);

    plan(
        "never: [auth_user.password]\n",
        """
        errors:
          critical: [fence.stale]
          major: [missing_parent]
          minor: [missing_parent]
          error_tolerance: 5
        """);
    assertThat(problems())
        .containsExactly(
            "plans/animals.yaml:22: no code that rejects a row is called 'fence.stale'; see"
                + " docs/errors.md",
            "plans/animals.yaml:24: 'missing_parent' stands here twice",
            "plans/animals.yaml:25: expected a percentage from 0% to 100%, such as 2% or 0.5%");

    plan(
        "never: [auth_user.password]\n",
        "errors: { error_tolerance: 5%, rollback_threshold: 5% }\n");
    assertThat(problems())
        .containsExactly(
            "plans/animals.yaml:21: expected more than the error_tolerance, which is asked first");
  }

  @Test
  void aColumnThatIsNeverReadIsATableAndAColumn() {
    plan("[auth_user.password]", "\n  - password\n  - auth_user.");

    assertThat(problems())
        .containsExactly(
            "plans/animals.yaml:22: expected table.column or schema.table.column",
            "plans/animals.yaml:23: expected table.column or schema.table.column");
  }

  @Test
  void aColumnThatIsNeverReadIsFoundWhereverItIsRead() {
    String read = "'pets' reads auth_user.password, which plan 'animals' never reads; leave it out";
    for (String sql :
        List.of(
            "u.password",
            "U.PassWord",
            "\"u\".\"password\"",
            "password",
            "md5(u.password || u.username)",
            "u.*",
            "row_to_json(u)",
            "jsonb_build_object('who', u)",
            "(u).password",
            "(select x.password from auth_user x where x.id = p.id)",
            "(select x.password from public.auth_user as x)",
            "(select string_agg(x::text, ',') from pet q, auth_user x)",
            "(select max(to_json(y)::text) from (select * from auth_user) y)")) {
      pets("login: u.username", "login: >-\n          " + sql);
      assertThat(problems()).as(sql).containsExactly("entities/pets.yaml:17: " + read);
    }

    pets("stray: p.owner_id is null", "stray: u.password = ''");
    assertThat(problems()).containsExactly("entities/pets.yaml:7: " + read);

    pets("u.id = p.user_id", "u.id = p.user_id and u.password <> ''");
    assertThat(problems()).containsExactly("entities/pets.yaml:5: " + read);
  }

  @Test
  void aColumnThatIsNeverReadIsFoundInThePlanToo() {
    plan("where: p.kind <> 'fish'", "where: u.password <> ''");

    assertThat(problems())
        .containsExactly(
            "plans/animals.yaml:15: 'pets' reads auth_user.password, which plan 'animals' never"
                + " reads; leave it out");
  }

  @Test
  void whatOnlyLooksLikeAColumnThatIsNeverReadIsLeftAlone() {
    for (String sql :
        List.of(
            "u.password_changed",
            "p.password",
            "'u.password'",
            "u.username /* not u.password */",
            "(select count(*) from auth_user x where x.id = u.id)",
            "(select x.username from auth_user x, pet q where x.id = q.user_id)",
            "(select x.username from auth_user as x join pet q on q.user_id = x.id)")) {
      pets("login: u.username", "login: >-\n          " + sql);
      assertThat(problems()).as(sql).isEmpty();
    }
    plan("[auth_user.password]", "[auth_user.password, public.owner.secret]");
    assertThat(problems()).isEmpty();
  }
}
