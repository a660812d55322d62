package dev.crosswalk.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.crosswalk.testing.Documents;
import dev.crosswalk.testing.TestDatabases;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The ids are those that {@code docs/ids.md} publishes, computed by somebody else's code. */
class IdsTest {
  private static final Pattern CELLS =
      Pattern.compile("\\| `(.*)` \\| `(.*)` \\| `(.*)` \\| `([0-9a-f-]{36})` \\|");

  private record Vector(String entity, String table, String key, UUID id) {}

  private static List<Vector> published() {
    List<Vector> vectors = new ArrayList<>();
    for (String line : Documents.read("ids.md").lines().toList()) {
      Matcher cells = CELLS.matcher(line);
      if (cells.matches()) {
        String key = cells.group(3).replace("\\|", "|"); // a bar is escaped in a Markdown table
        vectors.add(
            new Vector(cells.group(1), cells.group(2), key, UUID.fromString(cells.group(4))));
      }
    }
    return vectors;
  }

  @Test
  void everyPublishedIdIsTheOneThatRowsGet() {
    assertThat(published())
        .hasSizeGreaterThan(10)
        .allSatisfy(
            vector ->
                assertThat(new Ids(vector.entity(), vector.table()).id(vector.key()))
                    .isEqualTo(vector.id()));
  }

  @Test
  void theServerComputesTheSameIds() {
    try (TestDatabases databases = new TestDatabases()) {
      String offered = "select count(*) from pg_available_extensions where name = 'uuid-ossp'";
      assumeThat(databases.modernValue(offered)).as("the server offers uuid-ossp").isEqualTo("1");
      databases.modern("create extension \"uuid-ossp\"");
      for (Vector vector : published()) {
        String name = String.join("|", vector.entity(), vector.table(), vector.key());

        assertThat(
                databases.modernValue(
                    "select uuid_generate_v5(uuid_generate_v5(uuid_ns_dns(), 'crosswalk.dev'), '"
                        + name.replace("'", "''")
                        + "')"))
            .isEqualTo(vector.id().toString());
      }
    }
  }

  @Test
  void thePublishedNamespaceIsTheOneInUse() {
    assertThat(Documents.read("ids.md")).contains("namespace `" + Ids.NAMESPACE + "`");
  }

  @Test
  void oneInstanceGivesTheSameIdAgain() {
    Ids ids = new Ids("patients", "dispatch_patient");
    UUID first = ids.id("1");

    assertThat(ids.id("2")).isNotEqualTo(first);
    assertThat(ids.id("1")).isEqualTo(first);
  }

  @Test
  void everyIdSaysVersionFiveAndTheVariantOfTheStandard() {
    Ids ids = new Ids("patients", "dispatch_patient");
    for (int key = 0; key < 1000; key++) {
      UUID id = ids.id(Integer.toString(key));

      assertThat(id.version()).isEqualTo(5);
      assertThat(id.variant()).isEqualTo(2);
    }
  }

  @Test
  void entityTableAndKeyAllCount() {
    assertThat(
            List.of(
                new Ids("a", "t").id("1"),
                new Ids("b", "t").id("1"),
                new Ids("a", "u").id("1"),
                new Ids("a", "t").id("2"),
                new Ids("a", "t1").id("")))
        .doesNotHaveDuplicates();
  }
}
