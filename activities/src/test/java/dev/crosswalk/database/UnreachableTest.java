package dev.crosswalk.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What a test cannot make a server do at will; the rest is in {@link TlsTest}. */
class UnreachableTest {
  private static final Endpoint ENDPOINT =
      new Endpoint("jdbc:postgresql://new:5432/modern", "loader", "secret");

  @ParameterizedTest
  @CsvSource({
    "53300, CONNECTIONS, no connection left",
    "57P03, CONNECTIVITY, starting up or shutting down",
    "57P01, CONNECTIVITY, starting up or shutting down",
    "28000, ACCESS, does not let this role in",
    "42704, STRUCTURE, SQLSTATE 42704",
  })
  void thePoolAddsNothingToWhatTheServerSaid(String state, ErrorCode code, String words) {
    SQLException server =
        new PSQLException(new ServerErrorMessage("SFATAL\0C" + state + "\0Msecret text\0"));
    // As the pool does: its own exception, and the last one that it met as the cause.
    Failure failure =
        failure(new SQLTransientConnectionException("target - timed out", state, 0, server));

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.getMessage())
        .startsWith("target new:5432/modern as loader: ")
        .contains(words)
        .doesNotContain("secret");
  }

  @Test
  void aPoolThatIsUsedUpIsNoServerThatIsAway() {
    Failure failure = failure(new SQLTransientConnectionException("target - timed out"));

    assertThat(failure.code()).isEqualTo(ErrorCode.CONNECTIVITY);
    assertThat(failure).hasMessageContaining("every connection of this worker is in use");
  }

  private static Failure failure(SQLException exception) {
    return Unreachable.failure(exception, "target", ENDPOINT);
  }
}
