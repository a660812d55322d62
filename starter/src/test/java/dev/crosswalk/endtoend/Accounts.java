package dev.crosswalk.endtoend;

import dev.crosswalk.database.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What must become of the rows of the legacy database, asked of that database and of the
 * generator's manifest in SQL of its own: one file for each entity, which knows nothing of the
 * entity's.
 */
final class Accounts implements AutoCloseable {
  private static final Path FILES = Path.of("src/test/resources/accounts");
  private static final String ENDING = ".sql";

  private final Connection legacy;

  /** Opens the database; what the files need in common lives as long as this. */
  Accounts(Endpoint owner) {
    try {
      legacy = DriverManager.getConnection(owner.jdbcUrl(), owner.user(), owner.password());
      try (Statement statement = legacy.createStatement()) {
        statement.execute(read(FILES.resolveSibling("accounts.sql")));
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** The entities that have a file. */
  static List<String> entities() {
    try (Stream<Path> files = Files.list(FILES)) {
      return files.map(file -> file.getFileName().toString().replace(ENDING, "")).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Rows by what becomes of them: {@code source}, {@code loaded}, {@code filtered NAME} … */
  SortedMap<String, Long> of(String entity) {
    SortedMap<String, Long> account = new TreeMap<>();
    try (Statement statement = legacy.createStatement();
        ResultSet rows = statement.executeQuery(read(FILES.resolve(entity + ENDING)))) {
      while (rows.next()) {
        account.put(
            (rows.getString("term") + " " + rows.getString("name")).strip(), rows.getLong("rows"));
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(entity, failed);
    }
    account.values().removeIf(count -> count == 0);
    return account;
  }

  /** Rows of the legacy database, the columns of each joined with a bar. */
  List<String> rows(String sql) {
    List<String> all = new ArrayList<>();
    try (Statement statement = legacy.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        List<String> columns = new ArrayList<>();
        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
          columns.add(String.valueOf(rows.getString(column)));
        }
        all.add(String.join("|", columns));
      }
      return all;
    } catch (SQLException failed) {
      throw new IllegalStateException(sql, failed);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public void close() {
    try {
      legacy.close();
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
