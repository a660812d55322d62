package dev.crosswalk.sql;

import java.util.List;
import org.jooq.Condition;
import org.jooq.Context;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.SQLDialect;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.CustomCondition;
import org.jooq.impl.CustomField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** How statements are rendered, and the only door for SQL that an author or a catalog wrote. */
final class Names {
  /** Bookkeeping columns of the staging table; the sign keeps them apart from any real column. */
  static final String ROW = "#row";

  static final String KEY = "#key";
  static final String ID = "#id";

  static final DSLContext SQL =
      DSL.using(
          SQLDialect.POSTGRES,
          new Settings().withRenderQuotedNames(RenderQuotedNames.ALWAYS).withRenderFormatted(true));

  static {
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
  }

  private Names() {}

  /**
   * The texts that are not NULL as one, a unit separator between them: names may hold any sign that
   * people write. An array, for a function takes a hundred arguments at most.
   */
  static Field<Object> joined(List<Field<?>> texts) {
    return DSL.field(
        "array_to_string(array[{0}], chr(31))",
        Object.class, DSL.list(texts.toArray(Field<?>[]::new)));
  }

  /** The names in what {@link #joined} gives, as an array in SQL. */
  static String parted(String joined) {
    return "string_to_array(" + joined + ", chr(31))";
  }

  /** A quoted, qualified name as SQL text. */
  static String quoted(String... parts) {
    StringBuilder text = new StringBuilder();
    for (String part : parts) {
      text.append(text.length() == 0 ? "" : ".");
      text.append('"').append(part.replace("\"", "\"\"")).append('"');
    }
    return text.toString();
  }

  static Field<Object> column(String... path) {
    return DSL.field(DSL.name(path));
  }

  static Name name(String... path) {
    return DSL.name(path);
  }

  /**
   * An expression that somebody else wrote, word for word: jOOQ's templates would read question
   * marks and braces in it.
   */
  static <T> Field<T> verbatim(String expression, Class<T> type) {
    return CustomField.of(
        "verbatim",
        SQLDataType.OTHER.asConvertedDataType(type, any -> null, any -> any),
        (Context<?> context) -> context.sql("(").sql(expression).sql(")"));
  }

  /** A condition that somebody else wrote, word for word. */
  static Condition condition(String expression) {
    return CustomCondition.of(context -> context.sql("(").sql(expression).sql(")"));
  }

  /** A number with what it stands for, for who reads the statement. */
  static Field<Integer> explained(int number, String meaning) {
    String comment = meaning.replace("/*", "/ *").replace("*/", "* /");
    return CustomField.of(
        "explained",
        SQLDataType.INTEGER,
        context -> context.sql(number).sql(" /* ").sql(comment).sql(" */"));
  }

  /** A place in a template that {@code String.replace} fills in. */
  static <T> Field<T> slot(String name, DataType<T> type) {
    return CustomField.of("slot", type, context -> context.sql(name));
  }
}
