package dev.crosswalk.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.library.Library;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.EntityOverride;
import dev.crosswalk.plan.Volume;
import dev.crosswalk.testing.Pipeline;
import dev.crosswalk.testing.TestDatabases;
import dev.crosswalk.testing.TestLibrary;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sizes of a real source, rates of a real ledger, and what follows from them. */
class EstimateTest {
  private static final TestDatabases DATABASES = new TestDatabases();
  private static @Nullable CompiledPlan plan;
  private static @Nullable Library library;

  @BeforeAll
  static void prepare(@TempDir Path directory) {
    DATABASES.of(
        """
        create table pet (id integer primary key, name text);
        create table nothing (id integer primary key, name text);
        create view animal as select * from pet;
        insert into pet select n, repeat('x', 90) from generate_series(1, 12000) n;
        """,
        """
        create table pets (
          id uuid primary key, legacy_id bigint not null, part text, unique (legacy_id, part));
        """);
    library =
        new TestLibrary(directory)
            .entity(entity("pets", "table: pet p, key: p.id", "''''''"))
            .entity(entity("views", "table: animal p, key: p.id", "'''v'''"))
            .entity(entity("empties", "table: nothing p, key: p.id", "'''e'''"))
            .entity(
                entity(
                    "parts",
                    "table: pet p, key: p.id, outputs: { a: { t: p.name }, b: { t: p.name } }",
                    "out.name"))
            .plan("pets", "views", "empties", "parts")
            .library();
    plan = library.compile("test");
  }

  private static String entity(String name, String source, String part) {
    return """
    entity: %s
    description: Animals.
    sources: [{ %s }]
    target: { table: pets, conflict: { key: [legacy_id, part] } }
    columns:
      - legacy_id: { from: p.id, phi: none }
      - part: { from: %s, phi: none }
    """
        .formatted(name, source, part);
  }

  @AfterAll
  static void close() {
    DATABASES.close();
  }

  private static SourceSize size(String entity) throws SQLException {
    try (Connection source = DATABASES.pools().source()) {
      return SourceSize.read(source, Objects.requireNonNull(plan).entity(entity));
    }
  }

  @Test
  void rowsAreThoseOfTheCatalogInProportionToThePages() throws SQLException {
    DATABASES.legacy("analyze pet");
    assertThat(size("pets").rows()).isEqualTo(12_000);
    assertThat(size("pets").bytes()).isBetween(1_200_000L, 2_400_000L);
    assertThat(size("parts").rows()).as("two outputs a key").isEqualTo(24_000);
    assertThat(size("empties")).as("never analysed").isEqualTo(new SourceSize(0, size0()));
    assertThat(size("views").rows()).as("the planner's guess").isEqualTo(12_000);
  }

  private static long size0() {
    return Long.parseLong(DATABASES.legacyRows("select pg_table_size('nothing')").get(0));
  }

  @Test
  void whatWasNeverAnalysedIsThePlannersGuess() throws SQLException {
    DATABASES.legacy(
        "create table fresh as select * from pet;"
            + "grant select on fresh to crosswalk_test_reader");
    DATABASES.legacy("alter table pet rename to kept; alter table fresh rename to pet");
    try {
      assertThat(size("pets").rows()).isBetween(1_000L, 100_000L);
    } finally {
      DATABASES.legacy("drop table pet; alter table kept rename to pet");
    }
  }

  @Test
  void writersTimeAndBytesFollowFromVolumeAndOverride() {
    SourceSize massive = new SourceSize(1_000_000, 290_000_000);
    Estimate two = Estimate.of("tasks", massive, null, 2, null);
    assertThat(two.volume()).isEqualTo(Volume.MASSIVE);
    assertThat(two.rate()).isEqualTo(LoadRate.WRITERS);
    assertThat(two.seconds()).isBetween(44.0, 45.0);
    assertThat(two.memory() >> 20).isBetween(340L, 365L);
    assertThat(two.disk()).isEqualTo(930_000_000);
    assertThat(two.network()).isEqualTo(580_000_000);

    Estimate one = Estimate.of("tasks", massive, null, 1, null);
    assertThat(one.rate()).isEqualTo(LoadRate.ONE_WRITER);
    assertThat(one.memory()).isLessThan(two.memory());
    assertThat(Estimate.of("tasks", massive, small(), 2, null).memory())
        .as("the plan's batches are smaller")
        .isLessThan(one.memory());

    Estimate medium = Estimate.of("pets", new SourceSize(10_000, 1_000), null, 4, null);
    assertThat(medium.rate()).as("one chunk").isEqualTo(LoadRate.ONE_WRITER);
    assertThat(Estimate.of("none", new SourceSize(0, 0), null, 4, null).seconds())
        .isEqualTo(LoadRate.SECONDS_AN_ENTITY);
    assertThat(Estimate.of("pets", massive, null, 2, new LoadRate(1_000, "run x")).seconds())
        .isEqualTo(1_000 + LoadRate.SECONDS_AN_ENTITY);
  }

  private static EntityOverride small() {
    return new EntityOverride("tasks", 500, 10_000, null, null, List.of(), List.of(), null);
  }

  @Test
  void theLastRunThatWroteMostOfItsRowsTellsTheRate() throws SQLException {
    try (Connection target = DATABASES.pools().target()) {
      assertThat(LoadRate.ofLastRun(target, "pets")).isNull();
    }
    load("first");
    DATABASES.modern(
        "update crosswalk.entity set started_at = ended_at - interval '10.5 seconds'"
            + " where run = 'first' and entity = 'pets'");
    load("second");
    DATABASES.modern(
        "update crosswalk.entity set started_at = ended_at - interval '2.5 seconds'"
            + " where run = 'second' and entity = 'pets'");
    try (Connection target = DATABASES.pools().target()) {
      assertThat(LoadRate.ofLastRun(target, "pets"))
          .as("the second run found everything there")
          .isEqualTo(new LoadRate(1_200, "run first"));
    }
  }

  private static void load(String run) {
    try (Pipeline pipeline =
        new Pipeline(DATABASES.pools(), Objects.requireNonNull(library), "test", run, null, null)) {
      pipeline.load("pets");
      pipeline.finish();
    }
  }
}
