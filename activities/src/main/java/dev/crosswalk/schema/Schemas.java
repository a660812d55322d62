package dev.crosswalk.schema;

import dev.crosswalk.database.Endpoint;
import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.library.PlanFiles;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/**
 * Brings structure and grants of a database up to date, as the database's owner. Every method may
 * be repeated and then changes nothing. Fails with {@code schema_mismatch.structure} when the
 * database holds something else than it expects; a failed version leaves nothing behind.
 */
public final class Schemas {
  /** The ledger's schema in the target. */
  public static final String LEDGER = "crosswalk";

  /** Where Flyway keeps what it has applied; a table of each schema, so that both stand alone. */
  private static final String HISTORY = "crosswalk_schema_history";

  /** Grants on the ledger, in the order in which they are run. */
  private static final List<String> LEDGER_ROLES = List.of("roles/ledger.sql", "roles/auditor.sql");

  /** Grants on the modern tables, and on the ledger for who reads both. */
  private static final List<String> MODERN_ROLES =
      List.of("roles/target.sql", "roles/remediator.sql");

  private Schemas() {}

  /**
   * One version of a schema.
   *
   * @param schema {@code modern} or {@code ledger}, as the folder of its files is called
   * @param state what Flyway says of it, such as {@code success}, {@code pending}, {@code baseline}
   * @param installed when it was applied, if it was
   */
  public record Version(
      String schema,
      String version,
      String description,
      String state,
      @Nullable String installed,
      String file) {

    /** Whether {@code apply} would run it. */
    public boolean pending() {
      return state.equals("pending");
    }
  }

  /**
   * Applies the modern schema, the ledger and the grants of its three roles to the target: loader,
   * remediator, auditor.
   *
   * @return how many versions were new
   */
  public static int applyTarget(Endpoint owner) {
    int versions = applyModern(owner) + applyLedgerWithRoles(owner);
    MODERN_ROLES.forEach(file -> SqlFile.run(owner, file));
    return versions;
  }

  /**
   * Applies the ledger alone, with the grants on it of loader and auditor: for a target whose
   * tables are somebody else's.
   *
   * @return how many versions were new
   */
  public static int applyLedgerWithRoles(Endpoint owner) {
    int versions = applyLedger(owner);
    LEDGER_ROLES.forEach(file -> SqlFile.run(owner, file));
    return versions;
  }

  /** Applies the modern tables, in schema {@code public}; returns how many versions were new. */
  public static int applyModern(Endpoint owner) {
    return migrate(owner, "modern", "public");
  }

  /** Applies the ledger, in a schema of its own; returns how many versions were new. */
  public static int applyLedger(Endpoint owner) {
    return migrate(owner, "ledger", LEDGER);
  }

  /** Grants the legacy tables to the role that reads them. */
  public static void grantSource(Endpoint owner) {
    SqlFile.run(owner, "roles/source.sql");
  }

  /** All versions of the modern schema, then those of the ledger; changes nothing. */
  public static List<Version> versions(Endpoint owner) {
    List<Version> versions = new ArrayList<>();
    versions.addAll(versions(owner, "modern", "public"));
    versions.addAll(ledgerVersions(owner));
    return versions;
  }

  /** The versions of the ledger; changes nothing. */
  public static List<Version> ledgerVersions(Endpoint owner) {
    return versions(owner, "ledger", LEDGER);
  }

  /** The statements of what {@link #applyTarget} would run; changes nothing. */
  public static String pendingSql(Endpoint owner) {
    List<String> roles = new ArrayList<>(LEDGER_ROLES);
    roles.addAll(MODERN_ROLES);
    return sql(versions(owner), roles);
  }

  /** The statements of what {@link #applyLedgerWithRoles} would run; changes nothing. */
  public static String pendingLedgerSql(Endpoint owner) {
    return sql(ledgerVersions(owner), LEDGER_ROLES);
  }

  private static String sql(List<Version> versions, List<String> roles) {
    StringBuilder text = new StringBuilder();
    for (Version version : versions) {
      if (version.pending()) {
        String file = version.schema() + "/" + version.file();
        text.append("-- ").append(file);
        text.append(version.schema().equals("ledger") ? ", in schema " + LEDGER : "")
            .append("\n\n");
        text.append(PlanFiles.builtIn().text(file)).append('\n');
      }
    }
    for (String file : roles) {
      text.append("-- ").append(file).append("\n\n");
      text.append(PlanFiles.builtIn().text(file)).append('\n');
    }
    return text.toString();
  }

  /**
   * Declares that the modern tables up to a version are there already, made by other means, so that
   * only later versions are applied. Refused when versions were applied or declared before.
   */
  public static void baseline(Endpoint owner, String version) {
    requireConnection(owner);
    boolean known =
        versions(owner, "modern", "public").stream()
            .anyMatch(file -> same(file.version(), version));
    if (!known) {
      throw new Failure(
          ErrorCode.INPUT,
          "the modern schema has no version " + version + "; see: crosswalk schema info");
    }
    try {
      Flyway.configure()
          .configuration(flyway(owner, "modern", "public").getConfiguration())
          .baselineVersion(version)
          .baselineDescription("there before Crosswalk")
          .load()
          .baseline();
    } catch (FlywayException refused) {
      throw failure("schema 'modern' was not baselined", refused);
    }
  }

  private static boolean same(String one, String other) {
    try {
      return MigrationVersion.fromVersion(one).equals(MigrationVersion.fromVersion(other));
    } catch (FlywayException malformed) {
      return false;
    }
  }

  private static List<Version> versions(Endpoint owner, String folder, String schema) {
    requireConnection(owner);
    try {
      MigrationInfoService info = flyway(owner, folder, schema).info();
      List<Version> versions = new ArrayList<>();
      for (MigrationInfo migration : info.all()) {
        if (migration.getVersion() == null) {
          continue; // Flyway's note that it has created the schema
        }
        String installed =
            migration.getInstalledOn() == null
                ? null
                : migration.getInstalledOn().toInstant().toString();
        versions.add(
            new Version(
                folder,
                migration.getVersion().getVersion(),
                migration.getDescription(),
                migration.getState().getDisplayName().toLowerCase(Locale.ROOT),
                installed,
                migration.getScript()));
      }
      return versions;
    } catch (FlywayException refused) {
      throw failure("schema '" + folder + "' cannot be read", refused);
    }
  }

  private static int migrate(Endpoint owner, String folder, String schema) {
    requireConnection(owner);
    try {
      return flyway(owner, folder, schema).migrate().migrationsExecuted;
    } catch (FlywayException refused) {
      throw failure("schema '" + folder + "' was not applied", refused);
    }
  }

  private static Flyway flyway(Endpoint owner, String folder, String schema) {
    return Flyway.configure()
        .jdbcProperties(owner.properties())
        .dataSource(owner.jdbcUrl(), owner.user(), owner.password())
        .locations("classpath:crosswalk/" + folder)
        .defaultSchema(schema)
        .schemas(schema)
        .table(HISTORY)
        .failOnMissingLocations(true)
        .load();
  }

  /** Flyway's own words about a connection would quote more than they explain. */
  private static void requireConnection(Endpoint owner) {
    try {
      owner.connect("target").close();
    } catch (SQLException closing) {
      throw SqlFailures.failure(closing, "the target, as its owner");
    }
  }

  private static Failure failure(String what, FlywayException refused) {
    String sentence = String.valueOf(refused.getMessage()).strip().lines().findFirst().orElse("");
    String remedy =
        sentence.startsWith("Found non-empty schema")
            ? ". When these are the tables of sql/modern, declare so: crosswalk schema baseline"
            : "";
    return new Failure(ErrorCode.STRUCTURE, what + ": " + sentence + remedy, refused);
  }
}
