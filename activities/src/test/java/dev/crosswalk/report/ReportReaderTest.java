package dev.crosswalk.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crosswalk.library.Library;
import dev.crosswalk.library.PlanFiles;
import dev.crosswalk.testing.Pipeline;
import dev.crosswalk.testing.TestDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The report against queries of the ledger's tables. */
class ReportReaderTest {
  private static final List<String> COUNTS =
      List.of("source", "filtered", "read", "inserted", "existing_same", "rejected", "deferred");

  @Test
  void everyNumberIsTheLedgers() throws Exception {
    try (TestDatabases databases = new TestDatabases().builtIn("0.05", "all");
        Pipeline pipeline =
            new Pipeline(
                databases.pools(), new Library(PlanFiles.builtIn()), "core", "one", 100, 300)) {
      pipeline.loadAll();
      pipeline.check("foundation", "profiles");
      String status = pipeline.finish();

      Report report = read(databases, "one");
      JsonNode json = new ObjectMapper().readTree(report.json());

      assertThat(json.at("/run/status").asText()).isEqualTo(status);
      for (String count : COUNTS) {
        assertThat(column(json.at("/accounting"), count))
            .containsExactlyElementsOf(
                databases.modernRows("select " + count + " from crosswalk.accounting"));
        assertThat(json.at("/totals/" + count).asText())
            .isEqualTo(
                databases.modernValue("select sum(" + count + ") from crosswalk.accounting"));
      }
      assertThat(patterns(report))
          .containsExactlyElementsOf(
              databases.modernRows(
                  """
                  select entity, code, column_name, count(*)
                  from crosswalk.reject
                  group by entity, code, column_name
                  order by 4 desc, 1, 2, 3
                  """));
      assertThat(column(json.at("/claims"), "rows"))
          .containsExactly(databases.modernValue("select count(*) from crosswalk.claim"));
      assertThat(report.nextSteps()).contains("crosswalk plan explain core orders");
      assertThat(json.at("/phases/0/entities/1/checks")).isNotEmpty();
      // Every synthetic address is under example.*, and rejects keep whole rows in the ledger.
      assertThat(databases.modernValue("select count(*) from crosswalk.reject")).isNotEqualTo("0");
      assertThat(report.json()).doesNotContain("@").doesNotContain("example.");
    }
  }

  @Test
  void aRunThatNobodyKnowsIsSaid() {
    try (TestDatabases databases = new TestDatabases().of("", "")) {
      assertThatThrownBy(() -> read(databases, "none"))
          .hasMessage("the ledger knows no run 'none'");
    }
  }

  private static Report read(TestDatabases databases, String run) throws SQLException {
    try (Connection target = databases.pools().target()) {
      return new ReportReader(target, run).read();
    }
  }

  private static List<String> column(JsonNode rows, String name) {
    return rows.findValues(name).stream().map(JsonNode::asText).toList();
  }

  private static List<String> patterns(Report report) {
    return report.rejectsSummary().topPatterns().stream()
        .map(one -> one.entity() + "|" + one.code() + "|" + one.column() + "|" + one.count())
        .toList();
  }
}
