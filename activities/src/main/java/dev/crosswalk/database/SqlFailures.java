package dev.crosswalk.database;

import static java.util.Map.entry;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What a database error means: decided by SQLSTATE and the server's fields, never by its text,
 * which is translated and may quote a row.
 */
public final class SqlFailures {
  private static final Pattern ROW_LOCAL = Pattern.compile("(21|22|23|44)...|P000[1-4]|5400[01]");

  /** Codes by SQLSTATE, or by its class where the state itself is not listed. */
  private static final SortedMap<String, ErrorCode> CODES =
      new TreeMap<>(
          Map.ofEntries(
              entry("08", ErrorCode.CONNECTIVITY),
              entry("21000", ErrorCode.CARDINALITY),
              entry("22", ErrorCode.VALIDATION_FORMAT),
              entry("22001", ErrorCode.LENGTH),
              entry("22003", ErrorCode.RANGE),
              entry("22021", ErrorCode.VALIDATION_ENCODING),
              entry("22032", ErrorCode.VALIDATION_JSON),
              entry("22P02", ErrorCode.TYPE),
              entry("22P05", ErrorCode.VALIDATION_ENCODING),
              entry("23502", ErrorCode.VALIDATION_REQUIRED),
              entry("23503", ErrorCode.FOREIGN_KEY),
              entry("23505", ErrorCode.UNIQUE),
              entry("23514", ErrorCode.CHECK),
              entry("23P01", ErrorCode.EXCLUSION),
              entry("25006", ErrorCode.READ_ONLY),
              entry("25P03", ErrorCode.TIMEOUT),
              entry("25P04", ErrorCode.TIMEOUT),
              entry("28", ErrorCode.ACCESS),
              entry("3D", ErrorCode.STRUCTURE),
              entry("3F", ErrorCode.STRUCTURE),
              entry("40", ErrorCode.CONTENTION),
              entry("42", ErrorCode.STRUCTURE),
              entry("42501", ErrorCode.ACCESS),
              entry("44000", ErrorCode.CHECK),
              entry("53", ErrorCode.RESOURCE),
              entry("53100", ErrorCode.DISK),
              entry("53200", ErrorCode.MEMORY),
              entry("53300", ErrorCode.CONNECTIONS),
              entry("54000", ErrorCode.SIZE),
              entry("54001", ErrorCode.SIZE),
              entry("55P03", ErrorCode.CONTENTION),
              entry("57", ErrorCode.CONNECTIVITY),
              entry("57014", ErrorCode.TIMEOUT),
              entry("P0001", ErrorCode.TRIGGER),
              entry("P0002", ErrorCode.TRIGGER),
              entry("P0003", ErrorCode.TRIGGER),
              entry("P0004", ErrorCode.TRIGGER),
              entry("XX001", ErrorCode.CORRUPT),
              entry("XX002", ErrorCode.CORRUPT)));

  private SqlFailures() {}

  /** The code of an error; a pool that cannot connect may give no SQLSTATE at all. */
  public static ErrorCode code(SQLException exception) {
    String state = state(exception);
    if (state != null) {
      return diedUnderCopy(exception) ? ErrorCode.CONNECTIVITY : code(state);
    }
    return exception instanceof SQLTransientException ? ErrorCode.CONNECTIVITY : ErrorCode.INTERNAL;
  }

  /** The first SQLSTATE in the chain of causes, or null. */
  static @Nullable String state(SQLException exception) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException inner && inner.getSQLState() != null) {
        return inner.getSQLState();
      }
    }
    return null;
  }

  /** The driver's own word for a COPY whose connection is gone; no server has said it. */
  private static boolean diedUnderCopy(SQLException exception) {
    return "55000".equals(state(exception)) && server(exception) == null;
  }

  /** The code of a SQLSTATE; unknown ones are {@link ErrorCode#INTERNAL}. */
  public static ErrorCode code(@Nullable String sqlState) {
    if (sqlState == null || sqlState.length() != 5) {
      return ErrorCode.INTERNAL;
    }
    ErrorCode ofClass = CODES.getOrDefault(sqlState.substring(0, 2), ErrorCode.INTERNAL);
    return CODES.getOrDefault(sqlState, ofClass);
  }

  /** The SQLSTATEs that mean a code, in order; {@code 40xxx} stands for the rest of a class. */
  public static List<String> states(ErrorCode code) {
    return CODES.entrySet().stream()
        .filter(entry -> entry.getValue() == code)
        .map(entry -> entry.getKey().length() == 2 ? entry.getKey() + "xxx" : entry.getKey())
        .toList();
  }

  /**
   * Whether one row may be to blame, going by the SQLSTATE alone: bad data, a broken constraint,
   * what a trigger raises, a value too large.
   */
  public static boolean rowLocal(SQLException exception) {
    String state = exception.getSQLState();
    return state != null && ROW_LOCAL.matcher(state).matches();
  }

  /**
   * Whether a name is unknown or a syntax is wrong: of the statement, or of a value that a type
   * such as {@code regclass} or {@code tsquery} reads.
   */
  public static boolean unknownName(SQLException exception) {
    return code(exception.getSQLState()) == ErrorCode.STRUCTURE;
  }

  /** The server's fields, or null when the error is the driver's own. */
  public static @Nullable ServerErrorMessage server(SQLException exception) {
    return exception instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
  }

  /** A failure that tells code, SQLSTATE and object names, but nothing of any row. */
  public static Failure failure(SQLException exception, String where) {
    ErrorCode code = code(exception);
    StringBuilder text = new StringBuilder(where);
    String state = state(exception);
    boolean lost = state != null && state.startsWith("08");
    text.append(lost ? ": the connection was lost, SQLSTATE " : ": SQLSTATE ").append(state);
    ServerErrorMessage server = server(exception);
    if (server != null) {
      append(text, "table", server.getTable());
      append(text, "column", server.getColumn());
      append(text, "constraint", server.getConstraint());
    }
    return new Failure(code, text.append(". ").append(code.suggestion()).toString(), exception);
  }

  /** The same for what jOOQ has wrapped; what no database has said is given back as it is. */
  public static RuntimeException unwrapped(RuntimeException exception, String where) {
    SQLException cause =
        exception instanceof DataAccessException wrapper
            ? wrapper.getCause(SQLException.class)
            : null;
    return cause == null ? exception : failure(cause, where);
  }

  private static void append(StringBuilder text, String what, @Nullable String name) {
    if (name != null) {
      text.append(", ").append(what).append(" '").append(name).append('\'');
    }
  }
}
