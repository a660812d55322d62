package dev.crosswalk.starter.chaos;

import dev.crosswalk.report.TableContents;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a run has made, in a form by which two targets can be compared.
 *
 * @param tables a checksum a table by its name, over all columns but those that come from the clock
 * @param books what the ledger says of each entity: statuses, accounts, rejects, rules
 */
record Content(Map<String, String> tables, List<String> books) {
  private static final String BOOKS =
      """
      select 'run ' || status from crosswalk.run where run = $1
      union all
      select 'entity ' || entity || ' ' || status from crosswalk.entity where run = $1
      union all
      select concat_ws(' ', 'account', entity, source, filtered, read, inserted, updated,
        existing_same, existing_different, rejected, deferred, balanced)
      from crosswalk.accounting
      where run = $1
      union all
      select concat_ws(' ', 'rejects', entity, code, disposition, status, count(*),
        md5(string_agg(source_table || source_key, ',' order by source_table, source_key)))
      from crosswalk.reject
      where run = $1 and status <> 'undone'
      group by entity, code, disposition, status
      union all
      select concat_ws(' ', 'rule', r.entity, r.column_name, r.rule, r.outcome, sum(r.rows))
      from crosswalk.rule_change r
      join crosswalk.batch b using (run, entity, chunk, batch)
      where r.run = $1 and b.undone_at is null
      group by r.entity, r.column_name, r.rule, r.outcome
      order by 1
      """;

  /** What no target may ever hold, whatever was done to its runs; each row is one sentence. */
  private static final String NEVER =
      """
      with standing as (
        select w.entity, w.source_table, pair.key, pair.id
        from crosswalk.written w
        join crosswalk.batch b using (run, entity, chunk, batch)
        cross join lateral unnest(w.keys, w.ids) as pair (key, id)
        where b.undone_at is null
      )
      select entity || ': legacy row ' || source_table || ' ' || key || ' was brought '
        || count(*) || ' times'
      from standing
      group by entity, source_table, key
      having count(*) > 1
      union all
      select entity || ': the ledger has written rows ' || count(*) || ' times that no batch stands for'
      from crosswalk.written w
      where not exists (
        select
        from crosswalk.batch b
        where (b.run, b.entity, b.chunk, b.batch) = (w.run, w.entity, w.chunk, w.batch))
      group by entity
      union all
      select b.entity || ': chunk ' || b.chunk || ', batch ' || b.batch || ' counts ' || b.inserted
        || ' inserted rows and names ' || coalesce(sum(cardinality(w.keys)), 0)
      from crosswalk.batch b
      left join crosswalk.written w using (run, entity, chunk, batch)
      group by b.run, b.entity, b.chunk, b.batch, b.inserted
      having b.inserted <> coalesce(sum(cardinality(w.keys)), 0)
      """;

  /** As the target holds it now. */
  static Content read(Connection target, String run) throws SQLException {
    String literal = "'" + run.replace("'", "''") + "'";
    return new Content(
        TableContents.read(target, run), lines(target, BOOKS.replace("$1", literal)));
  }

  /** What is wrong in this target by itself: rows that are there twice, books that contradict. */
  static List<String> wrong(Connection target) throws SQLException {
    List<String> wrong = lines(target, NEVER + " limit 20");
    String tables =
        """
        select distinct target_table, entity
        from crosswalk.entity
        where target_table is not null
        order by 1
        """;
    try (Statement statement = target.createStatement();
        ResultSet row = statement.executeQuery(tables)) {
      while (row.next()) {
        wrong.addAll(
            lines(
                target,
                """
                select '%1$s: the table has ' || t.rows || ' rows, the ledger ' || w.rows
                from (select count(*) as rows from %1$s) t,
                  (select count(*) as rows from crosswalk.mapping where entity = '%2$s') w
                where t.rows <> w.rows
                """
                    .formatted(row.getString(1), row.getString(2))));
      }
    }
    return wrong;
  }

  /** How this differs from what it should be. */
  List<String> differences(Content calm) {
    List<String> differences = new ArrayList<>(tableDifferences(calm));
    for (String line : books) {
      if (!calm.books.contains(line)) {
        differences.add("not in the calm run: " + line);
      }
    }
    for (String line : calm.books) {
      if (!books.contains(line)) {
        differences.add("in the calm run only: " + line);
      }
    }
    return differences;
  }

  /** The same of the tables alone: a second run has books of its own. */
  List<String> tableDifferences(Content calm) {
    List<String> differences = new ArrayList<>();
    calm.tables.forEach(
        (table, sum) -> {
          if (!sum.equals(tables.get(table))) {
            differences.add(table + ": " + tables.get(table) + " instead of " + sum);
          }
        });
    return differences;
  }

  /** Tables that hold rows, of those that should hold none. */
  List<String> notEmpty() {
    return tables.entrySet().stream()
        .filter(table -> !table.getValue().startsWith("0 rows"))
        .map(table -> table.getKey() + ": " + table.getValue() + " instead of none")
        .toList();
  }

  /** What this says of some entities only. */
  Content only(Set<String> entities) {
    return part(entities, true);
  }

  /** What this says of all entities but some; what is said of the run as a whole is left out. */
  Content without(Set<String> entities) {
    return part(entities, false);
  }

  private Content part(Set<String> entities, boolean in) {
    Map<String, String> some = new TreeMap<>(tables);
    some.keySet().removeIf(table -> entities.contains(table) != in);
    return new Content(
        some,
        books.stream()
            .filter(line -> !line.startsWith("run "))
            .filter(line -> entities.contains(line.split(" ", -1)[1]) == in)
            .toList());
  }

  private static List<String> lines(Connection target, String sql) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Statement statement = target.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        lines.add(row.getString(1));
      }
    }
    return lines;
  }
}
