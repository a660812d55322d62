package dev.crosswalk.database;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What a database error means: decided by SQLSTATE and the server's fields, never by its text,
 * which is translated and may quote a row.
 */
public final class SqlFailures {
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
    return switch (sqlState) {
      case "23502" -> ErrorCode.VALIDATION_REQUIRED;
      case "23503" -> ErrorCode.FOREIGN_KEY;
      case "23505", "21000" -> ErrorCode.UNIQUE;
      case "23514", "44000" -> ErrorCode.CHECK;
      case "23P01" -> ErrorCode.EXCLUSION;
      case "22001" -> ErrorCode.LENGTH;
      case "22003" -> ErrorCode.RANGE;
      case "22P02" -> ErrorCode.TYPE;
      case "22021", "22P05" -> ErrorCode.VALIDATION_ENCODING;
      case "22032" -> ErrorCode.VALIDATION_JSON;
      case "P0001", "P0004" -> ErrorCode.TRIGGER;
      case "55P03" -> ErrorCode.CONTENTION;
      case "25006" -> ErrorCode.READ_ONLY;
      case "57014", "25P03", "25P04" -> ErrorCode.TIMEOUT;
      case "42501" -> ErrorCode.ACCESS;
      default -> codeOfClass(sqlState.substring(0, 2));
    };
  }

  private static ErrorCode codeOfClass(String sqlClass) {
    return switch (sqlClass) {
      case "08", "57" -> ErrorCode.CONNECTIVITY;
      case "22" -> ErrorCode.VALIDATION_FORMAT;
      case "28" -> ErrorCode.ACCESS;
      case "40" -> ErrorCode.CONTENTION;
      case "53" -> ErrorCode.RESOURCE;
      case "42", "3D", "3F" -> ErrorCode.STRUCTURE;
      default -> ErrorCode.INTERNAL;
    };
  }

  /** Whether one row may be to blame, going by the SQLSTATE alone. */
  public static boolean rowLocal(SQLException exception) {
    String state = exception.getSQLState();
    return state != null
        && (state.startsWith("21")
            || state.startsWith("22")
            || state.startsWith("23")
            || state.startsWith("44")
            || state.equals("P0001")
            || state.equals("P0004"));
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

  private static void append(StringBuilder text, String what, @Nullable String name) {
    if (name != null) {
      text.append(", ").append(what).append(" '").append(name).append('\'');
    }
  }
}
