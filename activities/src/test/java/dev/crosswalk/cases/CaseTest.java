package dev.crosswalk.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosswalk.failure.Failure;
import dev.crosswalk.testing.TestLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A case fails when its files say something else than what comes out. */
class CaseTest {
  @TempDir Path directory;

  @BeforeEach
  void itemsOfWhichOneIsBad() {
    new TestLibrary(directory)
        .file(
            "source.sql",
            """
            create table item (id integer primary key, name text);
            insert into item values (1, 'one'), (2, null), (3, ''), (4, ' a "quoted", thing');
            """)
        .file(
            "target.sql",
            """
            create table items (
              id uuid primary key, legacy_id integer unique not null, name text not null,
              first_id uuid references items);
            """)
        .entity(
            """
            entity: items
            description: Things.
            sources: [{ table: item i, key: i.id }]
            target: { table: items, conflict: { key: [legacy_id] } }
            columns:
              - legacy_id: { from: i.id, phi: none }
              - name: { from: i.name, phi: none }
            """)
        .plan("items");
  }

  @Test
  void whatIsWrittenAnewIsWhatIsThenExpected() throws IOException {
    new Case(directory, true).run();

    assertThat(directory.resolve("expected.csv"))
        .hasContent(
            """
            legacy_id,name,first_id
            1,one,
            3,"",
            4," a ""quoted"", thing",
            """);
    assertThat(directory.resolve("rejects.csv"))
        .hasContent(
            """
            entity,source_key,disposition,code,column_name
            items,2,rejected,validation_failure.required,name
            """);
    new Case(directory, false).run();
  }

  @Test
  void aRowMoreOrLessOrOtherwiseFails() throws IOException {
    new Case(directory, true).run();
    write("expected.csv", "legacy_id,name,first_id\n1,one,\n3,,\n4,other,\n");

    assertThatThrownBy(() -> new Case(directory, false).run())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("expected.csv")
        .hasMessageContaining("4,other,");
  }

  @Test
  void aRejectThatNobodyExpectedFails() throws IOException {
    new Case(directory, true).run();
    write("rejects.csv", "entity,source_key,disposition,code,column_name\n");

    assertThatThrownBy(() -> new Case(directory, false).run())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("rejects.csv")
        .hasMessageContaining("validation_failure.required");
  }

  @Test
  void aFileThatNothingIsComparedWithFails() throws IOException {
    new Case(directory, true).run();
    write("reject.csv", "entity\n");

    assertThatThrownBy(() -> new Case(directory, false).run())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("reject.csv");
  }

  @Test
  void aRunThatStopsSaysWhereAndWhy() throws IOException {
    write("target.sql", "create table items (id uuid primary key, legacy_id integer unique)");

    assertThatThrownBy(() -> new Case(directory, true).run()).isInstanceOf(Failure.class);

    write("stopped", "");
    new Case(directory, true).run();
    assertThat(directory.resolve("stopped")).hasContent("items schema_mismatch.structure");
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(directory.resolve(file), text);
  }
}
