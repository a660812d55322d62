package dev.crosswalk.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.testing.TestDatabases;
import dev.crosswalk.testing.TransactionPooler;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions are whole, and settings stay in them; else nothing is begun. */
class SessionsTest {
  private static final String TABLES = "create table thing (id integer primary key)";

  @Test
  void aServerItselfIsTaken() {
    try (TestDatabases databases = new TestDatabases().of(TABLES, TABLES)) {
      assertThatCode(() -> Sessions.require("source", databases.reader()))
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, false", "3, false", "2, true", "3, true", "7, true"})
  void aPoolerInTransactionModeIsRefused(int size, boolean inTurn) {
    try (TestDatabases databases = new TestDatabases().of(TABLES, TABLES);
        TransactionPooler pooler = new TransactionPooler(databases.loader(), size, inTurn)) {
      Failure refused =
          catchThrowableOfType(Failure.class, () -> Sessions.require("target", pooler.endpoint()));

      assertThat(refused.code()).isEqualTo(ErrorCode.POOLED);
      assertThat(refused).hasMessageContaining("the target").hasMessageContaining("session mode");
    }
  }

  /** Else the settings of a worker would make other clients' sessions read-only. */
  @Test
  void behindAPoolerNoSettingIsMade() throws Exception {
    try (TestDatabases databases = new TestDatabases().of(TABLES, TABLES);
        TransactionPooler pooler = new TransactionPooler(databases.reader(), 1, false);
        Databases pools = new Databases(pooler.endpoint(), databases.loader(), 2)) {
      Failure refused = catchThrowableOfType(Failure.class, pools::source);
      assertThat(refused.code()).isEqualTo(ErrorCode.POOLED);

      try (Connection other =
              java.sql.DriverManager.getConnection(
                  pooler.endpoint().jdbcUrl(), "crosswalk_test_reader", "test");
          Statement statement = other.createStatement();
          ResultSet row = statement.executeQuery("show default_transaction_read_only")) {
        row.next();
        assertThat(row.getString(1)).isEqualTo("off");
      }
    }
  }

  @Test
  void timeoutsOfARoleDoNotCutAChunkOff() throws Exception {
    try (TestDatabases databases = new TestDatabases().of(TABLES, TABLES)) {
      databases.legacy("alter role crosswalk_test_reader set statement_timeout = '50ms'");
      try (Connection source = databases.pools().source();
          Statement statement = source.createStatement()) {
        assertThatCode(() -> statement.execute("select pg_sleep(0.2)")).doesNotThrowAnyException();
      } finally {
        databases.legacy("alter role crosswalk_test_reader reset statement_timeout");
      }
    }
  }
}
