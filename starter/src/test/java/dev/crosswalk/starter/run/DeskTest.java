package dev.crosswalk.starter.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosswalk.endtoend.WorkerFork;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.starter.command.Surroundings;
import dev.crosswalk.testing.TestDatabases;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger's connection: one as long as it holds, a new one after a failure, none at the end. */
class DeskTest {
  private static final TestDatabases DATABASES = new TestDatabases();

  @TempDir private Path directory;

  @BeforeAll
  static void logins() {
    DATABASES.logins();
  }

  @AfterAll
  static void close() {
    DATABASES.close();
  }

  @Test
  void itIsKeptFromQuestionToQuestionAndClosedAtTheEnd() {
    String session;
    try (Desk desk = desk()) {
      session = desk.ledger(DeskTest::session);
      assertThat(desk.ledger(DeskTest::session)).isEqualTo(session);
      assertThat(sessions(session)).isEqualTo("1");
    }
    awaitEnd(session);
  }

  @Test
  void afterAFailureTheNextQuestionHasANewOne() {
    try (Desk desk = desk()) {
      String first = desk.ledger(DeskTest::session);
      DATABASES.modernValue("select pg_terminate_backend(" + first + ")");

      assertThatThrownBy(() -> desk.ledger(DeskTest::session))
          .isInstanceOfSatisfying(
              Failure.class,
              failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CONNECTIVITY));
      String second = desk.ledger(DeskTest::session);
      assertThat(second).isNotEqualTo(first);

      assertThatThrownBy(
              () ->
                  desk.ledger(
                      target -> {
                        throw new Failure(ErrorCode.INPUT, "a question that is wrong");
                      }))
          .hasMessage("a question that is wrong");
      assertThat(desk.ledger(DeskTest::session)).isNotEqualTo(second);
    }
  }

  private Desk desk() {
    String target = WorkerFork.uri(DATABASES.loader());
    return new Desk(new Surroundings(Map.of("CROSSWALK_TARGET_URL", target), directory));
  }

  private static String session(Connection target) throws SQLException {
    try (Statement statement = target.createStatement();
        ResultSet answer = statement.executeQuery("select pg_backend_pid()")) {
      answer.next();
      return answer.getString(1);
    }
  }

  private static String sessions(String session) {
    return DATABASES.modernValue("select count(*) from pg_stat_activity where pid = " + session);
  }

  /** A session ends a moment after its connection. */
  private static void awaitEnd(String session) {
    long end = System.nanoTime() + 30_000_000_000L;
    while (!sessions(session).equals("0")) {
      assertThat(System.nanoTime()).as("session " + session + " is still there").isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
