package dev.crosswalk.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * The two pools of a worker. Every connection has the same settings, so that text means the same on
 * both ends and plans stay those that were measured (DATAPATH, trap 4). Thread-safe.
 */
public final class Databases implements AutoCloseable {
  /** What makes the text of a value unambiguous, and hides no row silently. */
  private static final String TEXT =
      """
      set datestyle = 'ISO, YMD';
      set intervalstyle = 'postgres';
      set timezone = 'UTC';
      set extra_float_digits = 3;
      set bytea_output = 'hex';
      set lc_monetary = 'C';
      set xmloption = content;
      set array_nulls = on;
      set row_security = off;
      set standard_conforming_strings = on;
      set quote_all_identifiers = off;
      set transform_null_equals = off;
      set search_path = public, pg_catalog;
      """;

  /**
   * A role's own timeouts do not count: one COPY lasts as long as the target needs for a chunk, and
   * the snapshot is idle while the target works on its last rows.
   */
  private static final String SOURCE =
      TEXT
          + """
          set default_transaction_read_only = on;
          set idle_in_transaction_session_timeout = '15min';
          set lock_timeout = '60s';
          set statement_timeout = '1h';
          """;

  /**
   * Merges join few staged rows with large indexed tables; plans that were right for an empty table
   * cost minutes on a full one.
   */
  private static final String TARGET =
      TEXT
          + """
          set jit = off;
          set enable_hashjoin = off;
          set enable_mergejoin = off;
          set enable_seqscan = off;
          set idle_in_transaction_session_timeout = '30s';
          set lock_timeout = '60s';
          set statement_timeout = '10min';
          """;

  /** How long a server may take to come back before an attempt ends and another is made. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Side source;
  private final Side target;

  /**
   * Opens both pools; no connection is made before it is needed.
   *
   * @param connections the most connections that the pool of the target holds; that of the source
   *     holds twice as many, for who streams rows may have to ask something meanwhile
   */
  public Databases(Endpoint source, Endpoint target, int connections) {
    this.source = new Side("source", source, SOURCE, 2 * connections);
    this.target = new Side("target", target, TARGET, connections);
  }

  private static HikariDataSource pool(
      String name, Endpoint endpoint, String settings, int connections) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(endpoint.jdbcUrl());
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(PATIENCE.toMillis());
    config.setInitializationFailTimeout(-1);
    config.setConnectionInitSql(settings);
    config.setDataSourceProperties(endpoint.driverProperties("crosswalk " + name));
    config.addDataSourceProperty("prepareThreshold", "0");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    // For a peer that takes what is sent and says nothing; longer than one silent statement lasts.
    config.addDataSourceProperty("socketTimeout", "900");
    config.addDataSourceProperty("cancelSignalTimeout", "2");
    return new HikariDataSource(config);
  }

  /** A pool that is not used before it is known that sessions keep their settings to themselves. */
  private static final class Side {
    private final String name;
    private final Endpoint endpoint;
    private final HikariDataSource pool;
    private volatile boolean known;

    Side(String name, Endpoint endpoint, String settings, int connections) {
      this.name = name;
      this.endpoint = endpoint;
      this.pool = pool(name, endpoint, settings, connections);
    }

    Connection connection() {
      if (!known) {
        Sessions.require(name, endpoint);
        known = true;
      }
      try {
        return pool.getConnection();
      } catch (SQLException unreachable) {
        throw Unreachable.failure(unreachable, name, endpoint);
      }
    }
  }

  /**
   * A read-only connection to the legacy database. Fails as {@link Unreachable} tells; the first
   * call also with {@link dev.crosswalk.failure.ErrorCode#POOLED} when a pooler takes sessions
   * apart.
   */
  public Connection source() {
    return source.connection();
  }

  /** A connection to the new database; fails as that of the source. */
  public Connection target() {
    return target.connection();
  }

  /**
   * One connection to the legacy database outside the pools, settings as theirs; not tried twice.
   */
  public static Connection connectSource(Endpoint endpoint) throws SQLException {
    return pinned(endpoint, "source", SOURCE);
  }

  /** One connection to the new database outside the pools, settings as theirs; not tried twice. */
  public static Connection connectTarget(Endpoint endpoint) throws SQLException {
    return pinned(endpoint, "target", TARGET);
  }

  private static Connection pinned(Endpoint endpoint, String name, String settings)
      throws SQLException {
    Sessions.require(name, endpoint);
    Connection connection = endpoint.connect(name);
    try (Statement statement = connection.createStatement()) {
      statement.execute(settings);
      return connection;
    } catch (SQLException refused) {
      connection.close();
      throw refused;
    }
  }

  /**
   * Ends a connection that may be in the middle of something. Only an abort helps: giving it back
   * would wait for a COPY that nobody reads any more.
   */
  public static void discard(Connection connection) throws SQLException {
    connection.abort(Runnable::run);
  }

  /** Which cluster and database a connection leads to; tells two of the same name apart. */
  public static String fingerprint(Connection connection) throws SQLException {
    String sql =
        """
        select (select system_identifier from pg_control_system()) || '/' || d.oid || '/' || d.datname
        from pg_database d
        where d.datname = current_database()
        """;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Override
  public void close() {
    source.pool.close();
    target.pool.close();
  }
}
