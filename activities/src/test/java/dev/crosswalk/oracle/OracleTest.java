package dev.crosswalk.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.library.Library;
import dev.crosswalk.testing.Pipeline;
import dev.crosswalk.testing.TestDatabases;
import dev.crosswalk.testing.TestLibrary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For schemas, rows and batches made up at random, the engine does to every row what a migration of
 * one row after the other in plain SQL does to it; so it does again after the source has changed.
 *
 * <p>{@code -Dseed=N} repeats one; {@code -Plong} tries 200.
 */
@Timeout(600)
class OracleTest {
  @TempDir Path directory;

  static IntStream seeds() {
    Integer one = Integer.getInteger("seed");
    return one == null
        ? IntStream.rangeClosed(1, Integer.getInteger("crosswalk.oracle.seeds", 20))
        : IntStream.of(one);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theEngineAgreesWithPlainSql(int seed) {
    Random random = new Random(seed);
    List<RandomEntity> entities = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int no = 0; no < count; no++) {
      entities.add(new RandomEntity(no, random, List.copyOf(entities)));
    }
    String legacySql = sql(entities, RandomEntity::legacySql);
    String modernSql = sql(entities, RandomEntity::modernSql);
    try (TestDatabases databases = new TestDatabases().of(legacySql, modernSql)) {
      databases.legacy(Oracle.schema(entities, modernSql));
      Library library = library(entities);
      for (int no = 1; no <= 3; no++) {
        String run = "run " + no;
        entities.forEach(entity -> databases.legacy(Oracle.run(entity, run)));
        migrate(databases, library, entities, run, random);
        compare(databases, entities, run);
        databases.legacy(sql(entities, RandomEntity::changes));
      }
    }
  }

  private interface Text {
    String of(RandomEntity entity);
  }

  private static String sql(List<RandomEntity> entities, Text text) {
    StringBuilder sql = new StringBuilder();
    entities.forEach(entity -> sql.append(text.of(entity)));
    return sql.toString();
  }

  private Library library(List<RandomEntity> entities) {
    TestLibrary library =
        new TestLibrary(directory)
            .file(
                "vocabularies/open.yaml", vocabulary("open", "\nother: { value: other, tag: odd }"))
            .file("vocabularies/closed.yaml", vocabulary("closed", ""));
    entities.forEach(entity -> library.entity(entity.yaml()));
    return library
        .plan(entities.stream().map(RandomEntity::entity).toArray(String[]::new))
        .library();
  }

  private static String vocabulary(String name, String other) {
    return """
        vocabulary: %s
        version: 1
        description: Random.
        codes:
          - { code: 1, value: cat, evidence: none }
          - { code: 2, value: dog, evidence: none }%s
        """
        .formatted(name, other);
  }

  /** In batches and chunks of any size; the chunks in any order, and some at once. */
  private static void migrate(
      TestDatabases databases,
      Library library,
      List<RandomEntity> entities,
      String run,
      Random random) {
    int batchRows = 1 + random.nextInt(12);
    int chunkRows = 1 + random.nextInt(30);
    try (Pipeline pipeline =
        new Pipeline(databases.pools(), library, "test", run, batchRows, chunkRows)) {
      for (RandomEntity entity : entities) {
        int turn = random.nextInt(4);
        Comparator<Integer> chunks = Comparator.comparing(chunk -> chunk ^ turn);
        pipeline.load(entity.entity(), chunks, 1 + random.nextInt(3));
      }
      pipeline.finish();
    }
  }

  private static void compare(TestDatabases databases, List<RandomEntity> entities, String run) {
    String ofRun = " where run = '" + run + "' ";
    assertThat(
            databases.modernRows(
                """
                select entity, source, filtered, read, inserted, updated, existing_same,
                  existing_different, rejected, deferred, balanced
                from crosswalk.accounting
                """
                    + ofRun
                    + "order by entity"))
        .as("accounts of " + run)
        .containsExactlyElementsOf(accounts(databases, entities, run));
    assertThat(
            databases.modernRows(
                """
                select entity, source_key, disposition,
                  case when code like 'missing_parent%' then 'missing_parent' else code end
                from crosswalk.reject
                """
                    + ofRun
                    + "order by entity, source_key collate \"C\""))
        .as("rejects of " + run)
        .containsExactlyElementsOf(
            databases.legacyRows(
                "select entity, key, outcome, code from oracle.outcome"
                    + ofRun
                    + "and code is not null order by entity, key collate \"C\""));
    assertThat(
            databases.modernRows(
                "select entity, legacy_key from crosswalk.mapping"
                    + ofRun
                    + "order by entity, legacy_key collate \"C\""))
        .as("keys that the books of " + run + " say were inserted")
        .containsExactlyElementsOf(
            databases.legacyRows(
                "select entity, key from oracle.outcome"
                    + ofRun
                    + "and outcome = 'inserted' order by entity, key collate \"C\""));
    for (RandomEntity entity : entities) {
      assertThat(databases.modernRows(content(entity, "public")))
          .as(entity.target() + " after " + run)
          .containsExactlyElementsOf(databases.legacyRows(content(entity, "oracle")));
    }
  }

  /**
   * Summed from what the oracle says of each key; the keys themselves are counted in the source.
   */
  private static List<String> accounts(
      TestDatabases databases, List<RandomEntity> entities, String run) {
    List<String> accounts = new ArrayList<>();
    for (RandomEntity entity : entities) {
      accounts.addAll(
          databases.legacyRows(
              """
              select '%1$s', (select count(*) from public.%2$s),
                count(*) filter (where outcome = 'filtered'),
                count(*) filter (where outcome <> 'filtered'),
                count(*) filter (where outcome = 'inserted'),
                0,
                count(*) filter (where outcome = 'existing_same'),
                count(*) filter (where outcome = 'existing_different'),
                count(*) filter (where outcome = 'rejected'),
                count(*) filter (where outcome = 'deferred'),
                't'
              from oracle.outcome
              where run = '%3$s' and entity = '%1$s'
              """
                  .formatted(entity.entity(), entity.source(), run)));
    }
    return accounts;
  }

  /** All columns; a row is called by its legacy key, as ids differ. */
  private static String content(RandomEntity entity, String schema) {
    StringBuilder query = new StringBuilder("select x::text as line from (select t.legacy_id");
    for (RandomColumn column : entity.columns()) {
      RandomEntity parent = column.parent();
      query.append(", ");
      query.append(
          parent == null
              ? "t." + column.name()
              : "(select p.legacy_id from %s.%s p where p.id = t.%s)"
                  .formatted(schema, parent.target(), column.name()));
    }
    return query
        + (" from " + schema + "." + entity.target())
        + " t) x order by x::text collate \"C\"";
  }
}
