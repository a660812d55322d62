package dev.crosswalk.oracle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** One legacy table, one target table, the entity between them, and rows of every kind of dirt. */
final class RandomEntity {
  private static final int MOST_ROWS = 40;

  private final int no;
  private final Random random;
  private final boolean textKeys;
  private final boolean byCode;
  private final boolean excludes;
  private final boolean settles;
  private final double dirt;
  private final List<String> keys = new ArrayList<>();
  private final List<RandomColumn> columns = new ArrayList<>();
  private final boolean prepared;

  RandomEntity(int no, Random random, List<RandomEntity> others) {
    this.no = no;
    this.random = random;
    textKeys = random.nextInt(3) == 0;
    byCode = random.nextInt(4) == 0;
    excludes = random.nextInt(3) == 0;
    prepared = random.nextBoolean();
    dirt = random.nextInt(4) * 0.1;
    addKeys(random.nextInt(MOST_ROWS));
    for (RandomEntity parent : others) {
      if (random.nextBoolean()) {
        boolean hard = random.nextBoolean();
        boolean required = hard && !prepared && random.nextBoolean();
        columns.add(RandomColumn.reference(parent, hard, required ? " not null" : ""));
      }
    }
    boolean chip = random.nextInt(3) == 0;
    settles = chip && random.nextBoolean();
    List<RandomColumn> plain =
        new ArrayList<>(
            List.of(
                RandomColumn.amount(random),
                RandomColumn.name(random),
                RandomColumn.born(random),
                RandomColumn.kind(random.nextBoolean())));
    plain.removeIf(column -> random.nextInt(3) == 0);
    columns.addAll(plain);
    if (chip) {
      columns.add(RandomColumn.chip());
    }
    if (byCode) {
      columns.add(RandomColumn.code());
    }
    Collections.shuffle(columns, random);
  }

  private void addKeys(int count) {
    TreeSet<Integer> numbers = new TreeSet<>();
    while (numbers.size() < count) {
      numbers.add(random.nextInt(200) - 50);
    }
    List<String> shuffled = new ArrayList<>();
    numbers.forEach(number -> shuffled.add(literal(number)));
    shuffled.removeAll(keys);
    Collections.shuffle(shuffled, random);
    keys.addAll(shuffled);
  }

  private String literal(int number) {
    return textKeys ? "'" + (number % 3 == 0 ? "É" : "k") + number + "'" : Integer.toString(number);
  }

  String entity() {
    return "e" + no;
  }

  String source() {
    return "s" + no;
  }

  String target() {
    return "t" + no;
  }

  /** The legacy keys as SQL literals. */
  List<String> keys() {
    return List.copyOf(keys);
  }

  String missingKey() {
    return literal(999);
  }

  List<RandomColumn> columns() {
    return columns;
  }

  String keyType() {
    return textKeys ? "text" : "integer";
  }

  /** Ordered as the engine orders keys. */
  String keyOrder(String alias) {
    return alias + (textKeys ? ".id collate \"C\"" : ".id");
  }

  String conflictKey() {
    return byCode ? "code" : "legacy_id";
  }

  boolean excludes() {
    return excludes;
  }

  /** Whether the plan settles who keeps a chip. */
  boolean settles() {
    return settles;
  }

  String legacySql() {
    StringBuilder sql = new StringBuilder("create table ").append(source());
    sql.append(" (id ").append(keyType()).append(" primary key, gone boolean");
    for (RandomColumn column : columns) {
      RandomEntity parent = column.parent();
      sql.append(", ").append(column.name()).append(' ');
      sql.append(parent == null ? "text" : parent.keyType());
    }
    return sql.append(");\n").append(rows(keys)).toString();
  }

  private String rows(List<String> of) {
    StringBuilder sql = new StringBuilder();
    for (String key : of) {
      sql.append("insert into ").append(source()).append(" values (").append(key);
      sql.append(", ").append(excludes && random.nextInt(5) == 0);
      columns.forEach(column -> sql.append(", ").append(column.any(random, dirt)));
      sql.append(");\n");
    }
    return sql.toString();
  }

  /** What people do between two runs: they repair, they spoil, they add. */
  String changes() {
    StringBuilder sql = new StringBuilder();
    for (String key : keys) {
      if (!columns.isEmpty() && random.nextInt(3) == 0) {
        RandomColumn column = columns.get(random.nextInt(columns.size()));
        sql.append("update ").append(source()).append(" set ").append(column.name()).append(" = ");
        sql.append(column.any(random, dirt / 2)).append(" where id = ").append(key).append(";\n");
      }
    }
    int before = keys.size();
    addKeys(random.nextInt(10));
    return sql.append(rows(keys.subList(before, keys.size()))).toString();
  }

  String modernSql() {
    StringBuilder sql = new StringBuilder("create table ").append(target());
    sql.append(" (id uuid primary key, legacy_id ").append(keyType()).append(" unique");
    for (RandomColumn column : columns) {
      sql.append(", ").append(column.name()).append(' ').append(column.type());
      sql.append(column.constraints());
    }
    sql.append(");\n");
    if (prepared) {
      for (int row = 0; row < 4; row++) {
        sql.append(present(row));
      }
    }
    return sql.toString();
  }

  /** A row of the target that nobody migrated; the first one holds what only one may hold. */
  private String present(int row) {
    String key = byCode || row == 0 || row >= keys.size() ? "null" : keys.get(row);
    StringBuilder names = new StringBuilder("id, legacy_id");
    StringBuilder values = new StringBuilder();
    values.append("'00000000-0000-4000-8000-0000000000").append(no).append(row).append("', ");
    values.append(key);
    for (RandomColumn column : columns) {
      boolean unique = column.constraints().equals(" unique");
      if (column.parent() == null) {
        names.append(", ").append(column.name());
        values.append(", ").append(unique ? row == 0 ? "'held'" : "null" : value(column));
      }
    }
    return "insert into " + target() + " (" + names + ") values (" + values + ");\n";
  }

  private static String value(RandomColumn column) {
    return column.name().equals("kind") ? "'cat'" : column.good().get(0);
  }

  String yaml() {
    StringBuilder yaml = new StringBuilder();
    yaml.append("entity: ").append(entity()).append("\ndescription: Random.\n");
    yaml.append("sources: [{ table: ").append(source()).append(" s, key: s.id");
    yaml.append(excludes ? ", exclude: { gone: s.gone }" : "").append(" }]\n");
    yaml.append("target: { table: ").append(target());
    yaml.append(", conflict: { key: [").append(conflictKey()).append("] } }\n");
    if (settles) {
      yaml.append(
          "unique: [{ by: chip, keep: lowest key, losers: { set_null: chip, tag: lost } }]\n");
    }
    yaml.append("columns:\n  - legacy_id: { from: s.id, phi: none }\n");
    for (RandomColumn column : columns) {
      RandomEntity parent = column.parent();
      yaml.append("  - ").append(column.name()).append(": { from: s.").append(column.name());
      if (parent != null) {
        yaml.append(", reference: ").append(parent.entity()).append(", by: legacy_id");
      }
      yaml.append(column.settings()).append(", phi: none }\n");
    }
    return yaml.toString();
  }
}
