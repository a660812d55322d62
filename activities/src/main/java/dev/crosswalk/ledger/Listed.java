package dev.crosswalk.ledger;

import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.DSL;

/** Many values of which a column has one. */
final class Listed {
  private Listed() {}

  /** As rows: compared with {@code any}, the array would be parsed for each row, being a text. */
  static <T> Select<Record1<T>> rows(Class<T> type, T[] values) {
    return DSL.select(DSL.field("unnest({0})", type, DSL.val(values)));
  }
}
