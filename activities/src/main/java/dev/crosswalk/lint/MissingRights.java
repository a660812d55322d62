package dev.crosswalk.lint;

import dev.crosswalk.sql.SqlWords;
import dev.crosswalk.sql.SqlWords.Word;
import dev.crosswalk.sql.TargetTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the user of a connection may not do, each as the statement that would allow it. */
final class MissingRights {
  private static final String SCHEMA =
      """
      select format('grant usage on schema %I to %I', n.nspname, current_user)
      from pg_namespace n
      where n.nspname = ? and not has_schema_privilege(n.oid, 'usage')
      """;

  /** A right on the whole table will do, or one on each column. */
  private static final String TABLE =
      """
      select format(
        'grant %s on %I.%I to %I',
        string_agg(p.privilege, ', ' order by p.no), n.nspname, c.relname, current_user)
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      cross join unnest(?) with ordinality p (privilege, no)
      where n.nspname = ? and c.relname = ?
        and not has_table_privilege(c.oid, p.privilege)
        and (p.privilege = 'delete' or exists (
          select from pg_attribute a
          where a.attrelid = c.oid and a.attname = any (?)
            and not has_column_privilege(c.oid, a.attnum, p.privilege)))
      group by n.nspname, c.relname
      union all
      select format('alter role %I bypassrls', current_user)
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = ? and c.relname = ? and row_security_active(c.oid)
      """;

  /** Sequences that fill columns which nothing else fills. */
  private static final String SEQUENCES =
      """
      select distinct format('grant usage on sequence %I.%I to %I', m.nspname, s.relname, current_user)
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      join pg_attrdef d on d.adrelid = c.oid
      join pg_attribute a on a.attrelid = c.oid and a.attnum = d.adnum
      join pg_depend x on x.classid = 'pg_attrdef'::regclass and x.objid = d.oid
        and x.refclassid = 'pg_class'::regclass
      join pg_class s on s.oid = x.refobjid
      join pg_namespace m on m.oid = s.relnamespace
      where n.nspname = ? and c.relname = ? and a.attname <> all (?)
        and case when s.relkind = 'S' then not has_sequence_privilege(s.oid, 'usage, update') end
      order by 1
      """;

  private static final String TEMPORARY =
      """
      select format('grant temporary on database %I to %I', current_database(), current_user)
      where not has_database_privilege(current_database(), 'temporary')
      """;

  /** As sql/roles/ledger.sql grants it; the history of the schema is nobody's business. */
  private static final String LEDGER =
      """
      select format('grant %s on %s to %I', rights, string_agg(name, ', ' order by name), current_user)
      from (
        select
          format('%I.%I', n.nspname, c.relname) as name,
          string_agg(p.privilege, ', ' order by p.no) as rights
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        cross join unnest(array['select', 'insert', 'update']) with ordinality p (privilege, no)
        where n.nspname = 'crosswalk' and c.relname not like '%schema\\_history'
          and (c.relkind in ('r', 'p') or c.relkind in ('v', 'm') and p.privilege = 'select')
          and not (c.relname = 'audit' and p.privilege = 'update')
          and not has_table_privilege(c.oid, p.privilege)
        group by n.nspname, c.relname
      ) x
      group by rights
      union all
      select format('grant execute on function %s to %I', p.oid::regprocedure, current_user)
      from pg_proc p
      join pg_namespace n on n.oid = p.pronamespace
      where n.nspname = 'crosswalk' and not has_function_privilege(p.oid, 'execute')
      order by 1
      """;

  private static final String BACKUPS =
      """
      select format('grant usage, create on schema %I to %I', n.nspname, current_user)
      from pg_namespace n
      where n.nspname = 'crosswalk_backup'
        and not (has_schema_privilege(n.oid, 'usage') and has_schema_privilege(n.oid, 'create'))
      """;

  private static final String UNREADABLE =
      """
      select a.attname
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where n.nspname = ? and c.relname = ? and c.relkind in ('r', 'p', 'v', 'm', 'f')
        and not has_column_privilege(c.oid, a.attnum, 'select')
      order by a.attnum
      """;

  private static final String SELECT =
      """
      select format(
        'grant select%s on %I.%I to %I',
        (select ' (' || string_agg(quote_ident(name), ', ' order by no) || ')'
         from unnest(?) with ordinality u (name, no)),
        n.nspname, c.relname, current_user)
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = ? and c.relname = ?
        and (cardinality(?) > 0 or not has_any_column_privilege(c.oid, 'select'))
      """;

  private final Connection connection;

  MissingRights(Connection connection) {
    this.connection = connection;
  }

  List<String> schema(String schema) throws SQLException {
    return ask(SCHEMA, schema);
  }

  /** Rights on these columns of a table, or on all of it. */
  List<String> table(TargetTable table, List<String> columns, String... rights)
      throws SQLException {
    String[] names = columns.toArray(String[]::new);
    return ask(TABLE, rights, table.schema(), table.table(), names, table.schema(), table.table());
  }

  /** Sequences behind the defaults of the columns that are not among the filled ones. */
  List<String> sequences(TargetTable table, List<String> filled) throws SQLException {
    return ask(SEQUENCES, table.schema(), table.table(), filled.toArray(String[]::new));
  }

  List<String> temporary() throws SQLException {
    return ask(TEMPORARY);
  }

  List<String> ledger() throws SQLException {
    List<String> schema = schema("crosswalk");
    return schema.isEmpty() ? ask(LEDGER) : schema;
  }

  /** What it takes to make copies of tables that may be read. */
  List<String> backups() throws SQLException {
    return ask(BACKUPS);
  }

  /**
   * Rights to read what a query names, when the server has refused it. Going by its words, a column
   * may be listed that is only called like one.
   */
  List<String> query(String sql) throws SQLException {
    List<Word> words = SqlWords.of(sql);
    List<String> missing = new ArrayList<>();
    for (Map.Entry<List<String>, Set<String>> table : SqlWords.tables(words).entrySet()) {
      List<String> path = table.getKey();
      String schema = path.size() == 2 ? path.get(0) : "public";
      String name = path.get(path.size() - 1);
      List<String> columns = new ArrayList<>();
      for (String column : ask(UNREADABLE, schema, name)) {
        if (SqlWords.uses(words, table.getValue(), column)) {
          columns.add(column);
        }
      }
      String[] used = columns.toArray(String[]::new);
      missing.addAll(schema(schema));
      missing.addAll(ask(SELECT, used, schema, name, used));
    }
    return missing.stream().distinct().toList();
  }

  private List<String> ask(String sql, Object... parameters) throws SQLException {
    List<String> answers = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int no = 0; no < parameters.length; no++) {
        if (parameters[no] instanceof String[] texts) {
          statement.setArray(no + 1, connection.createArrayOf("text", texts));
        } else {
          statement.setObject(no + 1, parameters[no]);
        }
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          answers.add(rows.getString(1));
        }
      }
    }
    return answers;
  }
}
