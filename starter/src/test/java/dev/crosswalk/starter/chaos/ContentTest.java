package dev.crosswalk.starter.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.library.Library;
import dev.crosswalk.library.PlanFiles;
import dev.crosswalk.testing.Pipeline;
import dev.crosswalk.testing.TestDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether a trial would notice: each test breaks one thing in a target that was right. */
class ContentTest {
  private final TestDatabases databases = new TestDatabases().builtIn("0.02", "all");
  private Content calm = new Content(Map.of(), List.of());

  @BeforeEach
  void load() throws SQLException {
    try (Pipeline pipeline =
        new Pipeline(
            databases.pools(), new Library(PlanFiles.builtIn()), "core", "calm", 100, 500)) {
      pipeline.loadAll();
    }
    calm = content();
  }

  @AfterEach
  void close() {
    databases.close();
  }

  private Content content() throws SQLException {
    try (Connection owner = databases.modernOwner().connect("target")) {
      return Content.read(owner, "calm");
    }
  }

  private List<String> wrong() throws SQLException {
    try (Connection owner = databases.modernOwner().connect("target")) {
      return Content.wrong(owner);
    }
  }

  @Test
  void theSameIsTheSame() throws SQLException {
    assertThat(calm.tables()).hasSize(5);
    assertThat(content().differences(calm)).isEmpty();
    assertThat(wrong()).isEmpty();
  }

  @Test
  void aRowThatIsMissing() throws SQLException {
    databases.modern("delete from orders where id = (select min(id::text)::uuid from orders)");
    assertThat(content().differences(calm)).singleElement().asString().startsWith("orders: ");
    assertThat(wrong()).singleElement().asString().startsWith("orders: the table has ");
  }

  @Test
  void aValueThatDiffers() throws SQLException {
    databases.modern("update patients set first_name = first_name || ' '");
    assertThat(content().differences(calm)).singleElement().asString().startsWith("patients: ");
    assertThat(content().without(Set.of("patients")).differences(calm.without(Set.of("patients"))))
        .isEmpty();
  }

  @Test
  void aRowThatIsNamedTwice() throws SQLException {
    databases.modern(
        "insert into crosswalk.written"
            + " select run, entity, chunk, batch, part + 100, source_table, xid, keys, ids, null"
            + " from crosswalk.written where entity = 'practices'");
    assertThat(wrong()).anySatisfy(one -> assertThat(one).contains("was brought 2 times"));
  }

  @Test
  void anAccountThatCountsOtherwise() throws SQLException {
    databases.modern(
        "update crosswalk.batch set inserted = inserted - 1, existing_same = existing_same + 1"
            + " where entity = 'practices'");
    assertThat(content().differences(calm)).hasSize(2);
    assertThat(wrong()).singleElement().asString().contains("inserted rows and names");
  }

  @Test
  void writtenRowsWithoutABatch() throws SQLException {
    databases.modern("delete from crosswalk.batch where entity = 'cases'");
    assertThat(wrong()).anySatisfy(one -> assertThat(one).contains("that no batch stands for"));
  }
}
