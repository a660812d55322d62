package dev.crosswalk.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.testing.TestDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is tried again by itself, and what is not. */
class SqlFailuresTest {
  @ParameterizedTest
  @CsvSource({
    "08001, CONNECTIVITY", // refused
    "08006, CONNECTIVITY", // cut
    "08007, CONNECTIVITY", // cut in COMMIT: the ledger tells what became of it
    "57P01, CONNECTIVITY", // terminated, or the server is being stopped
    "57P02, CONNECTIVITY", // another session crashed
    "57P03, CONNECTIVITY", // starting up
    "57014, TIMEOUT", // statement_timeout, or cancelled by a person
    "25P03, TIMEOUT", // idle in transaction
    "40001, CONTENTION",
    "40003, CONTENTION",
    "40P01, CONTENTION", // deadlock
    "55P03, CONTENTION", // lock_timeout
    "53100, RESOURCE", // disk full
    "53300, RESOURCE", // too many connections
    "25006, READ_ONLY", // a standby
    "42P01, STRUCTURE",
    "3D000, STRUCTURE",
    "42501, ACCESS",
    "28P01, ACCESS",
    "XX000, INTERNAL",
    "55000, CONNECTIVITY" // the driver: a COPY whose connection has died
  })
  void eachStateHasItsCode(String state, ErrorCode code) {
    assertThat(SqlFailures.code(new SQLException("not read", state))).isEqualTo(code);
  }

  @Test
  void aPoolThatCannotConnectIsTriedAgain() {
    assertThat(SqlFailures.code(new SQLTransientConnectionException("no state")))
        .isEqualTo(ErrorCode.CONNECTIVITY);
  }

  @Test
  void aServerThatTakesNoWritesIsTriedAgain() throws SQLException {
    try (TestDatabases databases = new TestDatabases();
        Connection connection = databases.modernOwner().connect("target");
        Statement statement = connection.createStatement()) {
      statement.execute("set default_transaction_read_only = on");
      SQLException refused =
          catchThrowableOfType(
              SQLException.class, () -> statement.execute("create table one (id integer)"));

      assertThat(SqlFailures.failure(refused, "target").code()).isEqualTo(ErrorCode.READ_ONLY);
    }
  }

  @Test
  void aServerWithoutAConnectionToSpareIsTriedAgain() {
    try (TestDatabases databases = new TestDatabases()) {
      databases.logins();
      databases.modern(
          "do $$ begin execute format('alter database %I connection limit 0', current_database());"
              + " end $$");
      Failure refused =
          catchThrowableOfType(Failure.class, () -> databases.loader().connect("target"));

      assertThat(refused.code()).isEqualTo(ErrorCode.RESOURCE);
    }
  }
}
