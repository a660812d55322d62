package dev.crosswalk.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.plan.Entity;
import dev.crosswalk.testing.TestDatabases;
import dev.crosswalk.testing.TestLibrary;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which entities must be copied one chunk after the other, and which need not. */
class RivalsTest {
  private static final String TARGET =
      """
      create table items (
        id uuid primary key, legacy_id integer unique, room integer, email text, serial serial,
        box uuid, crate uuid);
      create table boxes (id uuid primary key, legacy_id integer unique);
      """;

  @TempDir Path directory;

  @Test
  void rowsDoNotMeetInWhatHoldsTheirKeyOrInWhatNobodyFills() throws SQLException {
    assertThat(meet("")).isFalse();
    assertThat(meet("create unique index on items (room, legacy_id);")).isFalse();
    assertThat(meet("create unique index on items (room, id);")).isFalse();
    assertThat(meet("create unique index on items (serial);")).isFalse();
    assertThat(meet("create unique index on items (box, room);")).isFalse();
    assertThat(meet("create unique index on items (legacy_id, room);", "[box]", "")).isFalse();
    assertThat(meet("create index on items (room);")).isFalse();
  }

  @Test
  void rowsMeetInAUniqueIndexOnWhatTheyFill() throws SQLException {
    assertThat(meet("create unique index on items (room);")).isTrue();
    assertThat(meet("create unique index on items (room) where email is not null;")).isTrue();
    assertThat(meet("create unique index on items ((legacy_id / 2));")).isTrue();
    assertThat(meet("create unique index on items (room, serial);")).isTrue();
    assertThat(meet("create unique index on items (crate);")).isTrue();
    assertThat(meet("alter table items add exclude using btree (room with =) deferrable;"))
        .isTrue();
  }

  @Test
  void whatThePlanSettlesIsNotLeftToTheirOrder() throws SQLException {
    String unique =
        """
        unique:
          - { by: email, keep: lowest key, losers: { set_null: email, tag: email_taken } }
        """;
    String index = "create unique index on items (lower(email));";

    assertThat(meet(index)).isTrue();
    assertThat(meet(index, "[legacy_id]", unique)).isFalse();
    assertThat(meet(index + "create unique index on items (room);", "[legacy_id]", unique))
        .isTrue();
  }

  @Test
  void rowsMeetInAConflictKeyThatIsNotTheirOwn() throws SQLException {
    assertThat(meet("create unique index on items (room);", "[room]", "")).isTrue();
  }

  private boolean meet(String index) throws SQLException {
    return meet(index, "[legacy_id]", "");
  }

  private boolean meet(String index, String conflictKey, String more) throws SQLException {
    Entity entity =
        new TestLibrary(directory)
            .entity(
                """
                entity: items
                description: What the test loads.
                sources:
                  - { table: item i, key: i.id }
                target:
                  table: items
                  conflict: { key: %s, action: keep }
                columns:
                  - legacy_id: { from: i.id, phi: none }
                  - room: { from: i.room, phi: none }
                  - email: { from: i.email, phi: none }
                  - box: { reference: boxes, by: legacy_id, from: i.id, phi: none }
                  - crate: { reference: boxes, by: legacy_id, from: i.crate, phi: none }
                """
                        .formatted(conflictKey)
                    + more)
            .entity(
                """
                entity: boxes
                description: Where they lie.
                sources: [{ table: box b, key: b.id }]
                target: { table: boxes, conflict: { key: [legacy_id] } }
                columns:
                  - legacy_id: { from: b.id, phi: none }
                """)
            .plan("boxes", "items")
            .library()
            .compile("test")
            .entity("items");
    try (TestDatabases databases = new TestDatabases().of("", TARGET + index);
        Connection target = databases.modernOwner().connect("test")) {
      return new Rivals(entity, TargetTable.read(target, "items")).possible();
    }
  }
}
