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
import org.junit.jupiter.params.provider.ValueSource;

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
    "53000, RESOURCE",
    "53100, DISK",
    "53200, MEMORY",
    "53300, CONNECTIONS", // too many of them
    "53400, RESOURCE", // a configured limit
    "25006, READ_ONLY", // a standby
    "42P01, STRUCTURE",
    "3D000, STRUCTURE",
    "42501, ACCESS",
    "28P01, ACCESS",
    "XX000, INTERNAL",
    "XX001, CORRUPT", // a damaged page
    "XX002, CORRUPT", // a damaged index
    "99999, INTERNAL", // nobody knows it
    "55000, CONNECTIVITY" // the driver: a COPY whose connection has died
  })
  void eachStateHasItsCode(String state, ErrorCode code) {
    assertThat(SqlFailures.code(new SQLException("not read", state))).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "21000, CARDINALITY",
    "22001, LENGTH",
    "22003, RANGE",
    "22007, VALIDATION_FORMAT",
    "22008, VALIDATION_FORMAT",
    "22018, VALIDATION_FORMAT",
    "22021, VALIDATION_ENCODING",
    "22032, VALIDATION_JSON",
    "22P02, TYPE",
    "22P05, VALIDATION_ENCODING",
    "23502, VALIDATION_REQUIRED",
    "23503, FOREIGN_KEY",
    "23505, UNIQUE",
    "23514, CHECK",
    "23P01, EXCLUSION",
    "44000, CHECK", // of a view
    "54000, SIZE", // a row or an index entry too large
    "54001, SIZE", // nested too deeply
    "P0001, TRIGGER",
    "P0002, TRIGGER", // no row for a strict query
    "P0003, TRIGGER", // several rows for it
    "P0004, TRIGGER" // an assertion
  })
  void whatARowMayBeToBlameForIsSoughtInTheRows(String state, ErrorCode code) {
    SQLException failure = new SQLException("not read", state);

    assertThat(SqlFailures.rowLocal(failure)).isTrue();
    assertThat(SqlFailures.code(failure)).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"42501", "42P01", "42804", "53100", "54011", "57014", "P0000", "XX000"})
  void whatIsNoRowsFaultIsNot(String state) {
    assertThat(SqlFailures.rowLocal(new SQLException("not read", state))).isFalse();
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

      assertThat(refused.code()).isEqualTo(ErrorCode.CONNECTIONS);
    }
  }
}
