package dev.crosswalk.database;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import java.io.FileNotFoundException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What kept a connection from being made, in words: which database, what is wrong, what to do.
 * Decided by SQLSTATE and the types of the causes; neither the server's text nor a secret is told.
 */
public final class Unreachable {
  private Unreachable() {}

  /** What is wrong, and what to do about it. */
  private record Reason(ErrorCode code, String text) {}

  /**
   * The failure to connect.
   *
   * @param name what the database is to the caller, such as {@code source}
   */
  public static Failure failure(SQLException exception, String name, Endpoint endpoint) {
    String where = name + " " + endpoint;
    Reason reason = reason(exception, endpoint);
    if (reason == null) {
      return SqlFailures.failure(exception, where);
    }
    return new Failure(reason.code(), where + ": " + reason.text(), exception);
  }

  private static @Nullable Reason reason(SQLException exception, Endpoint endpoint) {
    String state = SqlFailures.state(exception);
    if (state == null) {
      boolean pool = exception instanceof SQLTransientException && exception.getCause() == null;
      return pool
          ? new Reason(
              ErrorCode.CONNECTIVITY,
              "every connection of this worker is in use. It is tried again by itself.")
          : null;
    }
    return switch (state) {
      case "28P01" ->
          new Reason(
              ErrorCode.ACCESS,
              "the server refuses the role or its password. `crosswalk config show` tells where"
                  + " both come from.");
      case "28000" ->
          new Reason(
              ErrorCode.ACCESS,
              "the server does not let this role in from here. See that the role may log in, and"
                  + " the server's pg_hba.conf, which may ask for TLS (sslmode) or a certificate.");
      case "3D000" ->
          new Reason(
              ErrorCode.STRUCTURE,
              "the server has no such database. Correct its name in the URL, or create it.");
      case "53300" ->
          new Reason(
              ErrorCode.CONNECTIONS,
              "the server has no connection left. End idle ones, raise max_connections, or lower"
                  + " CROSSWALK_PARALLELISM.");
      case "57P01", "57P02", "57P03" ->
          new Reason(
              ErrorCode.CONNECTIVITY,
              "the server is starting up or shutting down. Try again soon.");
      case "08004" -> rejected(endpoint);
      case "08001", "08006" -> broken(exception, state, endpoint);
      default -> null;
    };
  }

  /** The driver's own refusal: before the password it is about encryption. */
  private static Reason rejected(Endpoint endpoint) {
    if (endpoint.password() == null && !encrypted(endpoint)) {
      return new Reason(
          ErrorCode.ACCESS,
          "the server asks for a password, and none is set. Set the password's variable or file;"
              + " `crosswalk config show` names them.");
    }
    String password =
        endpoint.password() == null ? ", or it asks for a password and none is set" : "";
    return new Reason(
        ErrorCode.INPUT,
        "the server does not offer the encryption or channel binding that is asked for"
            + password
            + ". Turn on ssl in the server, or change sslmode, channel_binding or gssencmode.");
  }

  private static boolean encrypted(Endpoint endpoint) {
    String mode = endpoint.properties().getOrDefault("sslmode", "prefer");
    return mode.equals("require") || mode.startsWith("verify");
  }

  private static Reason broken(SQLException exception, String state, Endpoint endpoint) {
    if (has(exception, UnknownHostException.class)) {
      return new Reason(
          ErrorCode.CONNECTIVITY,
          "the host's name is not known here. Correct it in the URL, or see to DNS.");
    }
    if (has(exception, SocketTimeoutException.class)) {
      return new Reason(
          ErrorCode.CONNECTIVITY,
          "no answer in time. See that host and port are right and no firewall is between.");
    }
    if (has(exception, ConnectException.class) || has(exception, NoRouteToHostException.class)) {
      return new Reason(
          ErrorCode.CONNECTIVITY,
          "nothing listens there. See that host and port are right and the server runs.");
    }
    if (has(exception, CertificateException.class)) {
      return new Reason(
          ErrorCode.INPUT,
          "the server's certificate is not trusted: it has expired, or sslrootcert does not name"
              + " the certificate of who signed it.");
    }
    if (has(exception, SSLException.class)) {
      return new Reason(
          ErrorCode.INPUT,
          "TLS could not be agreed. See sslmode, and sslcert and sslkey if the server asks for a"
              + " certificate.");
    }
    boolean verifies = endpoint.properties().getOrDefault("sslmode", "").startsWith("verify");
    if (has(exception, FileNotFoundException.class) || has(exception, NoSuchFileException.class)) {
      return new Reason(
          ErrorCode.INPUT,
          "a certificate file cannot be read: see sslrootcert (default ~/.postgresql/root.crt),"
              + " sslcert and sslkey.");
    }
    if (verifies && state.equals("08006") && deepest(exception) instanceof SQLException) {
      return new Reason(
          ErrorCode.INPUT,
          "the server's certificate is for another host name than the one in the URL. Use the name"
              + " in the certificate.");
    }
    return new Reason(
        ErrorCode.CONNECTIVITY,
        "the connection was closed before it could be used. See that PostgreSQL is what listens"
            + " there.");
  }

  private static boolean has(Throwable thrown, Class<? extends Throwable> type) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  private static Throwable deepest(Throwable thrown) {
    Throwable deepest = thrown;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest;
  }
}
