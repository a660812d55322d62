package dev.crosswalk.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.crosswalk.database.Databases;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.library.Library;
import dev.crosswalk.library.PlanFiles;
import dev.crosswalk.library.Problems.Problem;
import dev.crosswalk.testing.TestDatabases;
import dev.crosswalk.testing.TestLibrary;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What only the databases can tell about a plan is told before a run, under the run's own roles.
 */
class DatabaseLintTest {
  private static final String LEGACY =
      """
      create table owner (id integer primary key, name text, email text, secret text);
      create table pet (
        id bigint primary key, owner_id integer, name text, kind text, born date, code text);
      """;

  private static final String MODERN =
      """
      create table owners (
        id uuid primary key, legacy_id bigint not null unique, name text, email text unique);
      create table pets (
        id uuid primary key,
        legacy_id bigint not null unique,
        owner_id uuid references owners,
        name text,
        kind text,
        metadata jsonb,
        created_at timestamptz not null default now());
      """;

  private static final String OWNERS =
      """
      entity: owners
      description: People who keep animals.
      sources:
        - table: owner o
          key: o.id
      target:
        table: owners
        conflict: { key: [legacy_id] }
      columns:
        - legacy_id: { from: o.id, phi: quasi }
        - name: { from: o.name, phi: direct }
      """;

  private static final String PETS =
      """
      entity: pets
      description: Animals.
      sources:
        - table: pet p
          join: [left join owner o on o.id = p.owner_id]
          key: p.id
          exclude: { test_animal: "p.name like 'TEST %'" }
      target:
        table: pets
        conflict: { key: [legacy_id] }
      columns:
        - legacy_id: { from: p.id, phi: none }
        - owner_id: { reference: owners, by: legacy_id, from: p.owner_id, phi: quasi }
        - name: { from: p.name, phi: none }
        - metadata:
            json:
              kind: p.kind
              owner: o.name
            phi: direct
      checks: [pets_have_a_name]
      """;

  private static final String CHECK =
      """
      -- Without a name nobody is called in.
      select p.id::text as key
      from pets p
      where p.name = '';
      """;

  private static final String EVERYTHING =
      """
      checks/pets_are_fed.sql:4: the target refuses it: column "fed" does not exist
      checks/pets_have_a_name.sql:1: a check gives the keys of what offends as column \
      'key'
      entities/ghosts.yaml:4: warning: nothing in 'stray' keeps the key 's.name' unique \
      and not null; the entity stops at a key that repeats. A unique index on a NOT NULL \
      column would also make every chunk faster
      entities/ghosts.yaml:6: the target has no table 'ghosts'; apply the schema, or \
      correct target.table
      entities/owners.yaml:5: the key of 'owners' is of type date; cast it to bigint or \
      text in the entity file
      entities/owners.yaml:8: conflict.key (legacy_id, email) needs a unique index on \
      'owners': it decides whether a row is there already
      entities/owners.yaml:8: warning: conflict.key 'legacy_id' may be null: the first \
      run inserts such a row, the second rejects it. Make the column NOT NULL, or use the \
      source's key
      entities/owners.yaml:8: warning: conflict.key 'email' may be null: the first run \
      inserts such a row, the second rejects it. Make the column NOT NULL, or use the \
      source's key
      entities/owners.yaml:9: unique: 'email' needs a unique index of its own in 'owners'
      entities/owners.yaml:11: nothing fills the column 'born' of 'owners', which is NOT \
      NULL without a default; add it to the columns
      entities/owners.yaml:14: the source refuses column 'nick': column o.nick_name does \
      not exist
      entities/owners.yaml:14: column 'nick' is not in the target's table 'owners'; \
      correct the name
      entities/owners.yaml:15: column 'number' is filled by the target alone (generated); \
      leave it out
      entities/pets.yaml:6: the source refuses the join: column p.owner does not exist
      entities/pets.yaml:10: the source refuses exclude 'test_animal': argument of \
      CASE/WHEN must be type boolean, not type text
      entities/pets.yaml:11: the source refuses exclude 'dead': column p.dies does not \
      exist
      entities/pets.yaml:14: conflict.key (code) needs a unique index on 'pets': it \
      decides whether a row is there already
      entities/pets.yaml:14: warning: conflict.key 'code' may be null: the first run \
      inserts such a row, the second rejects it. Make the column NOT NULL, or use the \
      source's key
      entities/pets.yaml:17: column 'owner_id' looks rows of 'owners' up by 'legacy_id', \
      which needs a unique index there
      entities/pets.yaml:17: column 'owner_id' refers to 'owners', but the target's \
      foreign key pets_owner wants a row of 'vets'
      entities/pets.yaml:18: the source refuses column 'vet_id': column p.vet does not \
      exist
      entities/pets.yaml:18: column 'vet_id' may be null (missing: null), but the \
      target's column is NOT NULL; drop one of the two
      entities/pets.yaml:18: column 'vet_id' looks rows of 'owners' up by 'legacy_id', \
      which needs a unique index there
      entities/pets.yaml:20: column 'keeper_id' is of type text, but a reference gives a \
      uuid
      entities/pets.yaml:20: column 'keeper_id' looks rows of 'owners' up by 'legacy_id', \
      which needs a unique index there
      entities/pets.yaml:21: column 'initial' is filled by the target alone (generated); \
      leave it out
      entities/pets.yaml:22: the source refuses column 'kind': syntax error at or near \
      "as"
      entities/pets.yaml:25: column 'metadata', field 'rank' uses a window function or a \
      set, which each chunk would work out for all keys; a 'left join lateral' works it \
      out for one
      entities/pets.yaml:26: the source refuses column 'metadata', field 'all': column \
      "p.id" must appear in the GROUP BY clause or be used in an aggregate function
      entities/pets.yaml:27: column 'metadata', field 'many' uses a window function or a \
      set, which each chunk would work out for all keys; a 'left join lateral' works it \
      out for one
      entities/towns.yaml:4: the source refuses the table: relation "town" does not exist
      entities/towns.yaml:5: table 'towns' needs a column 'id' of type uuid that \
      Crosswalk may fill
      entities/towns.yaml:5: warning: conflict.key 'code' may be null: the first run \
      inserts such a row, the second rejects it. Make the column NOT NULL, or use the \
      source's key
      plans/test.yaml:4: 'pets' (phase 1) needs 'towns' (foreign key pets_kind), which \
      loads in phase 2
      target: missing right; let an administrator run: grant temporary on database %s to \
      crosswalk_test_loader""";

  private final TestDatabases databases = new TestDatabases();
  private TestLibrary files = new TestLibrary(Path.of(""));

  @BeforeEach
  void prepare(@TempDir Path directory) {
    files =
        new TestLibrary(directory)
            .entity(OWNERS)
            .entity(PETS)
            .file("checks/pets_have_a_name.sql", CHECK)
            .plan("owners", "pets");
  }

  @AfterEach
  void close() {
    databases.close();
  }

  private List<String> problems() {
    return problems(files.library(), "test");
  }

  private List<String> problems(Library library, String plan) {
    try (Connection source = Databases.connectSource(databases.reader());
        Connection target = Databases.connectTarget(databases.loader())) {
      return DatabaseLint.problems(library, library.draft(plan), source, target).stream()
          .map(Problem::toString)
          .toList();
    } catch (SQLException unreachable) {
      throw new IllegalStateException(unreachable);
    }
  }

  private void pets(String from, String to) {
    assertThat(PETS).contains(from);
    files.entity(PETS.replace(from, to));
  }

  @Test
  void theBuiltInPlanIsCleanOnTheBuiltInDatabases() {
    databases.builtIn("0.01", "all");

    assertThat(problems(new Library(PlanFiles.builtIn()), "core")).isEmpty();
  }

  @Test
  void aPlanWithoutAMistakeHasNoProblem() {
    databases.of(LEGACY, MODERN);

    assertThat(problems()).isEmpty();
  }

  @Test
  void everyMistakeIsToldAtOnceWithItsLineAndInTheSameOrder() {
    databases.of(
        LEGACY + "create view stray as select id, name from pet;",
        """
        create table towns (id bigint primary key, code text unique);
        create table owners (
          id uuid primary key, legacy_id bigint, number bigint generated always as identity,
          name text, email text, born date not null, town_id uuid);
        create table vets (id uuid primary key, legacy_id bigint unique);
        create table pets (
          id uuid primary key,
          legacy_id bigint unique,
          code text,
          owner_id uuid constraint pets_owner references vets,
          vet_id uuid not null,
          keeper_id text,
          initial text generated always as (left(code, 1)) stored,
          kind text constraint pets_kind references towns (code),
          metadata jsonb);
        """);
    files
        .entity(
            """
            entity: towns
            description: Places.
            sources:
              - { table: town t, key: t.id }
            target: { table: towns, conflict: { key: [code] } }
            columns:
              - code: { from: t.code, phi: none }
            """)
        .entity(
            """
            entity: ghosts
            description: What has no table.
            sources:
              - { table: stray s, key: s.name }
            target:
              table: ghosts
              conflict: { key: [legacy_id] }
            columns:
              - legacy_id: { from: s.id, phi: none }
            """)
        .entity(
            """
            entity: owners
            description: People who keep animals.
            sources:
              - table: owner o
                key: o.name::date
            target:
              table: owners
              conflict: { key: [legacy_id, email] }
            unique:
              - { by: email, keep: lowest key, losers: { set_null: email, tag: doubled } }
            columns:
              - legacy_id: { from: o.id, phi: quasi }
              - email: { from: o.email, phi: direct }
              - nick: { from: o.nick_name, phi: direct }
              - number: { from: o.id, phi: none }
            """)
        .entity(
            """
            entity: pets
            description: Animals.
            sources:
              - table: pet p
                join:
                  - left join owner o on o.id = p.owner
                  - left join owner w on w.id = p.owner_id
                key: p.id
                exclude:
                  test_animal: p.name
                  dead: p.dies < now()
            target:
              table: pets
              conflict: { key: [code] }
            columns:
              - code: { from: p.code, phi: none }
              - owner_id: { reference: owners, by: legacy_id, from: p.owner_id, phi: none }
              - vet_id:
                  { reference: owners, by: legacy_id, from: p.vet, missing: null, phi: none }
              - keeper_id: { reference: owners, by: legacy_id, from: w.id, phi: none }
              - initial: { from: o.name, phi: none }
              - kind: { from: "lower(p.kind", phi: none }
              - metadata:
                  json:
                    rank: row_number() over (order by p.id)
                    all: count(*)
                    many: generate_series(1, 2)
                    owner: w.name
                  phi: direct
            checks: [pets_have_a_name, pets_are_fed]
            """)
        .file("checks/pets_are_fed.sql", "-- Hunger.\nselect id\nfrom pets\nwhere not fed\n")
        .file("checks/pets_have_a_name.sql", "-- Why.\nselect id as pet from pets")
        .file(
            "plans/test.yaml",
            """
            plan: test
            description: The wrong way round.
            phases:
              - phase: animals
                entities: [owners, pets]
              - phase: places
                entities: [towns, ghosts]
            """);
    databases.modern("revoke temporary on database " + database() + " from public");

    List<String> problems = problems();

    assertThat(String.join("\n", problems)).isEqualTo(EVERYTHING.formatted(database()));
    assertThat(problems()).isEqualTo(problems);
  }

  // The source.

  @Test
  void aRightThatTheReaderLacksIsNamedWithItsGrant() {
    databases.of(LEGACY, MODERN);
    databases.legacy(
        """
        revoke select on pet, owner from crosswalk_test_reader;
        grant select (id, owner_id, name) on pet to crosswalk_test_reader;
        """);

    assertThat(problems())
        .containsExactly(
            "entities/owners.yaml:4: missing right; let an administrator run:"
                + " grant select (id, name) on public.owner to crosswalk_test_reader",
            "entities/pets.yaml:4: missing right; let an administrator run:"
                + " grant select (id, name) on public.owner to crosswalk_test_reader",
            "entities/pets.yaml:4: missing right; let an administrator run:"
                + " grant select (kind) on public.pet to crosswalk_test_reader");

    databases.legacy(
        """
        grant select (id, name) on public.owner to crosswalk_test_reader;
        grant select (kind) on public.pet to crosswalk_test_reader;
        """);
    assertThat(problems()).isEmpty();
  }

  @Test
  void aSchemaThatTheReaderMayNotEnterIsNamedWithItsGrant() {
    databases.of(LEGACY, MODERN);
    databases.legacy(
        "create schema app; alter table pet set schema app;"
            + "revoke all on app.pet from crosswalk_test_reader");
    pets("- table: pet p", "- table: app.pet p");

    assertThat(problems())
        .containsExactly(
            "entities/pets.yaml:4: missing right; let an administrator run:"
                + " grant usage on schema app to crosswalk_test_reader",
            "entities/pets.yaml:4: missing right; let an administrator run:"
                + " grant select (id, owner_id, name, kind) on app.pet to crosswalk_test_reader");
  }

  @Test
  void whatABackupNeedsIsAskedForWhenAPhaseHasOne() {
    databases.of(LEGACY, MODERN);
    databases.modern(
        """
        revoke all on schema crosswalk_backup from crosswalk_test_loader;
        revoke select on owners from crosswalk_test_loader;
        grant select (id, legacy_id, name) on owners to crosswalk_test_loader;
        """);
    assertThat(problems()).isEmpty();
    files.file(
        "plans/test.yaml",
        """
        plan: test
        description: What a test loads.
        phases:
          - phase: all
            entities: [owners, pets]
            checkpoint: [backup]
        """);

    assertThat(problems())
        .containsExactly(
            "entities/owners.yaml:7: missing right; let an administrator run:"
                + " grant select on public.owners to crosswalk_test_loader",
            "target: missing right; let an administrator run: grant usage, create on schema"
                + " crosswalk_backup to crosswalk_test_loader");
  }

  @Test
  void policiesThatHideRowsAreNamed() {
    databases.of(
        LEGACY + "alter table owner enable row level security;",
        MODERN + "alter table owners enable row level security;");

    assertThat(problems())
        .containsExactly(
            "entities/owners.yaml:4: the source refuses it: query would be affected by row-level"
                + " security policy for table \"owner\"",
            "entities/owners.yaml:7: missing right; let an administrator run:"
                + " alter role crosswalk_test_loader bypassrls",
            "entities/pets.yaml:4: the source refuses it: query would be affected by row-level"
                + " security policy for table \"owner\"");
  }

  @Test
  void aMistakeIsToldThoughTheReaderLacksRightsToo() {
    databases.of(LEGACY, MODERN);
    databases.legacy("revoke select on pet from crosswalk_test_reader");
    pets("from: p.name,", "from: p.nmae,");

    assertThat(problems())
        .containsExactly(
            "entities/pets.yaml:4: missing right; let an administrator run:"
                + " grant select (id, owner_id, name, kind) on public.pet to crosswalk_test_reader",
            "entities/pets.yaml:14: the source refuses column 'name': column p.nmae does not exist"
                + " (Perhaps you meant to reference the column \"p.name\".)");
  }

  @Test
  void theKeyIsOneOfTheKeyTableAlone() {
    databases.of(LEGACY, MODERN);
    pets("key: p.id", "key: coalesce(o.id, p.id)");

    assertThat(problems())
        .containsExactly(
            "entities/pets.yaml:6: the key must be an expression over a row of the key table; the"
                + " source says: missing FROM-clause entry for table \"o\"");

    pets("key: p.id", "key: row_number() over (order by p.id)");
    assertThat(problems())
        .contains(
            "entities/pets.yaml:6: the key must be an expression over a row of the key table; the"
                + " source says: window functions are not allowed in WHERE");
  }

  @Test
  void aKeyOfAnotherTypeIsCast() {
    databases.of(LEGACY + "alter table pet alter id type numeric;", MODERN);

    assertThat(problems())
        .containsExactly(
            "entities/pets.yaml:6: the key of 'pets' is of type numeric; cast it to bigint or text"
                + " in the entity file");
    pets("key: p.id", "key: p.id::bigint");
    assertThat(problems()).isEmpty();
  }

  @Test
  void aKeyMayHaveAnIndexOfItsExpression() {
    databases.of(LEGACY + "create unique index on pet (lower(code));", MODERN);
    pets("key: p.id", "key: lower(p.code)");

    assertThat(problems()).isEmpty();
  }

  @Test
  void aKeyThatNothingGuardsIsAWarningForAViewHasNoIndex() {
    databases.of(LEGACY + "create view pets_alive as select * from pet;", MODERN);
    pets("table: pet p", "table: pets_alive p");

    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("entities/pets.yaml:6: warning: nothing in 'pets_alive' keeps the key 'p.id'");
  }

  @Test
  void theIndexOfAKeyOfSeveralPartsHoldsThemAll() {
    databases.of(
        LEGACY
            + "create table stay (pet_id bigint, no integer, day date, primary key (no, pet_id));"
            + "create unique index on stay (day, no)",
        MODERN);
    stays("[s.pet_id, s.no]");
    assertThat(problems()).isEmpty();

    stays("[s.pet_id]");
    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("entities/stays.yaml:5: warning: nothing in 'stay' keeps the key 's.pet_id'");
    stays("[s.no, p.id]");
    assertThat(problems())
        .containsExactly(
            "entities/stays.yaml:5: the key must be an expression over a row of the key table; the"
                + " source says: missing FROM-clause entry for table \"p\"");
  }

  @Test
  void everySourceIsAskedAndEveryOutput() {
    databases.of(LEGACY, MODERN);
    files.entity(
        """
        entity: pets
        description: Animals.
        sources:
          - { table: pet p, key: p.id }
          - table: owner o
            join: [left join house h on h.owner_id = o.id]
            key: o.id
            outputs:
              first: { text: o.name }
              second: { text: o.nickname }
            exclude: { empty: out.words is null }
        target:
          table: pets
          conflict: { key: [legacy_id] }
        columns:
          - legacy_id: { from: { p: p.id, o: o.id }, phi: none }
          - name: { from: { p: p.name, o: out.text }, phi: none }
          - metadata:
              json:
                kind: { p: p.kind, o: out.name }
                code: { p: p.codes }
              phi: none
        """);

    assertThat(problems())
        .containsExactly(
            "entities/pets.yaml:6: the source refuses the join: relation \"house\" does not exist",
            "entities/pets.yaml:10: the source refuses output 'second': column o.nickname does not"
                + " exist",
            "entities/pets.yaml:11: the source refuses exclude 'empty': column out.words does not"
                + " exist",
            "entities/pets.yaml:21: the source refuses column 'metadata', field 'code' for source"
                + " 'p': column p.codes does not exist (Perhaps you meant to reference the column"
                + " \"p.code\".)");
  }

  private void stays(String key) {
    files
        .entity(
            """
            entity: stays
            description: Nights in the clinic.
            sources:
              - table: stay s
                key: %s
                join: [left join pet p on p.id = s.pet_id]
            target:
              table: pets
              conflict: { key: [legacy_id] }
            columns:
              - legacy_id: { from: s.no, phi: none }
            """
                .formatted(key))
        .plan("stays");
  }

  @Test
  void aLateralJoinMayAggregate() {
    databases.of(LEGACY, MODERN);
    pets(
        "[left join owner o on o.id = p.owner_id]",
        """

              - >-
                left join lateral (
                  select max(w.name) as name, count(*) over () as rank, generate_series(1, 1)
                  from owner w where w.id = p.owner_id group by w.id) o on true""");
    assertThat(problems()).isEmpty();
  }

  @Test
  void aSubQueryOfAColumnMayAggregateAndTheKeyTableMayNot() {
    databases.of(LEGACY, MODERN);
    pets("kind: p.kind", "kind: (select count(*) from owner w where w.id = p.owner_id)");
    assertThat(problems()).isEmpty();

    pets("kind: p.kind", "kind: count(p.kind)");
    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("entities/pets.yaml:17: the source refuses column 'metadata', field 'kind'");
  }

  // The target.

  @Test
  void rightsThatTheLoaderLacksAreNamedWithTheirGrants() {
    databases.of(
        LEGACY,
        MODERN + "create sequence pet_no; alter table pets add no int default nextval('pet_no');");
    databases.modern(
        """
        revoke insert, delete on pets from crosswalk_test_loader;
        revoke update on owners from crosswalk_test_loader;
        grant update (id, legacy_id, name) on owners to crosswalk_test_loader;
        revoke insert on crosswalk.claim, crosswalk.review from crosswalk_test_loader;
        revoke all on crosswalk.accounting from crosswalk_test_loader;
        revoke execute on function crosswalk.analyze_table from crosswalk_test_loader;
        """);

    assertThat(problems())
        .containsExactly(
            "entities/pets.yaml:9: missing right; let an administrator run:"
                + " grant insert, delete on public.pets to crosswalk_test_loader",
            "entities/pets.yaml:9: missing right; let an administrator run:"
                + " grant usage on sequence public.pet_no to crosswalk_test_loader",
            "target: missing right; let an administrator run: grant execute on function"
                + " crosswalk.analyze_table(regclass,name) to crosswalk_test_loader",
            "target: missing right; let an administrator run: grant insert on crosswalk.claim,"
                + " crosswalk.review to crosswalk_test_loader",
            "target: missing right; let an administrator run: grant select on crosswalk.accounting to"
                + " crosswalk_test_loader");
  }

  @Test
  void aTargetWithoutALedgerOrWithoutEntryIsNamed() {
    databases.of(LEGACY, MODERN);
    databases.modern(
        "create schema app; alter table pets set schema app;"
            + "revoke select on app.pets from crosswalk_test_loader");
    pets("table: pets\n", "table: app.pets\n");
    files.file("checks/pets_have_a_name.sql", CHECK.replace("from pets", "from app.pets"));
    databases.modern("drop schema crosswalk cascade");

    assertThat(problems())
        .containsExactly(
            "checks/pets_have_a_name.sql:1: missing right; let an administrator run:"
                + " grant usage on schema app to crosswalk_test_loader",
            "checks/pets_have_a_name.sql:1: missing right; let an administrator run:"
                + " grant select (id, name) on app.pets to crosswalk_test_loader",
            "entities/pets.yaml:9: missing right; let an administrator run:"
                + " grant usage on schema app to crosswalk_test_loader",
            "target: it has no ledger, the schema 'crosswalk': crosswalk schema apply");
  }

  @Test
  void aCheckReadsWhatTheLoaderMayRead() {
    databases.of(LEGACY, MODERN + "create table chips (code text, pet uuid);");
    databases.modern("revoke select on chips from crosswalk_test_loader");
    files.file(
        "checks/pets_have_a_name.sql",
        "-- Lost.\nselect c.code as key\nfrom chips c\nwhere pet is null");

    assertThat(problems())
        .containsExactly(
            "checks/pets_have_a_name.sql:1: missing right; let an administrator run:"
                + " grant select (code, pet) on public.chips to crosswalk_test_loader");
  }

  @Test
  void anyIndexThatKeepsRowsApartWillDo() {
    databases.of(
        LEGACY,
        """
        create table owners (
          id uuid primary key, legacy_id bigint not null, name text, email text,
          unique (legacy_id) include (name));
        create unique index on owners (lower(email)) where email <> '';
        create table pets (
          id uuid primary key, legacy_id bigint not null, owner_id uuid, name text,
          metadata jsonb, "Order" text, unique (owner_id, legacy_id) deferrable);
        create unique index on pets (legacy_id) where legacy_id is not null;
        create unique index on pets ("Order") where "Order" is not null;
        """);
    files.entity(
        OWNERS.replace(
            "columns:\n",
            """
            unique:
              - { by: email, keep: lowest key, losers: { set_null: email, tag: doubled } }
            columns:
              - email: { from: o.email, phi: direct }
            """));

    assertThat(problems()).isEmpty();
    pets("key: [legacy_id]", "key: [legacy_id, name]");
    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("entities/pets.yaml:10: warning: conflict.key 'name' may be null");
  }

  @Test
  void anIndexOfSomeRowsDoesNotKeepAllApart() {
    databases.of(
        LEGACY,
        MODERN
            + """
              alter table owners drop constraint owners_legacy_id_key;
              create unique index on owners (legacy_id) where name is not null;
              """);

    assertThat(problems())
        .containsExactly(
            "entities/owners.yaml:8: conflict.key (legacy_id) needs a unique index on 'owners': it"
                + " decides whether a row is there already",
            "entities/pets.yaml:13: column 'owner_id' looks rows of 'owners' up by 'legacy_id',"
                + " which needs a unique index there");
  }

  @Test
  void aSoftParentOfNoPhaseOnlyHasToBeReadable() {
    databases.of(LEGACY, MODERN + "alter table owners add born date not null;");
    databases.modern("revoke all on owners from crosswalk_test_loader");
    pets("from: p.owner_id, phi", "from: p.owner_id, missing: null, phi");
    files.plan("pets");

    assertThat(problems())
        .containsExactly(
            "entities/pets.yaml:13: missing right; let an administrator run:"
                + " grant select on public.owners to crosswalk_test_loader");
  }

  @Test
  void aPlaceholderMustBeARowThatTheTableTakes() {
    databases.of(
        LEGACY,
        MODERN
            + "alter table owners alter legacy_id drop not null,"
            + " add active boolean not null, add since date generated always as ('2020-01-01') stored;");
    files.entity(
        OWNERS.replace("columns:", "placeholders:\n  nobody: { since: x, ego: x }\ncolumns:")
            + "  - active: { constant: true, phi: none }\n");
    pets("from: p.owner_id, phi", "from: p.owner_id, missing: { placeholder: nobody }, phi");
    files.file(
        "plans/test.yaml",
        """
        plan: test
        description: d
        placeholders: [owners.nobody]
        phases: [{ phase: all, entities: [owners, pets] }]
        """);

    assertThat(problems())
        .containsExactly(
            "entities/owners.yaml:10: placeholder 'nobody' fills 'since', no column of 'owners' to"
                + " be filled",
            "entities/owners.yaml:10: placeholder 'nobody' fills 'ego', no column of 'owners' to be"
                + " filled",
            "entities/owners.yaml:10: placeholder 'nobody' leaves 'active' out, which is NOT NULL"
                + " without a default");
  }

  @Test
  void theStepOfALadderIsToldByItsLine() {
    databases.of(LEGACY, MODERN);
    pets(
        "from: p.owner_id, phi: quasi }",
        """
        phi: quasi, ladder: [
              { step: own, from: p.owner_id, method: direct, confidence: high },
              { step: other, from: p.keeper, method: indirect, confidence: medium }] }""");

    assertThat(problems())
        .containsExactly(
            "entities/pets.yaml:15: the source refuses column 'owner_id:other': column p.keeper"
                + " does not exist");
  }

  @Test
  void anUpdateNeedNotFillWhatIsThere() {
    databases.of(LEGACY, MODERN + "alter table pets add born date not null;");
    pets("table: pets\n", "table: pets\n  mode: update\n");

    assertThat(problems()).isEmpty();
  }

  @Test
  void aForeignKeyInsideAPhaseNeedsAnOrder() {
    databases.of(LEGACY + "alter table pet add owner_uuid uuid", MODERN);
    pets(
        "{ reference: owners, by: legacy_id, from: p.owner_id, phi: quasi }",
        "{ from: p.owner_uuid, phi: quasi }");
    assertThat(problems()).isEmpty();

    files.plan("pets", "owners");
    assertThat(problems())
        .containsExactly(
            "entities/pets.yaml:1: 'pets' needs 'owners' (foreign key pets_owner_id_fkey), which"
                + " loads in phase 1 too: say so with after: [{ entity: owners }]");

    pets(
        "{ reference: owners, by: legacy_id, from: p.owner_id, phi: quasi }",
        "{ from: p.owner_uuid, phi: quasi }\nafter: [{ entity: owners }]");
    assertThat(problems()).isEmpty();
  }

  // What the lint itself may not do.

  @Test
  void nothingIsWrittenWhateverTheFilesSay() {
    databases.of(LEGACY, MODERN);
    files.file(
        "checks/pets_have_a_name.sql",
        "-- Mischief.\nselect 1 as key) q; insert into owners values (gen_random_uuid(), 1); --");

    assertThat(problems())
        .containsExactly(
            "checks/pets_have_a_name.sql:1: the target refuses it: cannot execute INSERT in a"
                + " read-only transaction");
    assertThat(databases.modernValue("select count(*) from owners")).isEqualTo("0");
  }

  @Test
  void theConnectionsAreLeftAsTheyCame() throws SQLException {
    databases.of(LEGACY, MODERN);
    pets("from: p.name,", "from: p.nmae,");
    Library library = files.library();
    try (Connection source = Databases.connectSource(databases.reader());
        Connection target = Databases.connectTarget(databases.loader())) {
      target.setAutoCommit(false);

      assertThat(DatabaseLint.problems(library, library.compile("test"), source, target))
          .hasSize(1);
      assertThat(source.getAutoCommit()).isTrue();
      assertThat(target.getAutoCommit()).isFalse();
      try (Statement statement = target.createStatement()) {
        statement.execute("update owners set name = name");
      }
    }
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsAFailureAndNoProblem() throws SQLException {
    databases.of(LEGACY, MODERN);
    Library library = files.library();
    try (Connection source = Databases.connectSource(databases.reader());
        Connection target = Databases.connectTarget(databases.loader())) {
      databases.modern(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where usename = 'crosswalk_test_loader' and datname = current_database()");

      assertThatThrownBy(
              () -> DatabaseLint.problems(library, library.compile("test"), source, target))
          .asInstanceOf(type(Failure.class))
          .extracting(Failure::code)
          .isEqualTo(ErrorCode.CONNECTIVITY);
    }
  }

  private String database() {
    return databases.modernValue("select current_database()");
  }
}
