package dev.crosswalk.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.library.Library;
import dev.crosswalk.testing.Pipeline;
import dev.crosswalk.testing.TestDatabases;
import dev.crosswalk.testing.TestLibrary;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A row without its parent is told why the parent is missing: the source knows. */
@Timeout(180)
class ParentsTest {
  @TempDir private Path directory;

  /** Owner 2 is left out, 3 is rejected, 4 comes late; 5 never was. */
  private static final String LEGACY =
      """
      create table owner (id integer primary key, code text, name text, gone boolean);
      insert into owner values
        (1, 'a1', 'Ann', false), (2, 'a2', 'Bob', true), (3, 'a3', null, false);
      create table animal (id integer primary key, owner text);
      """;

  private static final String MODERN =
      """
      create table owners (
        id uuid primary key, legacy_id %1$s unique not null, code text unique,
        name text not null);
      create table animals (
        id uuid primary key, legacy_id integer unique not null,
        owner_id uuid not null references owners);
      """;

  private Library library(String key, String by) {
    return new TestLibrary(directory)
        .entity(
            """
            entity: owners
            description: d
            sources: [{ table: owner o, key: "%s", exclude: { gone: o.gone } }]
            target: { table: owners, conflict: { key: [legacy_id] } }
            columns:
              - legacy_id: { from: "%s", phi: none }
              - code: { from: o.code, phi: none }
              - name: { from: o.name, phi: direct }
            """
                .formatted(key, key))
        .entity(
            """
            entity: animals
            description: d
            sources: [{ table: animal a, key: a.id }]
            target: { table: animals, conflict: { key: [legacy_id] } }
            columns:
              - legacy_id: { from: a.id, phi: none }
              - owner_id: { reference: owners, by: %s, from: a.owner, phi: none }
            """
                .formatted(by))
        .plan("owners", "animals")
        .library();
  }

  /** By a number that is the key, by a text that is, and by what is no key at all. */
  @ParameterizedTest
  @CsvSource({
    "integer, o.id, legacy_id, '1,2,3,4,5', 4|3",
    "text, o.code, legacy_id, 'a1,a2,a3,a4,a5', a4|a3",
    "integer, o.id, code, 'a1,a2,a3,a4,a5', 4|3"
  })
  void theSourceTellsWhyAParentIsMissing(
      String type, String key, String by, String owners, String keys) {
    try (TestDatabases databases = new TestDatabases().of(LEGACY, MODERN.formatted(type))) {
      databases.legacy(
          "insert into animal select n, owner"
              + " from unnest(string_to_array('%s', ',')) with ordinality x (owner, n)"
                  .formatted(owners));
      try (Pipeline pipeline =
          new Pipeline(databases.pools(), library(key, by), "test", "one", 10, 10)) {
        pipeline.load("owners");
        databases.legacy("insert into owner values (4, 'a4', 'Dan', false)");
        pipeline.load("animals");
      }

      String late = keys.substring(0, keys.indexOf('|'));
      String rejected = keys.substring(keys.indexOf('|') + 1);
      String excluded = rejected.replace('3', '2');
      assertThat(
              databases.modernRows(
                  "select source_key, disposition, code, parent_entity, parent_key"
                      + " from crosswalk.reject where entity = 'animals' order by source_key"))
          .containsExactly(
              "2|rejected|missing_parent.filtered|owners|" + excluded,
              "3|deferred|missing_parent.rejected|owners|" + rejected,
              "4|rejected|missing_parent.order|owners|" + late,
              "5|rejected|missing_parent.orphan|owners|"
                  + owners.substring(owners.lastIndexOf(',') + 1));
      assertThat(databases.modernRows("select legacy_id from animals")).containsExactly("1");
    }
  }

  /** A number that no key can be is nobody's key. */
  @ParameterizedTest
  @CsvSource({"99999999999999999999", "-3", "0"})
  void aValueThatCanBeNoKeyIsAnOrphans(String owner) {
    try (TestDatabases databases = new TestDatabases().of(LEGACY, MODERN.formatted("numeric"))) {
      databases.legacy("insert into animal values (1, '" + owner + "')");
      try (Pipeline pipeline =
          new Pipeline(databases.pools(), library("o.id", "legacy_id"), "test", "one", 10, 10)) {
        pipeline.loadAll();
      }
      assertThat(databases.modernRows("select code from crosswalk.reject where entity = 'animals'"))
          .containsExactly("missing_parent.orphan");
    }
  }
}
