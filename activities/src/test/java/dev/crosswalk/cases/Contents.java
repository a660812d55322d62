package dev.crosswalk.cases;

import dev.crosswalk.database.Endpoint;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.sql.SourceSql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What stands in the target after a step, as the expected files tell it. The head line of a file
 * that is there chooses the columns; ids are shown as the table and conflict key that they lead to.
 */
final class Contents {
  static final String CHECKS = "crosswalk.check_result.csv";
  private static final String REJECTS = "rejects.csv";
  private static final String EXPECTED = "expected.";
  private static final String LEDGER = "crosswalk.";
  private static final String CSV = "csv";

  /** What the ledger counts a batch at a time. */
  private static final String COUNTED = "rows";

  private static final List<String> REJECT =
      List.of("entity", "source_key", "disposition", "code", "column_name");

  private final Endpoint target;
  private final Step step;
  private final Map<String, List<Entity>> entities;
  private final Map<String, Relation> tables = new LinkedHashMap<>();
  private final Map<String, String> words = new HashMap<>();

  Contents(Endpoint target, Step step, Map<String, List<Entity>> entities) {
    this.target = target;
    this.step = step;
    this.entities = entities;
    entities.keySet().forEach(table -> tables.put(table, table(table)));
    tables.forEach(this::name);
  }

  private Relation table(String table) {
    return Relation.of(target, "select * from " + SourceSql.quoted(table.split("\\.", 2)));
  }

  /** A row is called as its table and conflict key: {@code owners(1)}. */
  private void name(String table, Relation content) {
    for (List<String> row : content.rows()) {
      for (Entity entity : entities.getOrDefault(table, List.of())) {
        List<String> key = new ArrayList<>();
        entity.target().conflictKey().forEach(part -> key.add(content.value(row, part)));
        if (!key.contains(null)) {
          key.replaceAll(part -> words.getOrDefault(part, part));
          words.putIfAbsent(content.value(row, "id"), table + "(" + String.join(" ", key) + ")");
        }
      }
    }
  }

  /** Names of entities whose books of this step do not balance. */
  List<String> unbalanced() {
    return Relation.of(
            target,
            "select entity from crosswalk.accounting where not balanced and run = "
                + SourceSql.literal(step.run()))
        .rows()
        .stream()
        .map(row -> row.get(0))
        .toList();
  }

  /** Every table with its ids, each as text. */
  List<String> exact() {
    List<String> all = new ArrayList<>();
    tables.forEach(
        (table, content) -> {
          List<String> columns = new ArrayList<>(columns(file(table), content));
          columns.add(0, "id");
          all.add(content.select(columns, List.of("id")).csv());
        });
    return all;
  }

  /** The text of each file that must be there, and of those that are there beside them. */
  Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    tables.forEach(
        (table, content) -> {
          List<String> key = entities.getOrDefault(table, List.of()).get(0).target().conflictKey();
          files.put(file(table), told(file(table), content, key));
        });
    Relation rejects = Relation.of(target, "select * from crosswalk.open_rejects");
    files.put(REJECTS, rejects.select(head(REJECTS, REJECT), List.of()).csv());
    for (String file : names()) {
      if (file.startsWith(LEDGER)) {
        files.put(file, told(file, ofLedger(inner(file, LEDGER)), List.of()));
      } else if (file.startsWith(EXPECTED) && !file.equals(EXPECTED + CSV)) {
        files.computeIfAbsent(file, any -> told(file, table(inner(file, EXPECTED)), List.of()));
      }
    }
    return files;
  }

  private String file(String table) {
    return tables.size() == 1 ? EXPECTED + CSV : EXPECTED + table + "." + CSV;
  }

  private static String inner(String file, String prefix) {
    return file.substring(prefix.length(), file.length() - CSV.length() - 1);
  }

  private String told(String file, Relation content, List<String> order) {
    Relation told = content.translate(words).select(columns(file, content), order);
    return (file.startsWith(LEDGER) ? told.sum(COUNTED) : told).csv();
  }

  private List<String> columns(String file, Relation content) {
    return head(file, content.columns().stream().filter(column -> !column.equals("id")).toList());
  }

  private List<String> head(String file, List<String> otherwise) {
    return step.text(file).lines().findFirst().map(Relation::names).orElse(otherwise);
  }

  /** A table or view of the ledger; of this run alone, where it knows runs. */
  private Relation ofLedger(String name) {
    Relation all = Relation.of(target, "select * from " + SourceSql.quoted("crosswalk", name));
    return all.columns().contains("run")
        ? new Relation(
            all.columns(),
            all.rows().stream().filter(row -> step.run().equals(all.value(row, "run"))).toList())
        : all;
  }

  private List<String> names() {
    try (Stream<Path> files = Files.list(step.directory())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith("." + CSV))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
