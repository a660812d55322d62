package dev.crosswalk.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crosswalk.backup.BackupPlace;
import dev.crosswalk.endtoend.WorkerFork;
import dev.crosswalk.ledger.BackupLedger.Medium;
import dev.crosswalk.ledger.BackupLedger.Scope;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which backups there are, and back to one of them; without Temporal. */
@Timeout(120)
class BackupCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Map<String, String> environment = Map.of();
  private String out = "";
  private String err = "";

  private int crosswalk(String... arguments) {
    Typed typed = Typed.in(environment, Path.of(""), arguments);
    out = typed.out();
    err = typed.err();
    return typed.exit();
  }

  @Test
  void aPersonFindsABackupAndGoesBackToIt(@TempDir Path directory) throws Exception {
    try (BackupPlace place = new BackupPlace(directory)) {
      environment = Map.of("CROSSWALK_TARGET_URL", WorkerFork.uri(place.databases.loader()));
      assertThat(crosswalk("backup")).isEqualTo(2);
      assertThat(crosswalk("backup", "list")).as(err).isZero();
      assertThat(out).contains("no backup");

      place.take(Scope.PHASE, Medium.TABLES);
      place.take(Scope.FULL, Medium.FILES);
      place.databases.modern(
          "update crosswalk.backup set status = 'dropped' where medium = 'files'");
      assertThat(crosswalk("backup", "list", "one")).as(err).isZero();
      assertThat(out.lines().toList()).hasSize(3);
      assertThat(out).contains("one", "all", "the phase's", "complete", "120", "crosswalk_backup");
      assertThat(crosswalk("backup", "list", "--all", "--output", "json")).as(err).isZero();
      assertThat(JSON.readTree(out)).hasSize(2);
      assertThat(JSON.readTree(out).at("/0/status").asText()).isEqualTo("dropped");
      assertThat(JSON.readTree(out).at("/1/tables").asInt()).isEqualTo(2);
      assertThat(crosswalk("backup", "list", "nobody")).isEqualTo(2);

      assertThat(crosswalk("backup", "restore", "1")).isEqualTo(2);
      assertThat(err).contains("--yes");
      assertThat(crosswalk("backup", "restore", "1", "--yes")).isEqualTo(3);
      assertThat(err).contains("run.busy", "crosswalk abort one");
      place.ended("one");
      place.databases.modern("insert into visits select 1, id from owners where legacy_id = 1");
      place.databases.modern("update owners set friend_id = id where legacy_id = 1");
      assertThat(crosswalk("backup", "restore", "1", "--yes")).isEqualTo(3);
      assertThat(err).contains("backup.blocked", "public.visits: 1 rows point to");
      place.databases.modern("delete from visits");
      assertThat(crosswalk("backup", "restore", "1", "--yes")).as(err).isZero();
      assertThat(out).contains("public.owners", "every table has the digest that it had then");
      assertThat(crosswalk("backup", "restore", "1", "--yes", "--output", "json")).as(err).isZero();
      assertThat(JSON.readTree(out).at("/tables/1/table").asText()).isEqualTo("public.owners");
      assertThat(JSON.readTree(out).at("/tables/1/deleted").asLong()).isZero();
      assertThat(crosswalk("backup", "restore", "2", "--yes")).isEqualTo(2);
      assertThat(err).contains("is dropped");
      place.databases.modern("delete from crosswalk_backup.b1_2_owners where legacy_id = 5");
      assertThat(crosswalk("backup", "restore", "1", "--yes")).isEqualTo(6);
      assertThat(err).contains("backup.unproven");
    }
  }
}
