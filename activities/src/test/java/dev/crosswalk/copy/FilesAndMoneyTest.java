package dev.crosswalk.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.ledger.CheckResult;
import dev.crosswalk.library.PlanFiles;
import dev.crosswalk.testing.Pipeline;
import dev.crosswalk.testing.TestDatabases;
import dev.crosswalk.testing.TestLibrary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the built-in entities make of files that are there twice, and of purchases of two tables.
 */
class FilesAndMoneyTest {
  private static final List<String> PEOPLE =
      List.of(
          "practices",
          "profiles",
          "offices",
          "doctors",
          "courses",
          "products",
          "patients",
          "cases",
          "orders");

  @TempDir private Path directory;

  @Test
  void bothOrdersOfAFileKeepIt() {
    try (TestDatabases databases = new TestDatabases().builtIn("0.05", "all");
        Pipeline pipeline = pipeline(databases, "files", "order_files", "case_files")) {
      pipeline.loadAll();

      List<String> twice =
          databases.legacyRows(
              "select f.id from dispatch_file f where exists (select 1 from dispatch_file o"
                  + " where o.uid = f.uid and o.id < f.id) order by 1");
      assertThat(twice).isNotEmpty();
      String those = " in (" + String.join(", ", twice) + ") order by 1";
      assertThat(
              databases.modernRows(
                  "select legacy_file_id from files where file_uid is null order by 1"))
          .isEqualTo(twice);
      assertThat(
              databases.modernRows(
                  "select source_key from crosswalk.review where entity = 'files'"
                      + " order by source_key::bigint"))
          .isEqualTo(twice);
      for (String link : List.of("order_files", "case_files")) {
        assertThat(
                databases.modernRows(
                    "select legacy_file_id from " + link + " where legacy_file_id" + those))
            .isEqualTo(twice);
        pipeline
            .check("any", link)
            .forEach(
                check ->
                    assertThat(check.status())
                        .as("%s", check)
                        .isEqualTo(CheckResult.Status.PASSED));
      }
    }
  }

  @Test
  void whereTheTableOfPurchasesHasRowsPaymentsAreNone() {
    try (TestDatabases databases = new TestDatabases().builtIn("0.05", "all")) {
      databases.legacy(
          """
          insert into dispatch_purchase (id, quantity, price, product_id)
          select 1000 + id, 2, 12.5, 1 from dispatch_ware order by id limit 3;
          update dispatch_ware w set purchase_id = b.id from dispatch_purchase b where b.id = 1000 + w.id;
          """);
      try (Pipeline pipeline = pipeline(databases, "payments", "purchases", "payment_items")) {
        pipeline.loadAll();

        assertThat(
                databases.modernRows(
                    "select b.source_table, b.total_amount, b.payment_id = i.payment_id,"
                        + " b.order_id is not distinct from p.order_id"
                        + " from purchases b"
                        + " join payment_items i on i.purchase_id = b.id"
                        + " join payments p on p.id = b.payment_id"))
            .hasSize(3)
            .containsOnly("dispatch_purchase|25.00|t|t");
        assertThat(
                databases.modernRows(
                    "select name, sum(rows) from crosswalk.filtered"
                        + " where entity = 'purchases' group by name"))
            .containsExactly(
                "bought_by_line|" + databases.legacyValue("select count(*) from dispatch_payment"));
        pipeline
            .check("any", "purchases")
            .forEach(
                check ->
                    assertThat(check.status())
                        .as("%s", check)
                        .isEqualTo(CheckResult.Status.PASSED));
      }
    }
  }

  /** The built-in library, with a plan that loads these after the people and their orders. */
  private Pipeline pipeline(TestDatabases databases, String... entities) {
    List<String> loaded = new ArrayList<>(PEOPLE);
    loaded.addAll(List.of(entities));
    TestLibrary library = new TestLibrary(directory).plan(loaded.toArray(String[]::new));
    copy("entities", ".yaml", library);
    copy("vocabularies", ".yaml", library);
    copy("checks", ".sql", library);
    return new Pipeline(databases.pools(), library.library(), "test", "one", 1000, 5000);
  }

  private static void copy(String folder, String ending, TestLibrary library) {
    PlanFiles.builtIn()
        .texts(folder, ending)
        .forEach((name, text) -> library.file(folder + "/" + name + ending, text));
  }
}
