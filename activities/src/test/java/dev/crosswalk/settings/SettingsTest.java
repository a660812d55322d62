package dev.crosswalk.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  private static final String SOURCE = "postgresql://reader@old/legacy";
  private static final String TARGET = "postgresql://loader@new:5433/modern";

  @TempDir private Path directory;
  private final Map<String, String> environment = new LinkedHashMap<>();

  @Test
  void defaults() {
    Settings settings = Settings.load(Map.of(), environment, directory);

    assertThat(settings.profile()).isEqualTo(Profile.DEVELOPMENT);
    assertThat(settings.taskQueue()).isEqualTo("crosswalk");
    assertThat(settings.parallelism()).isBetween(1, 4);
    assertThat(settings.plans()).isNull();
    assertThat(settings.backups()).isEqualTo(new BackupLimits(null, null, 10));
    assertThat(settings.has(Access.TARGET)).isFalse();
    assertThat(line(settings, "task_queue")).isEqualTo("crosswalk | default");
    assertThat(line(settings, "config")).isEqualTo(" | no crosswalk.yaml here");
    assertThat(line(settings, "target.url")).isEqualTo(" | not set");
    assertThatThrownBy(settings::target)
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INPUT))
        .hasMessageContaining("CROSSWALK_TARGET_URL is not set; give a URI");
  }

  @Test
  void theEnvironmentSaysEverything() throws IOException {
    Path password = Files.writeString(directory.resolve("password"), "from file\n");
    environment.put("CROSSWALK_SOURCE_URL", "postgresql://reader:in-url@old/legacy");
    environment.put("CROSSWALK_SOURCE_PASSWORD", "goes first");
    environment.put("CROSSWALK_TARGET_URL", TARGET);
    environment.put("CROSSWALK_TARGET_PASSWORD_FILE", password.toString());
    environment.put("CROSSWALK_SOURCE_OWNER_URL", "postgresql://owner@old/legacy");
    environment.put("CROSSWALK_TARGET_OWNER_URL", "postgresql://owner:p@new:5433/modern");
    environment.put("CROSSWALK_TASK_QUEUE", "night");
    environment.put("CROSSWALK_PARALLELISM", "12");
    environment.put("CROSSWALK_PLANS", "mine");
    environment.put("CROSSWALK_PROFILE", "staging");
    environment.put("CROSSWALK_BACKUP_SPACE", "20GB");
    environment.put("CROSSWALK_BACKUP_DIRECTORY", "copies");
    environment.put("CROSSWALK_BACKUP_KEEP", "0");

    Settings settings = Settings.load(Map.of(), environment, directory, Access.values());

    assertThat(settings.source().password()).isEqualTo("goes first");
    assertThat(settings.target().password()).isEqualTo("from file");
    assertThat(settings.sourceOwner().toString()).isEqualTo("old:5432/legacy as owner");
    assertThat(settings.targetOwner().password()).isEqualTo("p");
    assertThat(settings.taskQueue()).isEqualTo("night");
    assertThat(settings.parallelism()).isEqualTo(12);
    assertThat(settings.plans()).isEqualTo(directory.resolve("mine"));
    assertThat(settings.profile()).isEqualTo(Profile.STAGING);
    assertThat(settings.backups())
        .isEqualTo(new BackupLimits(20L << 30, directory.resolve("copies"), 0));
    assertThat(line(settings, "source.password"))
        .isEqualTo("**** | environment CROSSWALK_SOURCE_PASSWORD");
    assertThat(line(settings, "source.url"))
        .isEqualTo("postgresql://reader:****@old/legacy | environment CROSSWALK_SOURCE_URL");
    assertThat(line(settings, "target.password")).isEqualTo("**** | file " + password);
    assertThat(line(settings, "target_owner.password"))
        .isEqualTo("**** | CROSSWALK_TARGET_OWNER_URL");
    assertThat(line(settings, "task_queue")).isEqualTo("night | environment CROSSWALK_TASK_QUEUE");
  }

  @Test
  void sizesAndNumbersOfBackupsAreRead() {
    environment.put("CROSSWALK_BACKUP_SPACE", "20 gigabytes");
    environment.put("CROSSWALK_BACKUP_KEEP", "-1");
    assertThat(read().problems())
        .containsExactly(
            "CROSSWALK_BACKUP_KEEP must be a whole number, 0 or more",
            "CROSSWALK_BACKUP_SPACE must be a size such as 500MB or 20GB");
  }

  @Test
  void optionsGoBeforeTheEnvironmentAndThatBeforeTheFile() throws IOException {
    file(
        """
        profile: staging
        source: { url: postgresql://reader@file/legacy, password_file: secrets/source }
        target:
          url: postgresql://loader@file/modern
        task_queue: day
        parallelism: 3
        plans: mine
        profiles:
          staging:
            task_queue: rehearsal
            target: { url: postgresql://loader@stage/modern }
          production:
            task_queue: real
        """);
    Files.createDirectories(directory.resolve("secrets"));
    Files.writeString(directory.resolve("secrets").resolve("source"), "of the file");
    environment.put("CROSSWALK_PARALLELISM", "5");

    Settings settings = read();
    assertThat(settings.problems(Access.SOURCE, Access.TARGET)).isEmpty();
    assertThat(settings.source().toString()).isEqualTo("file:5432/legacy as reader");
    assertThat(settings.source().password()).isEqualTo("of the file");
    assertThat(settings.target().address()).isEqualTo("stage:5432/modern");
    assertThat(settings.plans()).isEqualTo(directory.resolve("mine"));
    assertThat(line(settings, "config")).isEqualTo("crosswalk.yaml | working directory");
    assertThat(line(settings, "profile")).isEqualTo("staging | crosswalk.yaml:1");
    assertThat(line(settings, "source.password"))
        .isEqualTo("**** | file " + directory.resolve("secrets").resolve("source"));
    assertThat(line(settings, "target.user")).isEqualTo("loader | crosswalk.yaml:11: target.url");
    assertThat(line(settings, "task_queue")).isEqualTo("rehearsal | crosswalk.yaml:10");
    assertThat(line(settings, "parallelism")).isEqualTo("5 | environment CROSSWALK_PARALLELISM");

    environment.put("CROSSWALK_PROFILE", "development");
    assertThat(read().taskQueue()).isEqualTo("day");
    environment.put("CROSSWALK_TASK_QUEUE", "evening");
    assertThat(read().taskQueue()).isEqualTo("evening");
    Settings told = Settings.read(Map.of("task_queue", "now"), environment, directory);
    assertThat(line(told, "task_queue")).isEqualTo("now | option --task-queue");
  }

  @Test
  void aFileMayLieElsewhereAndMustBeThere() throws IOException {
    Path elsewhere = Files.createDirectories(directory.resolve("etc"));
    Files.writeString(elsewhere.resolve("mine.yaml"), "plans: plans\n");
    environment.put("CROSSWALK_CONFIG", "etc/mine.yaml");
    assertThat(read().plans()).isEqualTo(elsewhere.resolve("plans"));
    assertThat(line(read(), "config")).isEqualTo("etc/mine.yaml | environment CROSSWALK_CONFIG");
    assertThat(line(read(), "plans")).isEqualTo(elsewhere.resolve("plans") + " | etc/mine.yaml:1");

    environment.put("CROSSWALK_CONFIG", "etc/nowhere.yaml");
    assertThat(read().problems())
        .containsExactly("CROSSWALK_CONFIG names etc/nowhere.yaml, which cannot be read");
  }

  @Test
  void everyProblemIsToldAtOnceAndNoSecret() throws IOException {
    file(
        """
        profile: prod
        sorce: { url: postgresql://reader@file/legacy }
        source_owner: { url: "postgresql://owner:secret@old/legacy" }
        target_owner: { url: "postgresql://owner@new/modern", password: secret }
        task_queue: day
        task_queue: night
        plans: [secret]
        profiles:
          production: { source: { url: "postgresql://r:secret@h/d?sslmode=verify-full" } }
          testing: { task_queue: x }
        """);
    environment.put("CROSSWALK_SOURCE_URL", "mysql://root:secret@old/legacy");
    environment.put("CROSSWALK_TARGET_PASSWORD", "secret");
    environment.put("CROSSWALK_TARGET_PASSWORD_FILE", "/nowhere");
    environment.put("CROSSWALK_PARALLELISM", "0");

    assertThatThrownBy(
            () -> Settings.load(Map.of(), environment, directory, Access.SOURCE, Access.TARGET))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INPUT))
        .hasMessageContainingAll(
            "crosswalk.yaml:1: profile must be one of development, staging, production",
            "crosswalk.yaml:2: unknown key 'sorce'; known: profile, profiles, source",
            "crosswalk.yaml:3: source_owner.url holds a password",
            "crosswalk.yaml:4: a password may not stand in this file: set"
                + " CROSSWALK_TARGET_OWNER_PASSWORD, or name a file with password_file",
            "crosswalk.yaml:6: key 'task_queue' stands here twice",
            "crosswalk.yaml:7: expected a text",
            "crosswalk.yaml:9: source.url holds a password",
            "crosswalk.yaml:10: unknown key 'testing'; known: development, staging, production",
            "CROSSWALK_SOURCE_URL is not a URI",
            "CROSSWALK_TARGET_URL is not set",
            "CROSSWALK_TARGET_PASSWORD and CROSSWALK_TARGET_PASSWORD_FILE are both set",
            "CROSSWALK_PARALLELISM must be a whole number from 1 to 64")
        .hasMessageNotContaining("secret");
    assertThat(read().lines().toString())
        .doesNotContain("secret")
        .contains("postgresql://owner:****@old/legacy");
  }

  @Test
  void whatIsNoYamlIsNotQuoted() throws IOException {
    file("task_queue: day\nsource: *secret\n");
    assertThat(read().problems()).containsExactly("crosswalk.yaml:2: this is not YAML");

    file("# nothing yet\n\n");
    assertThat(read().problems()).isEmpty();
  }

  @Test
  void noLineShowsASecret() throws IOException {
    Path passwords = Files.writeString(directory.resolve(".pgpass"), "new:5433:*:*:secret5\n");
    Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
    environment.put("HOME", directory.toString());
    environment.put(
        "CROSSWALK_SOURCE_URL", "postgresql://r:secret1@old/legacy?sslpassword=secret2");
    environment.put("CROSSWALK_TARGET_URL", TARGET);
    environment.put("CROSSWALK_SOURCE_OWNER_URL", "postgresql://owner/legacy");
    environment.put("CROSSWALK_SOURCE_OWNER_PASSWORD", "secret4");
    environment.put("CROSSWALK_JAVA_OPTS", "-Xmx1g -Djavax.net.ssl.keyStorePassword=secret6 -Da=b");
    environment.put("PGSSLMODE", "require");
    environment.put("PGCONNECT_TIMEOUT", "3");

    Settings settings = read();

    assertThat(settings.problems()).isEmpty();
    assertThat(settings.target().password()).isEqualTo("secret5");
    assertThat(settings.lines().toString()).doesNotContain("secret");
    assertThat(line(settings, "target.password")).isEqualTo("**** | ~/.pgpass:1");
    assertThat(line(settings, "target.sslmode")).isEqualTo("require | environment PGSSLMODE");
    assertThat(line(settings, "target.connect_timeout"))
        .isEqualTo("3 | environment PGCONNECT_TIMEOUT");
    assertThat(line(settings, "CROSSWALK_JAVA_OPTS"))
        .startsWith("-Xmx1g -Djavax.net.ssl.keyStorePassword=**** -Da=b |");
  }

  @Test
  void productionVerifiesEveryServerAndMakesNothingUp() {
    environment.put("CROSSWALK_PROFILE", "production");
    environment.put("CROSSWALK_SOURCE_URL", SOURCE);
    environment.put("CROSSWALK_TARGET_URL", TARGET + "?sslmode=require");
    environment.put("CROSSWALK_TARGET_OWNER_URL", TARGET + "?sslmode=verify-full");

    assertThat(read().problems())
        .containsExactly(
            "CROSSWALK_SOURCE_URL: the profile production demands sslmode=verify-full",
            "CROSSWALK_TARGET_URL: the profile production demands sslmode=verify-full");
    assertThatThrownBy(() -> read().refuseInProduction("crosswalk generate"))
        .hasMessageContaining("`crosswalk generate` is refused under the profile production");

    environment.put("CROSSWALK_TARGET_URL", TARGET);
    environment.put("PGSSLMODE", "verify-full");
    assertThat(read().problems()).isEmpty();
    environment.put("CROSSWALK_PROFILE", "staging");
    read().refuseInProduction("crosswalk generate");
  }

  @Test
  void whatIsReadAndWhatIsWrittenAreTwoDatabases() {
    environment.put("CROSSWALK_SOURCE_URL", "postgresql://reader@LOCALHOST/one?sslmode=disable");
    environment.put("CROSSWALK_TARGET_OWNER_URL", "postgresql://owner@127.0.0.1:5432/one");

    assertThat(read().problems())
        .containsExactly(
            "CROSSWALK_SOURCE_URL and CROSSWALK_TARGET_OWNER_URL name the same database");
  }

  @Test
  void aFileThatCannotBeReadIsNamed() {
    environment.put("CROSSWALK_SOURCE_URL", SOURCE);
    environment.put("CROSSWALK_SOURCE_PASSWORD_FILE", "/nowhere/password");

    assertThat(read().problems())
        .containsExactly(
            "CROSSWALK_SOURCE_PASSWORD_FILE names a file that cannot be read: /nowhere/password");
  }

  private void file(String text) throws IOException {
    Files.writeString(directory.resolve("crosswalk.yaml"), text);
  }

  private Settings read() {
    return Settings.read(Map.of(), environment, directory);
  }

  private static String line(Settings settings, String name) {
    return settings.lines().stream()
        .filter(line -> line.name().equals(name))
        .map(line -> line.value() + " | " + line.origin())
        .findFirst()
        .orElseThrow();
  }
}
