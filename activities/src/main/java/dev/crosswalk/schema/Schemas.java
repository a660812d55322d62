package dev.crosswalk.schema;

import dev.crosswalk.database.Endpoint;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

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

  private Schemas() {}

  /**
   * Applies the modern schema, the ledger and the loader's grants to the target.
   *
   * @return how many versions were new
   */
  public static int applyTarget(Endpoint owner) {
    int versions = applyModern(owner) + applyLedger(owner);
    SqlFile.run(owner, "roles/target.sql");
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

  private static int migrate(Endpoint owner, String folder, String schema) {
    try {
      return Flyway.configure()
          .dataSource(owner.jdbcUrl(), owner.user(), owner.password())
          .locations("classpath:crosswalk/" + folder)
          .defaultSchema(schema)
          .schemas(schema)
          .table(HISTORY)
          .failOnMissingLocations(true)
          .load()
          .migrate()
          .migrationsExecuted;
    } catch (FlywayException refused) {
      String sentence = String.valueOf(refused.getMessage()).strip().lines().findFirst().orElse("");
      throw new Failure(
          ErrorCode.STRUCTURE, "schema '" + folder + "' was not applied: " + sentence, refused);
    }
  }
}
