package dev.crosswalk.library;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Plan;
import dev.crosswalk.rules.RuleProvider;
import dev.crosswalk.rules.Rules;
import dev.crosswalk.testing.Documents;
import dev.crosswalk.testing.TestLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every mistake in a library is told with its file and its line, and all of them at once. */
class LintTest {
  private static final String RULES =
      Rules.all().stream().map(RuleProvider::name).collect(joining(", "));

  /** A block of a page that begins with the name of a file, in a comment. */
  private static final Pattern EXAMPLE =
      Pattern.compile("(?<=```(?:yaml|sql)\n)(?:#|--) (\\S+\\.(?:yaml|sql))\n[^`]*");

  private static final String OWNERS =
      """
      entity: owners
      description: People who keep animals.
      sources:
        - table: owner o
          key: o.id
      target:
        table: owners
        conflict: { key: [legacy_id], action: keep }
      columns:
        - legacy_id: { from: o.id, phi: quasi }
        - email: { from: o.email, rules: [email], phi: direct }
        - standing: { tagged: { email_invalid: invalid }, otherwise: valid, phi: none }
      """;

  private static final String PETS =
      """
      entity: pets
      description: Animals.
      sources:
        - table: pet p
          join: [left join owner o on o.id = p.owner_id]
          key: p.id
      target:
        table: pets
        conflict: { key: [legacy_id], action: keep }
      columns:
        - legacy_id: { from: p.id, phi: none }
        - owner_id: { reference: owners, by: legacy_id, from: p.owner_id, phi: none }
        - kind: { from: p.kind, vocabulary: kind, phi: none }
      checks: [pets_have_an_owner]
      """;

  private static final String KINDS =
      """
      vocabulary: kind
      version: 1
      description: What an animal is.
      codes:
        - { code: 1, value: cat, evidence: "the old manual" }
        - { code: null, value: unknown, evidence: "the old manual" }
      """;

  private static final String PLAN =
      """
      plan: test
      description: Two phases.
      phases:
        - phase: people
          entities: [owners]
        - phase: animals
          entities: [pets]
      """;

  private TestLibrary files = new TestLibrary(Path.of(""));

  /** A library without a mistake, for each test to make one. */
  @BeforeEach
  void prepare(@TempDir Path directory) {
    files =
        new TestLibrary(directory)
            .file("entities/owners.yaml", OWNERS)
            .file("entities/pets.yaml", PETS)
            .file("vocabularies/kind.yaml", KINDS)
            .file("plans/test.yaml", PLAN)
            .file("checks/pets_have_an_owner.sql", "-- Strays are nobody's.\nselect 1 as key\n");
  }

  private List<String> problems() {
    return files.library().problems().stream().map(Problems.Problem::toString).toList();
  }

  private void owners(String from, String to) {
    replace("entities/owners.yaml", OWNERS, from, to);
  }

  private void pets(String from, String to) {
    replace("entities/pets.yaml", PETS, from, to);
  }

  private void kinds(String from, String to) {
    replace("vocabularies/kind.yaml", KINDS, from, to);
  }

  private void plan(String from, String to) {
    replace("plans/test.yaml", PLAN, from, to);
  }

  private void replace(String file, String text, String from, String to) {
    assertThat(text).contains(from);
    files.file(file, text.replace(from, to));
  }

  @Test
  void anUpdateFindsItsRowsByTheKeyOfItsSource() {
    owners(
        "conflict: { key: [legacy_id], action: keep }",
        "mode: update\n  conflict: { key: [email] }");

    assertThat(problems())
        .containsExactly(
            "entities/owners.yaml:9: mode: update needs a conflict.key that holds the source's key"
                + " as it is, so that no two rows update the same one; take what it holds as the"
                + " source's 'key'");
  }

  @Test
  void anUpdateHasNoActionAndSomethingToWrite() {
    files.file(
        "entities/owners.yaml",
        """
        entity: owners
        description: People who keep animals.
        sources: [{ table: owner o, key: o.id }]
        target:
          table: owners
          mode: update
          conflict: { key: [legacy_id], action: keep }
        columns:
          - legacy_id: { from: o.id, phi: quasi }
        """);

    assertThat(problems())
        .containsExactly(
            "entities/owners.yaml:7: 'mode: update' decides by itself, column by column; leave"
                + " 'action' out",
            "entities/owners.yaml:8: mode: update writes the columns beside conflict.key; there is"
                + " none");
  }

  @Test
  void modeAndActionAreWordsOfTheirLists() {
    owners(
        "conflict: { key: [legacy_id], action: keep }",
        "mode: merge\n  conflict: { key: [legacy_id], action: replace }");

    assertThat(problems())
        .containsExactly(
            "entities/owners.yaml:8: expected load or update, got 'merge'",
            "entities/owners.yaml:9: expected keep or update or reject, got 'replace'");
  }

  @Test
  void aLibraryWithoutAMistakeHasNoProblem() {
    assertThat(problems()).isEmpty();
  }

  @Test
  void theBuiltInLibraryHasNoProblem() {
    Library library = new Library(PlanFiles.builtIn());

    assertThat(library.problems()).isEmpty();
    assertThat(library.plans()).extracting(Plan::plan).contains("core");
  }

  @Test
  void theExamplesOfTheReferenceHaveNoProblem(@TempDir Path directory) {
    TestLibrary examples = new TestLibrary(directory);
    Matcher blocks = EXAMPLE.matcher(Documents.read("plan-files.md"));
    while (blocks.find()) {
      examples.file(blocks.group(1), blocks.group());
    }
    Library library = examples.library();

    assertThat(library.problems()).isEmpty();
    assertThat(library.compile("clinic").entities()).hasSize(2);
    assertThat(library.compile("clinic").vocabularies()).hasSize(1);
    assertThat(library.compile("clinic").checks()).hasSize(1);
  }

  // Words and shapes.

  @Test
  void anUnknownKeyIsNamedWithTheKnownOnes() {
    owners("description:", "desciption:");

    assertThat(problems())
        .containsExactly(
            "entities/owners.yaml:2: unknown key 'desciption'; known: entity, description,"
                + " criticality, priority, complexity, risk, sources, expected, target, unique,"
                + " columns, after, checks, placeholders",
            "entities/owners.yaml:1: 'description' is missing");
  }

  @Test
  void aKeyThatStandsTwiceIsNamed() {
    owners("    key: o.id\n", "    key: o.id\n    key: o.number\n");

    assertThat(problems()).containsExactly("entities/owners.yaml:6: key 'key' stands here twice");
  }

  @Test
  void aColumnThatStandsTwiceIsNamed() {
    owners("  - email: {", "  - legacy_id: { from: o.number, phi: none }\n  - email: {");

    assertThat(problems())
        .containsExactly("entities/owners.yaml:11: column 'legacy_id' stands here twice");
  }

  @Test
  void aKeyThatYamlReadsAsABooleanIsNamed() {
    pets("  - kind:", "  - on: { from: p.switched_on, phi: none }\n  - kind:");

    assertThat(problems())
        .containsExactly(
            "entities/pets.yaml:13: YAML reads the key 'on' as a boolean; put it in quotes");
  }

  @Test
  void aKeyInQuotesIsNoBoolean() {
    pets("  - kind:", "  - 'on': { from: p.switched_on, phi: none }\n  - kind:");

    assertThat(problems()).isEmpty();
  }

  @Test
  void aListWhereAMappingIsWantedIsOneProblem() {
    owners(
        "target:\n  table: owners\n  conflict: { key: [legacy_id], action: keep }\n",
        "target: [owners, legacy_id]\n");

    assertThat(problems())
        .containsExactly("entities/owners.yaml:6: expected a mapping (key: value)");
  }

  @Test
  void aTextWhereAListIsWantedIsNamed() {
    plan("    entities: [pets]", "    entities: pets");

    assertThat(problems())
        .containsExactly(
            "plans/test.yaml:7: expected a list",
            "plans/test.yaml:7: a phase needs at least one entity");
  }

  @Test
  void wrongNumbersFlagsAndWordsAreNamed() {
    kinds("version: 1", "version: first");
    plan("  - phase: people\n", "  - phase: people\n    parallel: yes\n    gate_after: lunch\n");
    owners(
        "  conflict: { key: [legacy_id], action: keep }\n",
        """
          conflict: { key: [legacy_id], action: overwrite }
        criticality: crucial
        priority: 0
        complexity: simple
        risk: high
        """);

    assertThat(problems())
        .containsExactly(
            "vocabularies/kind.yaml:2: expected a whole number",
            "entities/owners.yaml:9: expected critical or important or optional, got 'crucial'",
            "entities/owners.yaml:10: expected a whole number from 1, which comes first, to 9",
            "entities/owners.yaml:11: expected low or medium or high, got 'simple'",
            "entities/owners.yaml:8: expected keep or update or reject, got 'overwrite'",
            "plans/test.yaml:5: expected true or false, got 'yes'",
            "plans/test.yaml:6: expected entity or phase, got 'lunch'");
  }

  @Test
  void aPlanStartsFromAnEmptyTargetOrFromAnotherPlan() {
    plan("phases:\n", "starts_from: people are there\nphases:\n");
    assertThat(problems())
        .containsExactly(
            "plans/test.yaml:3: starts_from: expected 'empty' or another plan, got 'people are"
                + " there'; known: none");

    plan("phases:\n", "starts_from: first\nphases:\n");
    files.file("plans/first.yaml", PLAN.replace("plan: test", "plan: first\nstarts_from: empty"));
    assertThat(problems()).isEmpty();
    Library library = files.library();
    assertThat(library.before(library.plan("test"))).containsExactly(library.plan("first"));
    assertThat(library.before(library.plan("first"))).isEmpty();
  }

  @Test
  void aPlanDoesNotComeBeforeItself() {
    plan("phases:\n", "starts_from: first\nphases:\n");
    files.file("plans/first.yaml", PLAN.replace("plan: test", "plan: first\nstarts_from: test"));

    assertThat(problems())
        .containsExactly(
            "plans/first.yaml:2: starts_from: the plan would come before itself: first → test →"
                + " first",
            "plans/test.yaml:3: starts_from: the plan would come before itself: test → first →"
                + " test");
  }

  @Test
  void whatIsMissingIsNamedWithThePlaceWhereItShouldStand() {
    owners("target:\n  table: owners\n  conflict: { key: [legacy_id], action: keep }\n", "");
    pets("  conflict: { key: [legacy_id], action: keep }\n", "");

    assertThat(problems())
        .containsExactly(
            "entities/owners.yaml:1: 'conflict.key' must name the columns of a unique index",
            "entities/owners.yaml:1: 'target.table' is missing",
            "entities/pets.yaml:7: 'conflict.key' must name the columns of a unique index");
  }

  @Test
  void aFileThatIsNoYamlIsOneProblem() {
    owners("conflict: { key: [legacy_id], action: keep }", "conflict: { key: [legacy_id");

    assertThat(problems())
        .containsExactly("entities/owners.yaml:9: not YAML: expected ',' or ']', but got :");
  }

  @Test
  void aTabThatIndentsIsNoYaml() {
    kinds("  - { code: 1", "\t- { code: 1");

    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("vocabularies/kind.yaml:5: not YAML");
  }

  @Test
  void aControlCharacterIsNoYaml() {
    owners("email: { from: o.email", "email: { from: o.\u0001email");

    assertThat(problems())
        .containsExactly("entities/owners.yaml:11: not YAML: a character that no text holds");
  }

  @Test
  void anEmptyFileIsOneProblem() {
    files.file("entities/owners.yaml", "# nothing yet\n");

    assertThat(problems()).containsExactly("entities/owners.yaml:1: the file is empty");
  }

  @Test
  void aFileThatIsNotUtf8IsNamed(@TempDir Path directory) throws IOException {
    Files.createDirectories(directory.resolve("plans"));
    Files.write(directory.resolve("plans/latin.yaml"), new byte[] {'#', (byte) 0xE4, '\n'});

    assertThatThrownBy(() -> new Library(PlanFiles.in(directory)))
        .isInstanceOf(Failure.class)
        .hasMessageMatching("'.*latin\\.yaml' is not UTF-8");
  }

  @Test
  void aDirectoryWithoutPlansIsNoLibrary(@TempDir Path directory) {
    assertThatThrownBy(() -> PlanFiles.in(directory))
        .isInstanceOf(Failure.class)
        .hasMessageEndingWith("has no directory 'plans': name one that holds plans and entities");
  }

  @Test
  void aFileIsCalledAsItCallsItself() {
    owners("entity: owners", "entity: keepers");
    plan("plan: test", "plan: tests");
    kinds("vocabulary: kind", "vocabulary: kinds");

    assertThat(problems())
        .containsExactly(
            "vocabularies/kind.yaml:1: the file is called 'kind', but inside it stands 'kinds'",
            "entities/owners.yaml:1: the file is called 'owners', but inside it stands 'keepers'",
            "plans/test.yaml:1: the file is called 'test', but inside it stands 'tests'");
  }

  // Sources and targets.

  @Test
  void aJoinThatMayLoseRowsIsRefused() {
    pets("[left join owner", "[join owner");

    assertThat(problems())
        .containsExactly(
            "entities/pets.yaml:5: only left joins keep every row of the key table; 'join' does"
                + " not: 'join owner o on o.id = p.owner_id'");
  }

  @Test
  void whatFollowsALeftJoinMayNotLoseRowsEither() {
    pets(
        "    join: [left join owner o on o.id = p.owner_id]\n",
        """
            join:
              - left join owner o on o.id = p.owner_id where p.id > 7
              - |
                left outer join lateral (
                  select s.name from shop s join town t on t.id = s.town_id where s.owner_id = o.id
                  order by s.id limit 1) s on s."order" = 'a, b where' -- , join
              - left join town t on t.id = o.town_id left join land l on l.id = t.land_id
              - LEFT JOIN town x on x.id = o.town_id inner join land y on y.id = x.land_id
              - left join town z on z.id = o.town_id, land
        """);

    assertThat(problems())
        .containsExactly(
            "entities/pets.yaml:6: only left joins keep every row of the key table; 'where' does"
                + " not: 'left join owner o on o.id = p.owner_id where p.id > 7'",
            "entities/pets.yaml:12: only left joins keep every row of the key table; 'inner join'"
                + " does not: 'LEFT JOIN town x on x.id = o.town_id inner join land y on"
                + " y.id = x.land_id'",
            "entities/pets.yaml:13: only left joins keep every row of the key table; ',' does not:"
                + " 'left join town z on z.id = o.town_id, land'");
  }

  @Test
  void rowsOfSeveralSourcesMustBeToldApart() {
    owners(
        "target:\n",
        """
          - { table: owner k, key: k.id }
          - { table: keeper o, key: o.id }
        target:
        """);

    assertThat(problems())
        .containsExactly(
            "entities/owners.yaml:6: two sources with the key table 'owner': their rows could not"
                + " be told apart; join, or use 'outputs' for several rows a key",
            "entities/owners.yaml:7: two sources with the alias 'o'");
  }

  @Test
  void whatFeedsAColumnIsSaidByTheAliasOfASource() {
    owners("from: o.email,", "from: { o: o.email, k: k.email },");

    assertThat(problems())
        .containsExactly("entities/owners.yaml:11: no source has the alias 'k'; known: o");
  }

  @Test
  void anEntityNeedsASourceAndASourceAKey() {
    owners("    - table: owner o\n    key: o.id\n".replace("    -", "  -"), "");
    pets("key: p.id", "key: []");

    assertThat(problems())
        .containsExactly(
            "entities/owners.yaml:3: an entity needs at least one source",
            "entities/pets.yaml:6: a key needs at least one expression");
  }

  @Test
  void outputsAndTheirValuesAreWords() {
    pets(
        "    key: p.id\n",
        """
            key: p.id
            outputs:
              first name: { text: p.name }
              second: { Text: p.kind }
              third: { name: p.kind, 'no': p.id }
        """);
    owners(
        "table: owner o\n    key: o.id",
        "table: owner out\n    key: out.id\n    outputs: { a: {} }");

    assertThat(problems())
        .containsExactly(
            "entities/owners.yaml:4: the alias 'out' is that of the outputs",
            "entities/pets.yaml:8: an output is called by a word such as opening_text, got"
                + " 'first name'",
            "entities/pets.yaml:9: a value of an output is called by a word such as opening_text,"
                + " got 'Text'",
            "entities/pets.yaml:10: 'out.no' is there already; choose another name",
            "entities/pets.yaml:10: 'out.name' is there already; choose another name");
  }

  @Test
  void aTableHasAtMostAnAlias() {
    owners("table: owner o", "table: owner as o");

    assertThat(problems())
        .containsExactly("entities/owners.yaml:4: expected 'table' or 'table alias'");
  }

  @Test
  void aTableWithASchemaNeedsAnAlias() {
    owners("table: owner o", "table: app.owner");

    assertThat(problems())
        .containsExactly(
            "entities/owners.yaml:4: a table with a schema needs an alias: 'app.owner t'");
  }

  @Test
  void theConflictKeyIsAColumn() {
    owners("key: [legacy_id]", "key: [legacy_id, clinic]");

    assertThat(problems()).containsExactly("entities/owners.yaml:6: target: no column 'clinic'");
  }

  // Columns.

  @Test
  void aColumnNeedsItsClassOfHealthInformation() {
    owners("rules: [email], phi: direct", "rules: [email]");
    pets("vocabulary: kind, phi: none", "vocabulary: kind, phi: secret");

    assertThat(problems())
        .containsExactly(
            "entities/owners.yaml:11: column 'email' needs 'phi': direct, quasi, clinical or none",
            "entities/pets.yaml:13: expected direct or quasi or clinical or none, got 'secret'");
  }

  @Test
  void aColumnNeedsSomethingThatFeedsIt() {
    owners("from: o.email, rules: [email], phi: direct", "phi: direct");

    assertThat(problems())
        .containsExactly(
            "entities/owners.yaml:11: column 'email' needs from, reference, json, tagged or"
                + " constant",
            "entities/owners.yaml:12: column 'standing' waits for the tag 'email_invalid',"
                + " which nothing gives; given: none");
  }

  @Test
  void theIdIsNoColumnOfAnEntity() {
    owners("  - email:", "  - id: { from: o.uuid, phi: none }\n  - email:");

    assertThat(problems())
        .containsExactly(
            "entities/owners.yaml:11: column 'id' is made by Crosswalk from the legacy key;"
                + " leave it out");
  }

  @Test
  void anUnknownRuleIsNamedWithTheKnownOnes() {
    owners("rules: [email]", "rules: [trim, e_mail, email]");

    assertThat(problems())
        .containsExactly(
            "entities/owners.yaml:11: column 'email' calls e_mail: no rule 'e_mail'; known: "
                + RULES);
  }

  @Test
  void aRuleTellsWhichArgumentsItTakes() {
    owners("rules: [email]", "rules: [email, truncate(many), default, trim(both), 'default(a']");

    assertThat(problems())
        .containsExactly(
            "entities/owners.yaml:11: not a rule: 'default(a'; expected name or name(argument)",
            "entities/owners.yaml:11: column 'email' calls truncate(many): takes a number of"
                + " characters",
            "entities/owners.yaml:11: column 'email' calls default: takes one argument: the text,"
                + " such as default(Unknown)",
            "entities/owners.yaml:11: column 'email' calls trim(both): takes no argument");
  }

  @Test
  void anUnknownVocabularyIsNamedWithTheKnownOnes() {
    pets("vocabulary: kind", "vocabulary: species");

    assertThat(problems())
        .containsExactly(
            "entities/pets.yaml:13: column 'kind' names an unknown vocabulary 'species';"
                + " known: kind");
  }

  @Test
  void aCodeThatStandsTwiceIsNamed() {
    kinds("  - { code: null,", "  - { code: '1', value: dog, evidence: e }\n  - { code: null,");

    assertThat(problems()).containsExactly("vocabularies/kind.yaml:6: code '1' stands here twice");
  }

  @Test
  void aTagIsAWord() {
    kinds("codes:\n", "other: { value: null, tag: 'a \"new\" kind' }\ncodes:\n");

    assertThat(problems())
        .containsExactly(
            "vocabularies/kind.yaml:4: a tag is a word such as duplicate_email,"
                + " got 'a \"new\" kind'");
  }

  @Test
  void aTagThatNothingGivesIsNamedWithTheGivenOnes() {
    owners("{ email_invalid: invalid }", "{ email_invalid: invalid, duplicate_email: duplicate }");

    assertThat(problems())
        .containsExactly(
            "entities/owners.yaml:12: column 'standing' waits for the tag 'duplicate_email',"
                + " which nothing gives; given: email_invalid, email_missing");
  }

  @Test
  void aTagMayComeFromALostValueOrFromAVocabulary() {
    owners(
        "columns:\n",
        """
        unique:
          - { by: email, keep: lowest key, losers: { set_null: email, tag: doubled } }
        columns:
          - lost: { tagged: { doubled: yes }, otherwise: no, phi: none }
        """);
    kinds("codes:\n", "other: { value: null, tag: new_kind }\ncodes:\n");
    pets("checks:", "  - found: { tagged: { new_kind: yes }, otherwise: no, phi: none }\nchecks:");

    assertThat(problems()).isEmpty();
  }

  @Test
  void aValueThatMustBeUniqueIsAColumnWithAnExpression() {
    owners(
        "columns:\n",
        """
        unique:
          - { by: mail, keep: lowest key, losers: { set_null: post, tag: doubled } }
          - { by: standing, keep: newest, losers: { set_null: standing, tag: doubled } }
        columns:
        """);

    assertThat(problems())
        .containsExactly(
            "entities/owners.yaml:11: expected lowest key, got 'newest'",
            "entities/owners.yaml:9: unique: no column 'post'",
            "entities/owners.yaml:9: unique: no column 'mail' with 'from'",
            "entities/owners.yaml:9: unique: no column 'standing' with 'from'");
  }

  @Test
  void aColumnMayBeCalledAsAFieldOfTheFile() {
    owners("  - email: {", "  - target: { from: o.target, phi: none }\n  - email: {");
    owners("key: [legacy_id]", "key: [clinic]");

    assertThat(problems()).containsExactly("entities/owners.yaml:6: target: no column 'clinic'");
  }

  // References and checks.

  @Test
  void aReferenceToAnUnknownEntityIsNamed() {
    pets("reference: owners", "reference: keepers");

    assertThat(problems())
        .containsExactly(
            "entities/pets.yaml:12: column 'owner_id' refers to an unknown entity 'keepers'",
            "plans/test.yaml:6: 'pets' needs 'keepers' (owner_id), which no phase loads");
  }

  @Test
  void aReferenceGoesByAColumnOfTheOtherEntity() {
    pets("by: legacy_id", "by: legacy_number");

    assertThat(problems())
        .containsExactly(
            "entities/pets.yaml:12: column 'owner_id' refers to 'owners' by 'legacy_number',"
                + " no column of it");
  }

  @Test
  void onlyNullMayStandForAMissingParent() {
    pets("from: p.owner_id, phi", "from: p.owner_id, missing: nobody, phi");

    assertThat(problems())
        .containsExactly(
            "entities/pets.yaml:12: expected 'missing: null', 'missing: review' or 'missing: {"
                + " placeholder: … }'");
  }

  @Test
  void anOrderNamesAKnownEntityAndIsHardOrSoft() {
    pets("checks:", "after: [{ entity: clinics, type: mild }]\nchecks:");

    assertThat(problems())
        .containsExactly(
            "entities/pets.yaml:14: expected hard or soft, got 'mild'",
            "entities/pets.yaml:14: after: unknown entity 'clinics'",
            "plans/test.yaml:6: 'pets' needs 'clinics' (after), which no phase loads");
  }

  @Test
  void anUnknownCheckIsNamed() {
    pets("checks: [pets_have_an_owner]", "checks: [pets_have_an_owner, pets_are_fed]");

    assertThat(problems())
        .containsExactly("entities/pets.yaml:14: no check 'checks/pets_are_fed.sql'");
  }

  // Plans.

  @Test
  void anUnknownEntityInAPhaseIsNamed() {
    plan("[pets]", "[pets, toys]");

    assertThat(problems()).containsExactly("plans/test.yaml:6: no entity 'entities/toys.yaml'");
  }

  @Test
  void anEntityStandsInAPlanOnce() {
    plan("[pets]", "[pets, owners]");

    assertThat(problems())
        .containsExactly("plans/test.yaml:6: entity 'owners' stands in the plan twice");
  }

  @Test
  void aPhaseStandsInAPlanOnce() {
    plan("- phase: animals", "- phase: people");

    assertThat(problems()).containsExactly("plans/test.yaml:6: phase 'people' stands here twice");
  }

  @Test
  void aHardParentThatLoadsInALaterPhaseNamesBothPhases() {
    files.file(
        "plans/test.yaml",
        """
        plan: test
        description: The wrong way round.
        phases:
          - phase: animals
            entities: [pets]
          - phase: people
            entities: [owners]
        """);

    assertThat(problems())
        .containsExactly(
            "plans/test.yaml:4: 'pets' (phase 1) needs 'owners' (owner_id), which loads in phase"
                + " 2");
  }

  @Test
  void aSoftParentMayLoadLaterOrNotAtAll() {
    pets("from: p.owner_id, phi", "from: p.owner_id, missing: null, phi");
    files.file(
        "plans/test.yaml",
        "plan: test\ndescription: d\nphases: [{ phase: animals, entities: [pets] }]\n");

    assertThat(problems()).isEmpty();
  }

  @Test
  void aHardParentThatNoPhaseLoadsIsNamed() {
    files.file(
        "plans/test.yaml",
        "plan: test\ndescription: d\nphases: [{ phase: animals, entities: [pets] }]\n");

    assertThat(problems())
        .containsExactly(
            "plans/test.yaml:3: 'pets' needs 'owners' (owner_id), which no phase loads; add it to"
                + " a phase, or to 'prerequisites'");
  }

  @Test
  void anOrderCountsAsAReferenceDoes() {
    owners("columns:\n", "after: [{ entity: pets, reason: the documents say so }]\ncolumns:\n");

    assertThat(problems())
        .containsExactly(
            "plans/test.yaml:4: a cycle of hard references: owners → pets → owners;"
                + " make one of them soft (missing: null): it is filled when its rows have come",
            "plans/test.yaml:4: 'owners' (phase 1) needs 'pets' (the documents say so),"
                + " which loads in phase 2");
  }

  @Test
  void aCycleOfHardReferencesIsNamed() {
    owners(
        "  - email:",
        "  - pet_id: { reference: pets, by: legacy_id, from: o.pet_id, phi: none }\n  - email:");
    files.file(
        "plans/test.yaml",
        "plan: test\ndescription: d\nphases: [{ phase: all, entities: [pets, owners] }]\n");

    assertThat(problems())
        .containsExactly(
            "plans/test.yaml:3: a cycle of hard references: owners → pets → owners;"
                + " make one of them soft (missing: null): it is filled when its rows have come");
  }

  @Test
  void aHardReferenceToItselfHasNoFirstRow() {
    owners(
        "  - email:",
        "  - head_id: { reference: owners, by: legacy_id, from: o.head_id, phi: none }\n"
            + "  - email:");

    assertThat(problems())
        .containsExactly(
            "entities/owners.yaml:11: column 'head_id' refers to its own entity, so no row could be"
                + " the first; make it soft (from and missing: null): it is filled when all rows"
                + " have come");
  }

  @Test
  void aLadderNeedsItsParentsFirstThoughItMayEndInNull() {
    pets(
        "from: p.owner_id, phi",
        "ladder: [{ step: own, from: p.owner_id, method: direct, confidence: high }], missing:"
            + " null, phi");
    files.file(
        "plans/test.yaml",
        "plan: test\ndescription: d\nphases: [{ phase: one, entities: [pets] },"
            + " { phase: two, entities: [owners] }]\n");

    assertThat(problems())
        .containsExactly(
            "plans/test.yaml:3: 'pets' (phase 1) needs 'owners' (owner_id), which loads in phase"
                + " 2");
  }

  @Test
  void theStepsOfALadderAreChecked() {
    pets(
        "from: p.owner_id, phi: none }",
        """
        phi: none,
              missing: nobody,
              ladder: [
                { step: own, from: p.owner_id, placeholder: nobody, method: direct, confidence: high },
                { step: own, method: direct, confidence: sure },
                { step: other, from: p.vet_id, method: by guess, confidence: low, review: false }] }\
        """);

    assertThat(problems())
        .containsExactly(
            "entities/pets.yaml:15: a step needs 'from' or 'placeholder', one of the two",
            "entities/pets.yaml:16: no row comes to this step: a placeholder is always there",
            "entities/pets.yaml:16: a step needs 'from' or 'placeholder', one of the two",
            "entities/pets.yaml:16: expected high or medium or low, got 'sure'",
            "entities/pets.yaml:16: step 'own' stands here twice",
            "entities/pets.yaml:17: what is found with low confidence goes to review",
            "entities/pets.yaml:17: a tag is a word such as duplicate_email, got 'by guess'",
            "entities/pets.yaml:13: expected 'missing: null'");
  }

  @Test
  void aPlanSaysWhichPlaceholdersItAllows() {
    owners("columns:", "placeholders:\n  nobody: { email: nobody@example.org }\ncolumns:");
    pets("from: p.owner_id, phi", "from: p.owner_id, missing: { placeholder: nobody }, phi");

    assertThat(problems())
        .containsExactly(
            "plans/test.yaml:1: 'pets' hangs rows without a parent on a placeholder (owner_id):"
                + " allow it with placeholders: [owners.nobody], or load the entity in another"
                + " plan");

    plan("phases:", "placeholders: [owners.nobody, owners.anybody]\nphases:");

    assertThat(problems())
        .containsExactly(
            "plans/test.yaml:3: placeholders: no entity of this plan uses 'owners.anybody'");
  }

  @Test
  void aPlaceholderIsDeclaredByTheParent() {
    owners("columns:", "placeholders:\n  nobody: { id: 1, email: a@example.org }\ncolumns:");
    pets("from: p.owner_id, phi", "from: p.owner_id, missing: { placeholder: somebody }, phi");
    plan("phases:", "placeholders: [owners.somebody]\nphases:");

    assertThat(problems())
        .containsExactly(
            "entities/owners.yaml:10: the id of a placeholder is made by Crosswalk; leave it out",
            "entities/pets.yaml:12: column 'owner_id' takes an unknown placeholder 'somebody';"
                + " entities/owners.yaml has no such one");
  }

  @Test
  void aSoftReferenceMayCloseACycle() {
    owners(
        "  - email:",
        "  - pet_id: { reference: pets, by: legacy_id, from: o.pet, missing: null, phi: none }\n"
            + "  - email:");

    assertThat(problems()).isEmpty();
  }

  // All at once.

  @Test
  void allProblemsOfAllFilesAreToldAtOnce() {
    owners("rules: [email]", "rules: [trunc(3)]");
    pets("reference: owners", "reference: keepers");
    kinds("value: cat, evidence: \"the old manual\"", "value: cat");
    plan("entities: [owners]", "entities: [owners, toys]");

    assertThatThrownBy(() -> files.library().compile("test"))
        .hasMessage(
            """
            6 problems
              vocabularies/kind.yaml:5: 'evidence' is missing
              entities/owners.yaml:11: column 'email' calls trunc(3): no rule 'trunc'; known: %s
              entities/owners.yaml:12: column 'standing' waits for the tag 'email_invalid', \
            which nothing gives; given: none
              entities/pets.yaml:12: column 'owner_id' refers to an unknown entity 'keepers'
              plans/test.yaml:4: no entity 'entities/toys.yaml'
              plans/test.yaml:6: 'pets' needs 'keepers' (owner_id), which no phase loads\
            """
                .formatted(RULES))
        .asInstanceOf(type(Failure.class))
        .extracting(Failure::code)
        .isEqualTo(ErrorCode.PLAN);
  }

  @Test
  void anUnknownPlanListsTheKnownOnes() {
    files.file(
        "plans/second.yaml",
        "plan: second\ndescription: d\nphases: [{ phase: people, entities: [owners] }]\n");

    assertThatThrownBy(() -> files.library().compile("third"))
        .isInstanceOf(Failure.class)
        .hasMessage("no plan 'third'; known: second, test");
  }

  // What becomes of a library.

  @Test
  void aCompiledPlanHoldsWhatItNamesAndNothingElse() {
    files.file("vocabularies/colour.yaml", KINDS.replace("vocabulary: kind", "vocabulary: colour"));
    files.file("checks/unused.sql", "-- Why.\nselect 1 as key\n");

    CompiledPlan plan = files.library().compile("test");

    assertThat(plan.entities()).extracting("entity").containsExactly("owners", "pets");
    assertThat(plan.vocabularies()).extracting("vocabulary").containsExactly("kind");
    assertThat(plan.checks()).extracting("name").containsExactly("pets_have_an_owner");
  }

  @Test
  void aStoredPlanIsReadBackAsItWas() {
    for (Plan plan : new Library(PlanFiles.builtIn()).plans()) {
      CompiledPlan compiled = new Library(PlanFiles.builtIn()).compile(plan.plan());
      String stored = Library.store(compiled);

      assertThat(Library.load(stored)).isEqualTo(compiled);
      assertThat(Library.store(Library.load(stored))).isEqualTo(stored);
    }
  }

  @Test
  void aStoredPlanOfALaterVersionIsReadToo() {
    CompiledPlan compiled = files.library().compile("test");
    String later =
        Library.store(compiled).replace("{\"plan\":{", "{\"new\":1,\"plan\":{\"new\":2,");

    assertThat(Library.load(later)).isEqualTo(compiled);
  }

  @Test
  void theSameFilesGiveTheSameDigestAndAnyChangeGivesAnother() {
    String before = digest();

    assertThat(before).matches("[0-9a-f]{64}").isEqualTo(digest());
    files.file("vocabularies/unused.yaml", KINDS.replace("vocabulary: kind", "vocabulary: unused"));
    assertThat(digest()).isEqualTo(before);

    owners("from: o.email, ", "from: lower(o.email), ");
    String ofColumn = digest();
    kinds("value: cat", "value: feline");
    String ofVocabulary = digest();
    files.file("checks/pets_have_an_owner.sql", "-- Why.\nselect 2 as key\n");
    String ofCheck = digest();

    assertThat(List.of(before, ofColumn, ofVocabulary, ofCheck)).doesNotHaveDuplicates();
  }

  @Test
  void theDigestIsThatOfTheStoredText() {
    assertThat(Library.digest("crosswalk"))
        .isEqualTo("56421536c7a368a0bacb9fd125c0be4d96e187b3cbfa264cde540025e0efc865");
  }

  private String digest() {
    return Library.digest(Library.store(files.library().compile("test")));
  }
}
