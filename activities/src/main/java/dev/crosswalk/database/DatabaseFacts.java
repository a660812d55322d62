package dev.crosswalk.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What a database says of itself and of who has entered it.
 *
 * @param version such as {@code 15.8}
 * @param readOnly whether transactions of this user are read-only unless they ask otherwise
 * @param encrypted whether the connection uses TLS
 * @param tables how many tables of schema {@code public} the user may read
 * @param ledger whether there is a ledger that the user may read
 * @param fingerprint which cluster and database it is
 */
public record DatabaseFacts(
    String version,
    String database,
    String user,
    boolean superuser,
    String encoding,
    boolean readOnly,
    boolean encrypted,
    int tables,
    boolean ledger,
    String fingerprint) {

  private static final String QUERY =
      """
      select
        split_part(current_setting('server_version'), ' ', 1),
        current_database(),
        current_user,
        (select rolsuper from pg_roles where rolname = current_user),
        current_setting('server_encoding'),
        current_setting('default_transaction_read_only')::boolean,
        coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false),
        (select count(*)
         from pg_class c
         where c.relnamespace = 'public'::regnamespace
          and c.relkind in ('r', 'p')
          and has_any_column_privilege(c.oid, 'select')),
        (select count(*) > 0
         from pg_class c
         join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = 'crosswalk'
          and c.relname = 'run'
          and has_schema_privilege(n.oid, 'usage')
          and has_table_privilege(c.oid, 'select'))
      """;

  /** Asks; any role may. */
  public static DatabaseFacts read(Connection connection) throws SQLException {
    String fingerprint = Databases.fingerprint(connection);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(QUERY)) {
      row.next();
      return new DatabaseFacts(
          row.getString(1),
          row.getString(2),
          row.getString(3),
          row.getBoolean(4),
          row.getString(5),
          row.getBoolean(6),
          row.getBoolean(7),
          row.getInt(8),
          row.getBoolean(9),
          fingerprint);
    }
  }
}
