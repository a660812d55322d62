package dev.crosswalk.database;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is and as whom to enter it.
 *
 * @param jdbcUrl without user and password
 */
public record Endpoint(String jdbcUrl, @Nullable String user, @Nullable String password) {

  /**
   * Reads a libpq URI such as {@code postgresql://user@host:5432/name?sslmode=require}.
   *
   * @param name the setting's name, for messages
   * @param password goes before one in the URI
   */
  public static Endpoint parse(String name, String text, @Nullable String password) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException broken) {
      throw unusable(name);
    }
    boolean scheme = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
    if (!scheme || uri.getHost() == null || uri.getPath() == null || uri.getPath().length() < 2) {
      throw unusable(name);
    }
    String user = null;
    String given = password;
    if (uri.getRawUserInfo() != null) {
      String[] parts = uri.getRawUserInfo().split(":", 2);
      user = URLDecoder.decode(parts[0].replace("+", "%2B"), StandardCharsets.UTF_8);
      if (parts.length == 2 && given == null) {
        given = URLDecoder.decode(parts[1].replace("+", "%2B"), StandardCharsets.UTF_8);
      }
    }
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    int port = uri.getPort() < 0 ? 5432 : uri.getPort();
    return new Endpoint(
        "jdbc:postgresql://" + uri.getHost() + ":" + port + uri.getRawPath() + query, user, given);
  }

  /** Where the database is, for messages: {@code host:port/database}. */
  public String address() {
    String rest = jdbcUrl.substring("jdbc:postgresql://".length());
    int query = rest.indexOf('?');
    return query < 0 ? rest : rest.substring(0, query);
  }

  /** The value is not repeated: it may hold a password. */
  private static Failure unusable(String name) {
    return new Failure(
        ErrorCode.INPUT, name + " is not a URI such as postgresql://user@host:5432/database");
  }

  @Override
  public String toString() {
    return jdbcUrl + " as " + user;
  }
}
