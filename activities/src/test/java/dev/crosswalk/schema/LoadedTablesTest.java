package dev.crosswalk.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.library.Library;
import dev.crosswalk.library.PlanFiles;
import dev.crosswalk.testing.TestDatabases;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every table of the modern schema is loaded by a plan, or there is a reason why none does. */
class LoadedTablesTest {
  private static final Map<String, String> REASONS =
      Map.of(
          "ware", "a view of payment_items",
          "shipments", "a view of orders: the old system kept no shipments",
          "audit_log", "written by the modern application",
          "ai_embeddings", "made of texts of the target",
          "ai_embedding_links", "made of texts of the target",
          "embedding_queue", "for texts that change in the target",
          "user_tasks", "a second copy of tasks",
          "order_items", "optional: the old system counted by payment, see payment_items");

  @Test
  void everyTableIsLoadedOrThereIsAReason() {
    Library library = new Library(PlanFiles.builtIn());
    try (TestDatabases databases = new TestDatabases().builtIn("0.01", "none")) {
      assertThat(
              databases.modernRows(
                  """
                  select c.relname
                  from pg_class c
                  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')
                   and obj_description(c.oid, 'pg_class') like '% Area: %'
                  order by 1
                  """))
          .hasSizeGreaterThan(70)
          .allSatisfy(
              table ->
                  assertThat(
                          library.into(table).stream()
                              .flatMap(entity -> library.loading(entity).stream())
                              .findAny()
                              .isEmpty())
                      .as("no plan loads %s; reason: %s", table, REASONS.get(table))
                      .isEqualTo(REASONS.containsKey(table)));
    }
  }
}
