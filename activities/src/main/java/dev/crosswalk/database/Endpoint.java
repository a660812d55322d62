package dev.crosswalk.database;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is and as whom to enter it.
 *
 * @param jdbcUrl hosts, ports and database alone
 * @param properties what else the driver is told, under its own names; may hold a secret
 */
public record Endpoint(
    String jdbcUrl,
    @Nullable String user,
    @Nullable String password,
    Map<String, String> properties) {
  static final String PREFIX = "jdbc:postgresql://";

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /** An endpoint of which the driver's defaults are good enough, as on one's own machine. */
  public Endpoint(String jdbcUrl, @Nullable String user, @Nullable String password) {
    this(jdbcUrl, user, password, Map.of());
  }

  public Endpoint {
    properties = Map.copyOf(properties);
  }

  /**
   * Reads a libpq URI, see {@link LibpqUri}.
   *
   * @param name the setting's name, for messages
   * @param password goes before one in the URI
   * @param environment completes what the URI leaves out
   */
  public static Endpoint parse(
      String name, String text, @Nullable String password, Map<String, String> environment) {
    return LibpqUri.parse(name, text, environment).endpoint(password);
  }

  /** Where the database is, for messages: {@code host:port/database}. */
  public String address() {
    return hosts() + "/" + database();
  }

  /** The database's name. */
  public String database() {
    String rest = rest();
    return URLDecoder.decode(
        rest.substring(rest.indexOf('/') + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private String hosts() {
    return rest().substring(0, rest().indexOf('/'));
  }

  private String rest() {
    String rest = jdbcUrl.substring(PREFIX.length());
    int query = rest.indexOf('?');
    return query < 0 ? rest : rest.substring(0, query);
  }

  /**
   * Whether both surely lead to one database: they share its name and a host. Two names of one host
   * are not seen through.
   */
  public boolean sameDatabase(Endpoint other) {
    List<String> shared = places();
    shared.retainAll(other.places());
    return database().equals(other.database()) && !shared.isEmpty();
  }

  private List<String> places() {
    List<String> places = new ArrayList<>();
    for (String host : hosts().toLowerCase(Locale.ROOT).split(",", -1)) {
      int colon = host.lastIndexOf(':');
      String name = host.substring(0, colon);
      places.add((LOOPBACK.contains(name) ? "localhost" : name) + host.substring(colon));
    }
    return places;
  }

  /**
   * Opens one connection, which is the caller's to close. What goes wrong is told in words, see
   * {@link Unreachable}.
   *
   * @param name what the database is to the caller, such as {@code source}
   */
  public Connection connect(String name) {
    try {
      return DriverManager.getConnection(jdbcUrl, driverProperties("crosswalk " + name));
    } catch (SQLException unreachable) {
      throw Unreachable.failure(unreachable, name, this);
    }
  }

  /** All that the driver is told of this endpoint beside its URL, user and password included. */
  Properties driverProperties(String applicationName) {
    Properties all = new Properties();
    all.putAll(properties);
    all.setProperty("ApplicationName", applicationName);
    // Details of an error hold whole rows; they must not even reach this process's messages.
    all.setProperty("logServerErrorDetail", "false");
    if (user != null) {
      all.setProperty("user", user);
    }
    if (password != null) {
      all.setProperty("password", password);
    }
    return all;
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return address() + " as " + user;
  }
}
