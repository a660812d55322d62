package dev.crosswalk.testing;

import java.util.ArrayList;
import java.util.List;

/** What stands in the built-in tables, in a form that two databases can be compared by. */
public final class Contents {
  private Contents() {}

  /** That of the tables of plan {@code core}. */
  public static List<String> of(TestDatabases databases) {
    return of(databases, List.of("practices", "profiles", "patients", "cases", "orders"));
  }

  /** A checksum a table over all columns but those that the catalog says come from the clock. */
  public static List<String> of(TestDatabases databases, List<String> tables) {
    List<String> sums = new ArrayList<>();
    for (String table : tables) {
      String columns =
          databases.modernValue(
              "select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute"
                  + " where attrelid = '"
                  + table
                  + "'::regclass and attnum > 0 and not attisdropped"
                  + " and coalesce(col_description(attrelid, attnum), '')"
                  + " not like '%Defaulted from the clock.%'");
      sums.add(
          databases.modernValue(
              "select '"
                  + table
                  + " ' || count(*) || ' ' || md5(string_agg(row("
                  + columns
                  + ")::text, '|' order by id)) from "
                  + table));
    }
    return sums;
  }

  /** Every table with its rows and who wrote them last: the same while nobody writes a row. */
  public static List<String> written(TestDatabases databases) {
    List<String> sums = new ArrayList<>();
    for (String table :
        databases.modernRows(
            "select relname from pg_class"
                + " where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1")) {
      sums.add(
          databases.modernValue(
              "select '"
                  + table
                  + " ' || count(*) || ' ' || coalesce(sum(xmin::text::bigint), 0) from "
                  + table));
    }
    return sums;
  }
}
