package dev.crosswalk.testing;

import dev.crosswalk.database.Databases;
import dev.crosswalk.database.Endpoint;
import dev.crosswalk.schema.LegacyDatabase;
import dev.crosswalk.schema.Schemas;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A legacy and a modern database of one test, and the two roles that the pipeline may use. The
 * owner's endpoints are for preparing and asserting, never for the pipeline.
 */
public final class TestDatabases implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** Rights on every table of every schema that is the test's own. */
  private static final String RIGHTS =
      """
      do $$
      declare
        own name;
      begin
        for own in
          select nspname
          from pg_namespace
          where nspname !~ '^pg_' and nspname not in ('information_schema', 'crosswalk')
        loop
          execute format('grant usage on schema %%I to %1$s', own);
          execute format('grant %2$s on all tables in schema %%I to %1$s', own);
        end loop;
      end
      $$
      """;

  private static final String VERSION = "show server_version_num";

  private final Server legacyServer;
  private final Server modernServer;
  private final Endpoint legacyOwner;
  private final Endpoint modernOwner;
  private final List<Databases> pools = new ArrayList<>();

  /** Two empty databases of the server that all tests share. */
  public TestDatabases() {
    this(Server.ofAll(), Server.ofAll(), "");
  }

  /**
   * Two empty databases.
   *
   * @param legacyOptions of {@code create database}, for the legacy one
   */
  public TestDatabases(String legacyOptions) {
    this(Server.ofAll(), Server.ofAll(), legacyOptions);
  }

  /** Two empty databases of these servers. */
  public TestDatabases(Server legacy, Server modern) {
    this(legacy, modern, "");
  }

  private TestDatabases(Server legacy, Server modern, String legacyOptions) {
    String suffix = ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
    legacyServer = legacy;
    modernServer = modern;
    legacyOwner = create(legacy, "legacy_" + suffix, legacyOptions);
    modernOwner = create(modern, "modern_" + suffix, "");
  }

  private static Endpoint create(Server server, String name, String options) {
    Server.execute(server.owner("postgres"), "create database " + name + " " + options);
    return server.owner(name);
  }

  /** The synthetic legacy data, the modern schema, the ledger, and the roles. */
  public TestDatabases builtIn(String scale, String quirks) {
    legacyServer.replace(
        legacyOwner,
        "legacy " + scale + " " + quirks,
        owner -> {
          generate(owner, scale, quirks);
          Schemas.grantSource(owner);
        });
    modernServer.replace(modernOwner, "modern", Schemas::applyTarget);
    Schemas.applyTarget(modernOwner); // a right on the database itself is not copied
    logins();
    Server.execute(legacyOwner, "grant crosswalk_reader to crosswalk_test_reader");
    Server.execute(modernOwner, "grant crosswalk_loader to crosswalk_test_loader");
    return this;
  }

  /** The synthetic legacy data, and nothing else. */
  public TestDatabases legacyData(String scale, String quirks) {
    generate(legacyOwner, scale, quirks);
    return this;
  }

  private static void generate(Endpoint owner, String scale, String quirks) {
    LegacyDatabase.generate(
        owner, new LegacyDatabase.Synthetic(new BigDecimal(scale), "test", quirks, false));
  }

  /** Schemas of the test's own, with the ledger and the roles. */
  public TestDatabases of(String legacySql, String modernSql) {
    modernServer.replace(modernOwner, "ledger", Schemas::applyLedger);
    logins();
    Server.execute(legacyOwner, legacySql);
    Server.execute(modernOwner, modernSql);
    Server.execute(legacyOwner, RIGHTS.formatted("crosswalk_test_reader", "select"));
    Server.execute(
        modernOwner, RIGHTS.formatted("crosswalk_test_loader", "select, insert, update, delete"));
    Server.execute(
        modernOwner,
        "grant usage on schema crosswalk to crosswalk_test_loader;"
            + "grant select, insert, update on all tables in schema crosswalk"
            + " to crosswalk_test_loader;"
            + "grant execute on all functions in schema crosswalk to crosswalk_test_loader;"
            + "grant usage, create on schema crosswalk_backup to crosswalk_test_loader");
    return this;
  }

  /** Makes the users that the pipeline enters as, without a right to anything. */
  public void logins() {
    login(legacyOwner, "crosswalk_test_reader");
    login(modernOwner, "crosswalk_test_loader");
  }

  private static void login(Endpoint owner, String user) {
    Server.execute(
        owner,
        "do $$ begin create role "
            + user
            + " login password 'test';"
            + " exception when duplicate_object then null; end $$");
  }

  /** The major version of the legacy server; 9 for 9.6. */
  public int legacyVersion() {
    return Integer.parseInt(legacyValue(VERSION)) / 10_000;
  }

  /** The major version of the modern server. */
  public int modernVersion() {
    return Integer.parseInt(modernValue(VERSION)) / 10_000;
  }

  public Endpoint legacyOwner() {
    return legacyOwner;
  }

  public Endpoint modernOwner() {
    return modernOwner;
  }

  public Endpoint reader() {
    return new Endpoint(legacyOwner.jdbcUrl(), "crosswalk_test_reader", "test");
  }

  public Endpoint loader() {
    return new Endpoint(modernOwner.jdbcUrl(), "crosswalk_test_loader", "test");
  }

  /** The pools of a worker, closed with this. */
  public Databases pools() {
    Databases databases = new Databases(reader(), loader(), 8);
    pools.add(databases);
    return databases;
  }

  /** Runs statements on the legacy database as its owner. */
  public void legacy(String sql) {
    Server.execute(legacyOwner, sql);
  }

  /** Runs statements on the modern database as its owner. */
  public void modern(String sql) {
    Server.execute(modernOwner, sql);
  }

  /** Rows of the legacy database, the columns of each joined with a bar. */
  public List<String> legacyRows(String sql) {
    return rows(legacyOwner, sql);
  }

  /** Rows of the modern database, the columns of each joined with a bar. */
  public List<String> modernRows(String sql) {
    return rows(modernOwner, sql);
  }

  /** The one value of a query on the modern database. */
  public String modernValue(String sql) {
    return modernRows(sql).get(0);
  }

  public String legacyValue(String sql) {
    return legacyRows(sql).get(0);
  }

  private static List<String> rows(Endpoint endpoint, String sql) {
    try (Connection connection = Server.connect(endpoint);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> all = new ArrayList<>();
      while (rows.next()) {
        List<String> columns = new ArrayList<>();
        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
          columns.add(String.valueOf(rows.getString(column)));
        }
        all.add(String.join("|", columns));
      }
      return all;
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Override
  public void close() {
    pools.forEach(Databases::close);
    drop(legacyServer, legacyOwner);
    drop(modernServer, modernOwner);
  }

  private static void drop(Server server, Endpoint endpoint) {
    String name = endpoint.jdbcUrl().substring(endpoint.jdbcUrl().lastIndexOf('/') + 1);
    Endpoint postgres = server.owner("postgres");
    // Not `with (force)`, which servers before 13 do not know.
    String others = "select pg_terminate_backend(pid) from pg_stat_activity where datname = '";
    Server.execute(postgres, others + name + "'");
    Server.execute(postgres, "drop database " + name);
  }
}
