package dev.crosswalk.copy;

import dev.crosswalk.plan.Column;
import dev.crosswalk.sql.CompiledEntity;
import dev.crosswalk.sql.DirectSql;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The staged lines of a batch as whole rows of the target: without row number and key, and with the
 * ids of parents in place of their keys. For one thread.
 */
final class DirectLines {
  /** Row number, key and id come before the columns of a staged line. */
  private static final int FIRST = 3;

  private static final int ID = FIRST - 1;
  private static final int UUID_LENGTH = 36;
  private static final String NULL = "\\N";

  private final Connection target;
  private final CompiledEntity compiled;
  private final DirectSql sql;

  /** The fields that hold a parent's key, in order. */
  private final List<Integer> links = new ArrayList<>();

  /** How many fields of a line must be found: up to the last of those, and the id. */
  private final int fields;

  private final CopyBuffer buffer = new CopyBuffer(64 << 10);
  private final List<Integer> starts = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();

  DirectLines(Connection target, CompiledEntity compiled, DirectSql sql) {
    this.target = target;
    this.compiled = compiled;
    this.sql = sql;
    for (int column = 0; column < compiled.staged().size(); column++) {
      if (compiled.staged().get(column).column() instanceof Column.Link) {
        links.add(FIRST + column);
      }
    }
    this.fields = links.isEmpty() ? FIRST + 1 : links.get(links.size() - 1) + 2;
  }

  CopyBuffer buffer() {
    return buffer;
  }

  /** The new ids, in the order of the lines, each of which begins with its own. */
  List<UUID> ids() {
    return starts.stream()
        .map(start -> UUID.fromString(text(buffer.bytes(), start, start + UUID_LENGTH)))
        .toList();
  }

  /** The source keys, in the order of the lines. */
  List<String> keys() {
    return keys;
  }

  void digest(MessageDigest sha256) {
    sha256.update(buffer.bytes(), 0, buffer.length());
  }

  /** Builds the lines; returns the places of rows whose parents have to be decided on. */
  List<Integer> build(Batch batch) throws SQLException {
    buffer.clear();
    starts.clear();
    keys.clear();
    int[][] cuts = new int[batch.rows.size()][];
    @Nullable String[][] wanted = new String[links.size()][batch.rows.size()];
    byte[] staged = batch.staged.bytes();
    for (int line = 0; line < batch.rows.size(); line++) {
      int[] cut = cut(staged, batch.start(line));
      cuts[line] = cut;
      for (int link = 0; link < wanted.length; link++) {
        int field = links.get(link);
        String key = text(staged, cut[field], cut[field + 1] - 1);
        boolean plain = key.indexOf('\\') < 0 || (key.equals(NULL) && !decides(field));
        wanted[link][line] = plain ? key : null;
      }
    }
    List<Map<String, String>> parents = new ArrayList<>();
    for (int link = 0; link < wanted.length; link++) {
      parents.add(parents(links.get(link) - FIRST, wanted[link]));
    }
    List<Integer> left = new ArrayList<>();
    String[] found = new String[wanted.length];
    for (int line = 0; line < batch.rows.size(); line++) {
      boolean whole = true;
      for (int link = 0; link < wanted.length; link++) {
        found[link] = parents.get(link).get(wanted[link][line]);
        whole &= found[link] != null;
      }
      if (whole) {
        add(batch, line, cuts[line], found);
      } else {
        left.add(line);
      }
    }
    return left;
  }

  private void add(Batch batch, int line, int[] cut, String[] parents) {
    byte[] staged = batch.staged.bytes();
    starts.add(buffer.length());
    keys.add(batch.keys.get(batch.rows.get(line) - 1));
    int from = cut[ID];
    for (int link = 0; link < parents.length; link++) {
      int field = links.get(link);
      buffer.append(staged, from, cut[field]);
      buffer.ascii(parents[link]);
      from = cut[field + 1] - 1;
    }
    buffer.append(staged, from, batch.start(line + 1));
  }

  /** Whether a row that names no parent is rejected, or gets a placeholder. */
  private boolean decides(int field) {
    Column.Link link = (Column.Link) compiled.staged().get(field - FIRST).column();
    return link.hard() || link.placeholder() != null;
  }

  /** Where the first fields of a line start; a tab, or the end of the line, ends each. */
  private int[] cut(byte[] bytes, int start) {
    int[] starts = new int[fields];
    int at = start;
    starts[0] = start;
    for (int field = 1; field < starts.length; field++) {
      while (bytes[at] != '\t' && bytes[at] != '\n') {
        at++;
      }
      at++;
      starts[field] = at;
    }
    return starts;
  }

  private static String text(byte[] bytes, int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  /** The parents' ids by the keys they are looked up by, without those that are missing or many. */
  private Map<String, String> parents(int column, @Nullable String[] wanted) throws SQLException {
    Set<@Nullable String> distinct = new HashSet<>(Arrays.asList(wanted));
    distinct.remove(null);
    Map<String, String> found = new HashMap<>();
    if (distinct.remove(NULL)) {
      found.put(NULL, NULL);
    }
    Set<String> many = new HashSet<>();
    try (PreparedStatement statement = target.prepareStatement(sql.parents(column))) {
      statement.setArray(1, target.createArrayOf("text", distinct.toArray(String[]::new)));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          if (found.put(row.getString(1), row.getString(2)) != null) {
            many.add(row.getString(1));
          }
        }
      }
    }
    found.keySet().removeAll(many);
    return found;
  }
}
