package dev.crosswalk.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.database.Databases;
import dev.crosswalk.library.Library;
import dev.crosswalk.library.PlanFiles;
import dev.crosswalk.lint.DatabaseLint;
import dev.crosswalk.schema.Grants;
import dev.crosswalk.schema.Schemas;
import dev.crosswalk.testing.Documents;
import dev.crosswalk.testing.Pipeline;
import dev.crosswalk.testing.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/example.md} does what it says: its rights are enough, and its account is true. */
class ExampleTest {
  private static final String PAGE = Documents.read("example.md");
  private static final Pattern SQL = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);

  @Test
  void theRightsOfThePageAreEnoughAndItsAccountIsTrue() throws IOException, SQLException {
    Library library = new Library(PlanFiles.in(Documents.path("example")));
    try (TestDatabases databases = new TestDatabases()) {
      databases.logins();
      databases.legacy(Files.readString(Documents.path("example/source.sql")));
      databases.modern(Files.readString(Documents.path("example/target.sql")));
      Schemas.applyLedgerWithRoles(databases.modernOwner());
      Grants.loader(databases.modernOwner(), "crosswalk_test_loader");
      List<String> grants = SQL.matcher(PAGE).results().map(block -> block.group(1)).toList();
      databases.legacy(grants.get(0).replace("reader", "crosswalk_test_reader"));
      databases.modern(grants.get(1));

      Databases pools = databases.pools();
      try (Connection source = pools.source();
          Connection target = pools.target()) {
        assertThat(DatabaseLint.problems(library, library.compile("move"), source, target))
            .isEmpty();
      }
      try (Pipeline pipeline = new Pipeline(pools, library, "move", "library", 100, 100)) {
        pipeline.loadAll();
      }
      assertThat(account()).isEqualTo(accounted(databases));
    }
  }

  /** The account on the page, its columns joined with a bar. */
  private static List<String> account() {
    List<String> lines = new ArrayList<>();
    for (String line : PAGE.substring(PAGE.indexOf("entity    source")).lines().toList()) {
      if (line.startsWith("```")) {
        break;
      }
      lines.add(line.strip().replaceAll(" +", "|"));
    }
    return lines.subList(1, lines.size());
  }

  private static List<String> accounted(TestDatabases databases) {
    return databases.modernRows(
        """
        select a.entity, source, filtered, read, inserted, rejected, deferred,
          case when balanced then 'yes' else 'no' end
        from crosswalk.accounting a
        join crosswalk.entity e on e.run = a.run and e.entity = a.entity
        order by e.no
        """);
  }
}
