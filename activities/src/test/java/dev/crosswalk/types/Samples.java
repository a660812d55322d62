package dev.crosswalk.types;

import dev.crosswalk.sql.SourceSql;
import dev.crosswalk.testing.Pipeline;
import dev.crosswalk.testing.TestDatabases;
import dev.crosswalk.testing.TestLibrary;
import dev.crosswalk.workflows.Counts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;

/**
 * A table with a column for each row of the matrix, migrated from {@code sample} to {@code
 * samples}. Line n of it holds the n-th value of each type; there is always one more line than
 * values, so that each column has a NULL.
 */
final class Samples implements AutoCloseable {
  private final List<TypeRow> types;
  private final TestDatabases databases;
  private final TestLibrary files;
  private final String columns;
  private int runs;

  /**
   * Makes the tables; the target's values are there a second time, as {@code expected}.
   *
   * @param databases two empty ones
   */
  Samples(TestDatabases databases, Path directory, List<TypeRow> types) {
    this.databases = databases;
    this.types = types;
    this.files = new TestLibrary(directory).plan("samples");
    List<String> from = new ArrayList<>();
    List<String> to = new ArrayList<>();
    StringBuilder columns = new StringBuilder();
    for (int no = 0; no < types.size(); no++) {
      from.add(column(no) + " " + types.get(no).type());
      to.add(column(no) + " " + types.get(no).arrives());
      columns
          .append("  - '")
          .append(name(no).replace("'", "''"))
          .append("': { from: 's.")
          .append(column(no).replace("'", "''"))
          .append("', phi: none }\n");
    }
    String source = String.join(", ", from);
    String target = String.join(", ", to);
    databases.of(
        TypeRows.OWN_TYPES
            + "create table \"Odd Table\" ();"
            + "create table sample (legacy_id integer primary key, "
            + source
            + ")",
        TypeRows.OWN_TYPES
            + "create table \"Odd Table\" ();"
            + "create table samples (id uuid primary key, legacy_id integer unique not null, "
            + target
            + "); create table expected (legacy_id integer, "
            + target
            + ")");
    this.columns = columns.toString();
    onConflict("update");
  }

  /**
   * What runs do from now on with rows that are there; those that keep them may bring rows whole.
   */
  void onConflict(String action) {
    files.entity(
        """
        entity: samples
        description: Values of every type.
        sources: [{ table: sample s, key: s.legacy_id }]
        target: { table: samples, conflict: { key: [legacy_id], action: %s } }
        columns:
          - legacy_id: { from: s.legacy_id, phi: none }
        """
                .formatted(action)
            + columns);
  }

  /** How many batches were brought whole, and how many were merged. */
  String ways() {
    return databases
        .modernRows("select count(digest), count(*) - count(digest) from crosswalk.written")
        .get(0);
  }

  /** Empties the table, but not the books. */
  void empty() {
    databases.modern("truncate samples");
  }

  /** The name of a column: its number and types. */
  String name(int no) {
    TypeRow row = types.get(no);
    String arrives = row.arrives().equals(row.type()) ? "" : " to " + row.arrives();
    return no + " " + row.type() + arrives;
  }

  private String column(int no) {
    return SourceSql.quoted(name(no));
  }

  /** The lines of the table as {@link #fill} fills it: one more than any type has values. */
  int lines() {
    return 1 + types.stream().mapToInt(type -> type.literals().size()).max().orElse(0);
  }

  /**
   * Fills both tables anew.
   *
   * @param shift by how many lines each value stands earlier than at first
   */
  void fill(int shift) {
    fill(lines(), (line, type) -> (line + shift) % lines());
  }

  /** Fills both tables with the first value of each type, each in a line of its own. */
  void fillApart() {
    fill(types.size(), (line, type) -> line == type ? 0 : Integer.MAX_VALUE);
  }

  /**
   * Fills both tables anew.
   *
   * @param which tells for a line and a type which of its values stands there, if it has so many
   */
  private void fill(int lines, IntBinaryOperator which) {
    databases.legacy("truncate sample; " + insert("sample", lines, which, TypeRow::literals));
    databases.modern("truncate expected; " + insert("expected", lines, which, TypeRow::expected));
  }

  private String insert(
      String table, int count, IntBinaryOperator which, Function<TypeRow, List<String>> given) {
    List<String> lines = new ArrayList<>();
    for (int line = 0; line < count; line++) {
      List<String> values = new ArrayList<>(List.of(Integer.toString(line + 1)));
      for (int type = 0; type < types.size(); type++) {
        List<String> literals = given.apply(types.get(type));
        int at = which.applyAsInt(line, type);
        values.add(at < literals.size() ? SourceSql.literal(literals.get(at)) : "null");
      }
      lines.add("(" + String.join(", ", values) + ")");
    }
    return "insert into " + table + " values " + String.join(",\n", lines);
  }

  /** A run of its own; the account of it. */
  Counts run() {
    try (Pipeline pipeline =
        new Pipeline(databases.pools(), files.library(), "test", "run " + ++runs, 5, 1000)) {
      Counts counts = pipeline.load("samples");
      pipeline.finish();
      return counts;
    }
  }

  /** Keeps the rows of the target as they are now, as {@code old}. */
  void keep() {
    databases.modern("create table old as select * from samples");
  }

  /** Rows whose before-image is not, byte by byte, what was kept. */
  List<String> falseImages() {
    return databases.modernRows(
        "select o.legacy_id from old o left join crosswalk.before_image i on i.target_id = o.id"
            + " where ((i.image::samples) *= o) is not true");
  }

  /** The column and the line of each value that is not what it must be, byte by byte. */
  List<String> differences() {
    List<String> differing = new ArrayList<>();
    for (int no = 0; no < types.size(); no++) {
      differing.add(
          "case when record_image_ne(row(s.%1$s), row(e.%1$s)) then %2$s || ', line ' || legacy_id"
                  .formatted(column(no), SourceSql.literal(name(no)))
              + " end");
    }
    return databases.modernRows(
        "select d from samples s full join expected e using (legacy_id) cross join lateral unnest("
            + "array["
            + String.join(", ", differing)
            + "]) d where d is not null");
  }

  /** Open rejects: code and column. */
  List<String> rejects() {
    return databases.modernRows(
        "select code, column_name from crosswalk.open_rejects order by source_key::integer");
  }

  @Override
  public void close() {
    databases.close();
  }
}
