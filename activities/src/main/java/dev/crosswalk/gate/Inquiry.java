package dev.crosswalk.gate;

import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.ledger.CheckResult;
import dev.crosswalk.ledger.CheckResult.Question;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts questions to the target, in one transaction that changes nothing. For one thread. */
final class Inquiry {
  private final Connection target;
  private final Map<String, Long> counted = new HashMap<>();

  /** Checks read whole tables: the plans that are right for merges are wrong for them. */
  Inquiry(Connection target) throws SQLException {
    this.target = target;
    try (Statement statement = target.createStatement()) {
      statement.execute("set local enable_hashjoin = on");
      statement.execute("set local enable_mergejoin = on");
      statement.execute("set local enable_seqscan = on");
      statement.execute("set local work_mem = '64MB'");
      // The ledger's arrays lie in a small table: that there is much in them only the cost tells.
      statement.execute("set local min_parallel_table_scan_size = 0");
    }
  }

  /** The answer; a question that the target refuses is an error, not a pass. */
  CheckResult ask(Question question) throws SQLException {
    try (Statement statement = target.createStatement()) {
      statement.execute("savepoint crosswalk_check");
      try (ResultSet row = statement.executeQuery(Gate.counting(question.statement()))) {
        row.next();
        long violated = row.getLong(1);
        Array keys = row.getArray(2);
        return CheckResult.of(
            question,
            violated,
            rows(question.of()),
            keys == null ? List.of() : List.of((String[]) keys.getArray()));
      } catch (SQLException broken) {
        if (SqlFailures.code(broken.getSQLState()).retryable()) {
          throw broken;
        }
        statement.execute("rollback to savepoint crosswalk_check");
        return CheckResult.error(question);
      }
    }
  }

  private @Nullable Long rows(@Nullable String of) throws SQLException {
    if (of == null) {
      return null;
    }
    Long known = counted.get(of);
    if (known != null) {
      return known;
    }
    long rows = count("select count(*) from " + of);
    counted.put(of, rows);
    return rows;
  }

  long count(String sql) throws SQLException {
    try (Statement statement = target.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
