package dev.crosswalk.starter.bench;

import dev.crosswalk.database.Endpoint;
import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.schema.Grants;
import dev.crosswalk.schema.Schemas;
import dev.crosswalk.schema.SqlFile;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * The tables of a bench in two databases that hold nothing else, entered as their owners. For one
 * thread.
 */
final class BenchTables {
  /** Columns of the large table, in an order that both sides keep. */
  private static final String COLUMNS =
      "id, legacy_id, project_id, person_id, title, notes, status, priority, price, hours,"
          + " is_urgent, due_on, created_at, changed_at, metadata";

  private static final String TASKS = "crosswalk_bench.tasks (" + COLUMNS + ")";
  private static final String READY = "crosswalk_bench.ready (" + COLUMNS + ")";

  /** Relations of others; those of an earlier bench are known by its schema. */
  private static final String FOREIGN =
      """
      select count(*)
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      where n.nspname <> 'information_schema'
       and n.nspname !~ '^pg_'
       and n.nspname <> 'crosswalk_bench'
       and (n.nspname <> 'crosswalk'
        or not exists (select from pg_namespace where nspname = 'crosswalk_bench'))
      """;

  /** A sum over rows, in whatever order they are. */
  private static final String DIGEST =
      "select count(*) || '/' || coalesce(sum(('x' || left(md5(%s), 15))::bit(60)::bigint), 0)"
          + " from %s";

  private static final String OTHERS =
      """
      insert into crosswalk_bench.tasks
        (id, legacy_id, project_id, title, status, priority, price, is_urgent, created_at, metadata)
      select
        gen_random_uuid(), -n, (select min(id::text)::uuid from crosswalk_bench.projects),
        'Task of others', 'open', 1, 1, false, now(), '{}'
      from generate_series(1, %d) n
      """;

  private static final String NOT_PERMITTED = "42501";

  private final Endpoint source;
  private final Endpoint target;
  private final String reader;
  private final String loader;

  /**
   * Nothing is done yet.
   *
   * @param source the legacy database as its owner
   * @param target the new one as its owner
   * @param reader the user that the worker reads as
   * @param loader the user that the worker writes as
   */
  BenchTables(Endpoint source, Endpoint target, String reader, String loader) {
    this.source = source;
    this.target = target;
    this.reader = reader;
    this.loader = loader;
  }

  /** Refuses databases that hold anything but what an earlier bench has left. */
  void requireEmpty() {
    for (Endpoint database : new Endpoint[] {source, target}) {
      if (!value(database, FOREIGN).equals("0")) {
        throw new Failure(
            ErrorCode.INPUT,
            "the database "
                + database.address()
                + " is not empty; a bench needs two empty databases of its own");
      }
    }
  }

  /** Makes all tables anew, fills those of the source. */
  BenchTables create(Bench.Choices choices) {
    drop();
    fill(choices);
    execute(source, "vacuum (analyze) crosswalk_bench.task");
    execute(target, "create schema crosswalk_bench"); // the mark of a bench comes first
    Schemas.applyLedgerWithRoles(target);
    SqlFile.run(target, "bench/target.sql");
    Grants.loader(target, loader);
    return this;
  }

  private void fill(Bench.Choices choices) {
    Map<String, String> settings =
        Map.of(
            "crosswalk.rows", Long.toString(choices.rows()),
            "crosswalk.bad", choices.bad().toPlainString(),
            "crosswalk.parents", choices.keys().toString(),
            "crosswalk.reader", reader);
    try (Connection connection = source.connect("source")) {
      connection.setAutoCommit(false);
      SqlFile.run(connection, "bench/source.sql", settings);
      connection.commit();
    } catch (SQLException failed) {
      throw SqlFailures.failure(failed, "the bench's source");
    }
  }

  /** Drops everything a bench makes. */
  void drop() {
    execute(source, "drop schema if exists crosswalk_bench cascade");
    execute(target, "drop schema if exists crosswalk cascade");
    execute(target, "drop schema if exists crosswalk_bench cascade");
  }

  /**
   * The large table empty, the ledger too, and nothing left to write for the server.
   *
   * @return whether there was a checkpoint, which takes a right of its own
   */
  boolean reset() {
    SqlFile.run(target, "bench/reset.sql");
    execute(target, "vacuum (analyze) crosswalk_bench.projects, crosswalk_bench.people");
    execute(target, "analyze crosswalk_bench.tasks");
    return checkpoint(target);
  }

  private static boolean checkpoint(Endpoint database) {
    try (Connection connection = database.connect("target");
        Statement statement = connection.createStatement()) {
      statement.execute("checkpoint");
      return true;
    } catch (SQLException refused) {
      if (NOT_PERMITTED.equals(refused.getSQLState())) {
        return false;
      }
      throw SqlFailures.failure(refused, "checkpoint");
    }
  }

  /** Brings the rows that the target holds back to the source, ready for a plain COPY. */
  void makeReady() {
    execute(source, "truncate crosswalk_bench.ready");
    PlainCopy.copy(
        target,
        "copy (select " + COLUMNS + " from crosswalk_bench.tasks order by legacy_id) to stdout",
        source,
        "copy " + READY + " from stdin");
    execute(source, "vacuum (analyze) crosswalk_bench.ready");
  }

  /** The baseline: returns the seconds that one stream took. */
  double copy() {
    return PlainCopy.copy(
        source, "copy " + READY + " to stdout", target, "copy " + TASKS + " from stdin");
  }

  /** Puts rows of others into the large table: to half of them the source has hours to add. */
  void fillOthers(long rows) {
    execute(target, OTHERS.formatted(rows));
  }

  /** Number and contents of the rows that the target holds. */
  String contents() {
    return value(target, DIGEST.formatted("t::text", "crosswalk_bench.tasks t"));
  }

  /** Number, places and writers of the rows of all tables of the target: no write leaves it. */
  String versions() {
    StringBuilder versions = new StringBuilder();
    for (String table : new String[] {"projects", "people", "tasks"}) {
      versions.append(
          value(
              target,
              DIGEST.formatted("ctid::text || ' ' || xmin::text", "crosswalk_bench." + table)));
      versions.append(' ');
    }
    return versions.toString();
  }

  /** Number and keys of the rows that cannot be loaded. */
  String planted() {
    return value(source, DIGEST.formatted("id::text", "crosswalk_bench.bad"));
  }

  /** Number and keys of the rows that the ledger holds as rejected. */
  String rejected(String run) {
    return value(
        target,
        DIGEST.formatted("source_key", "crosswalk.reject")
            + " where entity = 'tasks' and disposition = 'rejected' and run = '"
            + run
            + "'");
  }

  /** A setting of the target's server. */
  String setting(String name) {
    return value(target, "select current_setting('" + name + "')");
  }

  private static String value(Endpoint database, String sql) {
    try (Connection connection = database.connect("database");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    } catch (SQLException failed) {
      throw SqlFailures.failure(failed, "the bench's tables");
    }
  }

  private static void execute(Endpoint database, String sql) {
    try (Connection connection = database.connect("database");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw SqlFailures.failure(failed, "the bench's tables");
    }
  }
}
