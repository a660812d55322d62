package dev.crosswalk.report;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/** Queries over one run, which is their only parameter. */
final class LedgerQuery {
  private final DSLContext sql;
  private final String run;

  LedgerQuery(Connection target, String run) {
    this.sql = DSL.using(target, SQLDialect.POSTGRES, new Settings().withExecuteLogging(false));
    this.run = run;
  }

  String run() {
    return run;
  }

  <T> List<T> all(String query, Function<Record, T> read) {
    List<T> found = new ArrayList<>();
    each(query, row -> found.add(read.apply(row)));
    return found;
  }

  void each(String query, Consumer<Record> read) {
    sql.fetch(query, run).forEach(read);
  }

  /** An expression that gives a time as ISO 8601 text. */
  static String utc(String column) {
    return "to_char(" + column + " at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')";
  }

  static String text(Record row, String column) {
    return String.valueOf(row.get(column, String.class));
  }

  static long count(Record row, String column) {
    return row.get(column, long.class);
  }
}
