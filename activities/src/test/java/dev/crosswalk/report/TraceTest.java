package dev.crosswalk.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosswalk.copy.Ids;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.testing.Pipeline;
import dev.crosswalk.testing.TestDatabases;
import dev.crosswalk.testing.TestLibrary;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever became of a row, the ledger tells. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TraceTest {
  private final TestDatabases databases = new TestDatabases();

  /** Rows 1 to 30; 5 was there, 7 is rejected, 9 is left out, 11 waits for 7, 13 loses its name. */
  @BeforeAll
  void load(@TempDir Path directory) {
    databases.of(
        """
        create table owner (id integer primary key, name text, gone boolean default false);
        insert into owner (id, name) select n, 'name ' || n from generate_series(1, 30) n;
        update owner set name = null where id = 7;
        update owner set gone = true where id = 9;
        update owner set name = 'name 12' where id = 13;
        create table animal (id text primary key, owner_id integer);
        insert into animal values ('a', 7), ('b', 8), ('z''z', 9);
        """,
        """
        create table owners (
          id uuid primary key, legacy_id integer unique not null, name text not null,
          nick text unique);
        insert into owners values ('00000000-0000-4000-8000-000000000005', 5, 'other', 'name 5');
        create table animals (
          id uuid primary key, tag text unique not null,
          owner_id uuid not null references owners);
        """);
    TestLibrary library =
        new TestLibrary(directory)
            .entity(
                """
                entity: owners
                description: d
                sources: [{ table: owner o, key: o.id, exclude: { gone: o.gone } }]
                target: { table: owners, conflict: { key: [legacy_id] } }
                unique: [{ by: nick, keep: lowest key, losers: { set_null: nick, tag: twice } }]
                columns:
                  - legacy_id: { from: o.id, phi: none }
                  - name: { from: o.name, phi: direct }
                  - nick: { from: o.name, phi: direct }
                """)
            .entity(
                """
                entity: animals
                description: d
                sources: [{ table: animal a, key: a.id }]
                target: { table: animals, conflict: { key: [tag] } }
                columns:
                  - tag: { from: "'tag ' || a.id", phi: none }
                  - owner_id: { reference: owners, by: legacy_id, from: a.owner_id, phi: none }
                """)
            .plan("owners", "animals");
    try (Pipeline pipeline =
        new Pipeline(databases.pools(), library.library(), "test", "one", 4, 10)) {
      pipeline.loadAll();
      pipeline.finish();
    }
  }

  @AfterAll
  void drop() {
    databases.close();
  }

  private List<Trace> trace(String table, String key) throws SQLException {
    try (Connection target = databases.loader().connect("target")) {
      target.setAutoCommit(false);
      return new TraceReader(target, null).of(table, key);
    }
  }

  private Trace one(String table, String key) throws SQLException {
    List<Trace> traces = trace(table, key);
    assertThat(traces).hasSize(1);
    return traces.get(0);
  }

  private static String id(String entity, String table, String key) {
    return new Ids(entity, table).id(key).toString();
  }

  @Test
  void everyLoadedRowIsFoundInItsOwnBatch() throws SQLException {
    for (String key : databases.modernRows("select legacy_id from owners where legacy_id <> 5")) {
      Trace trace = one("owner", key);
      assertThat(trace.disposition()).as(key).isEqualTo("inserted");
      assertThat(trace.targetId()).isEqualTo(id("owners", "owner", key));
      assertThat(trace.notes().get(0))
          .matches("written in chunk [123], batch [123] \\(load\\), .*Z");
    }
  }

  @Test
  void aNewRowLeadsBackToItsLegacyRow() throws SQLException {
    Trace byKey = one("owners", id("owners", "owner", "28"));
    assertThat(byKey.legacyTable() + " " + byKey.legacyKey()).isEqualTo("owner 28");
    Trace byAll = one("animals", id("animals", "animal", "b"));
    assertThat(byAll.legacyTable() + " " + byAll.legacyKey()).isEqualTo("animal b");
    Trace old = one("owners", "00000000-0000-4000-8000-000000000005");
    assertThat(old.legacyKey()).isEqualTo("5");
  }

  @Test
  void aRowThatWasThereIsFoundByItsConflictKey() throws SQLException {
    Trace trace = one("owner", "5");
    assertThat(trace.targetId()).isEqualTo("00000000-0000-4000-8000-000000000005");
    assertThat(trace.disposition()).startsWith("there already");
    assertThat(trace.notes()).containsExactly("differs from the source in name");
  }

  @Test
  void aRowThatIsNotThereSaysWhy() throws SQLException {
    Trace rejected = one("owner", "7");
    assertThat(rejected.disposition()).isEqualTo("rejected");
    assertThat(rejected.targetId()).isNull();
    assertThat(rejected.notes())
        .containsExactly("rejected with validation_failure.required on name, open, tried 1 times");
    Trace deferred = one("animal", "a");
    assertThat(deferred.disposition()).isEqualTo("deferred");
    assertThat(deferred.notes().get(0)).contains("waits for owners 7");
    assertThat(one("animal", "z'z").notes().get(0)).contains("missing_parent.filtered");
    assertThat(one("owner", "9").disposition()).startsWith("not loaded");
    assertThat(one("owner", "no number").disposition()).startsWith("not loaded");
  }

  @Test
  void whatARowLostAndWhoDecidesIsTold() throws SQLException {
    assertThat(one("owner", "13").notes())
        .hasSize(3)
        .contains("loses its nick to key 12", "review of nick: twice, open");
  }

  @Test
  void aTableThatNobodyKnowsIsRefusedWithThoseThatAre() {
    assertThatThrownBy(() -> trace("cat", "1"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("animal, animals, owner, owners");
    assertThatThrownBy(() -> trace("animals", "00000000-0000-4000-8000-00000000dead"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("no run has written");
  }

  @Test
  void aRejectIsShownMaskedAndALookBehindTheMaskIsNoted() throws SQLException {
    try (Connection target = databases.loader().connect("target")) {
      RejectReader reader = new RejectReader(target);
      assertThat(reader.patterns("one", null, null))
          .extracting(pattern -> pattern.entity() + " " + pattern.rows() + " " + pattern.deferred())
          .containsExactly("owners 1 1", "animals 1 0");
      assertThat(reader.page("one", "animals", null, "open", 1).rows()).isEqualTo(2);
      assertThat(reader.page("one", null, "missing_parent.rejected", "open", 9).rejects())
          .extracting(RejectReader.Reject::sourceKey)
          .containsExactly("a");
      List<RejectReader.Shown> masked = reader.shown("animals", "a", false);
      assertThat(masked.get(0).values())
          .containsExactly(
              new RejectReader.Value("tag", "tag a"), new RejectReader.Value("owner_id", "7"));
      assertThat(reader.shown("owners", "7", false).get(0).values())
          .containsExactly(
              new RejectReader.Value("legacy_id", "7"),
              new RejectReader.Value("name", null),
              new RejectReader.Value("nick", null));
      databases.modern(
          "update crosswalk.reject set source_values = '{\"name\": \"Ann\", \"legacy_id\": 7}'"
              + " where source_key = '7'");
      assertThat(reader.shown("owners", "7", false).get(0).values())
          .contains(new RejectReader.Value("name", RejectReader.MASK));
      List<RejectReader.Shown> open = reader.shown("owners", "7", true);
      assertThat(open.get(0).values()).contains(new RejectReader.Value("name", "Ann"));
      reader.audit("somebody", open);
    }
    assertThat(databases.modernRows("select actor, role, action from crosswalk.audit"))
        .containsExactly("somebody|crosswalk_test_loader|show values");
  }
}
