package dev.crosswalk.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosswalk.database.Endpoint;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.fault.FaultPoints;
import dev.crosswalk.schema.SyntheticMark;
import dev.crosswalk.settings.BackupLimits;
import dev.crosswalk.testing.TestDatabases;
import org.junit.jupiter.api.Test;

class AnnouncedPointsTest {
  @Test
  void aWorkerThatIsNotToldSoHasNone() {
    Endpoint nowhere = new Endpoint("jdbc:postgresql://127.0.0.1:1/none", "nobody", null);
    assertThat(AnnouncedPoints.of(null, settings(nowhere, nowhere))).isSameAs(FaultPoints.NONE);
  }

  @Test
  void bothDatabasesMustBeMarkedAsSynthetic() {
    try (TestDatabases databases = new TestDatabases()) {
      WorkerSettings settings = settings(databases.legacyOwner(), databases.modernOwner());
      String setting = "batch_staged:0";
      assertThatThrownBy(() -> AnnouncedPoints.of(setting, settings))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("is not marked as synthetic");
      SyntheticMark.place(databases.legacyOwner());
      assertThatThrownBy(() -> AnnouncedPoints.of(setting, settings))
          .hasMessageContaining(databases.modernOwner().address());
      SyntheticMark.place(databases.modernOwner());
      assertThatThrownBy(() -> AnnouncedPoints.of("nowhere:1", settings))
          .hasMessageContaining("is for crosswalk chaos only");
    }
  }

  private static WorkerSettings settings(Endpoint source, Endpoint target) {
    return new WorkerSettings(source, target, "queue", 1, BackupLimits.DEFAULT, null);
  }
}
