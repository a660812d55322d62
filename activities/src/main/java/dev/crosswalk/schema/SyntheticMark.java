package dev.crosswalk.schema;

import dev.crosswalk.database.Endpoint;
import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The mark of a database of which nothing is real, so that it may be tormented: an empty schema
 * {@code crosswalk_synthetic}. Copies of a marked database are marked as well.
 */
public final class SyntheticMark {
  private SyntheticMark() {}

  /** Marks a database, as its owner. May be repeated. */
  public static void place(Endpoint owner) {
    try (Connection connection = owner.connect("database");
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          create schema if not exists crosswalk_synthetic;
          comment on schema crosswalk_synthetic is
            'Nothing in this database is real: crosswalk chaos may do with it what it likes.';
          """);
    } catch (SQLException refused) {
      throw SqlFailures.failure(refused, "marking " + owner.address() + " as synthetic");
    }
  }

  /** Fails unless the database has the mark. */
  public static void require(Endpoint endpoint) {
    try (Connection connection = endpoint.connect("database");
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "select from pg_namespace where nspname = 'crosswalk_synthetic'")) {
      if (!found.next()) {
        throw new Failure(
            ErrorCode.INPUT,
            endpoint.address()
                + " is not marked as synthetic; faults are made only where nothing is real. When"
                + " nothing in it is, say so: create schema crosswalk_synthetic");
      }
    } catch (SQLException failed) {
      throw SqlFailures.failure(failed, endpoint.address());
    }
  }
}
