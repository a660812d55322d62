package dev.crosswalk.copy;

import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.sql.CompiledEntity;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.ServerErrorMessage;

/**
 * Where a COPY failed. The line stands only in the server's CONTEXT, whose words are translated:
 * the first number after the relation's name is the line in every language. This is the one place
 * that reads a server's text; what follows the colon may be personal data and is never looked at.
 *
 * @param line counted from 1, 0 when unknown
 */
record CopyError(int line, @Nullable String column) {
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  static CopyError of(SQLException failure, String relation, List<CompiledEntity.Staged> columns) {
    ServerErrorMessage server = SqlFailures.server(failure);
    String context = server == null ? null : server.getWhere();
    int at = context == null ? -1 : context.indexOf(relation);
    if (context == null || at < 0) {
      return new CopyError(0, null);
    }
    String rest = context.substring(at + relation.length());
    Matcher number = NUMBER.matcher(rest);
    if (!number.find()) {
      return new CopyError(0, null);
    }
    int colon = rest.indexOf(':');
    String words = colon < 0 ? rest : rest.substring(0, colon);
    String column = null;
    for (CompiledEntity.Staged staged : columns) {
      String name = staged.column().name();
      boolean longer = column == null || name.length() > column.length();
      if (words.endsWith(" " + name) && longer) {
        column = name;
      }
    }
    try {
      return new CopyError(Integer.parseInt(number.group()), column);
    } catch (NumberFormatException tooLarge) {
      return new CopyError(0, column);
    }
  }
}
