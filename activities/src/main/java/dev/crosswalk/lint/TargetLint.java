package dev.crosswalk.lint;

import dev.crosswalk.failure.Failure;
import dev.crosswalk.gate.Gate;
import dev.crosswalk.library.CheckReader;
import dev.crosswalk.library.Library;
import dev.crosswalk.library.Problems;
import dev.crosswalk.library.Problems.Place;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.Expression;
import dev.crosswalk.plan.Phase;
import dev.crosswalk.plan.Plan;
import dev.crosswalk.sql.TargetTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Whether the target can take a plan's rows from this user. */
final class TargetLint {
  static final String MISSING_RIGHT = "missing right; let an administrator run: ";

  private final Library library;
  private final CompiledPlan plan;
  private final Connection target;
  private final Problems problems;
  private final MissingRights rights;
  private final Map<String, TargetTable> tables = new TreeMap<>();

  TargetLint(Library library, CompiledPlan plan, Connection target, Problems problems) {
    this.library = library;
    this.plan = plan;
    this.target = target;
    this.problems = problems;
    this.rights = new MissingRights(target);
  }

  void run() throws SQLException {
    for (Entity entity : plan.entities()) {
      read(entity);
    }
    for (Entity entity : DatabaseLint.loaded(plan)) {
      TargetTable table = tables.get(entity.entity());
      if (table != null) {
        new TableLint(library, plan, entity, table, this, problems).run();
      }
    }
    new OrderLint(library, plan, tables, target, problems).run();
    for (Expression check : plan.checks()) {
      check(check);
    }
    empty();
    database();
  }

  /** The table of an entity, or null when it could not be read, which is told. */
  @Nullable TargetTable table(String entity) {
    return tables.get(entity);
  }

  MissingRights rights() {
    return rights;
  }

  private void read(Entity entity) throws SQLException {
    String name = entity.target().table();
    if (name.isEmpty()) {
      return; // told without a database
    }
    Place place = library.place(entity.entity(), "target.table");
    String schema = name.contains(".") ? name.substring(0, name.indexOf('.')) : "public";
    List<String> closed = rights.schema(schema);
    if (!closed.isEmpty()) {
      closed.forEach(grant -> problems.add(place, MISSING_RIGHT + grant));
      return;
    }
    try {
      tables.put(entity.entity(), TargetTable.read(target, name));
    } catch (Failure missing) {
      problems.add(place, String.valueOf(missing.getMessage()));
    }
  }

  /** As the gate will ask it. The line is the one that the server points at. */
  private void check(Expression check) throws SQLException {
    share(check);
    String query = CheckReader.query(check.sql());
    String asked = Gate.counting(query);
    Explain.Refusal refusal = new Explain(target).ask(asked).refusal();
    if (refusal == null) {
      return;
    }
    String file = "checks/" + check.name() + ".sql";
    List<String> missing = refusal.denied() ? rights.query(query) : List.of();
    for (String grant : missing) {
      problems.add(new Place(file, 1), MISSING_RIGHT + grant);
    }
    int at = refusal.position() - asked.indexOf(query) + check.sql().indexOf(query);
    if (refusal.position() >= 0 && at < 0) {
      problems.add(new Place(file, 1), "a check gives the keys of what offends as column 'key'");
    } else if (missing.isEmpty()) {
      int end = Math.max(0, Math.min(at, check.sql().length()));
      int line = 1 + (int) check.sql().substring(0, end).chars().filter(c -> c == '\n').count();
      problems.add(new Place(file, line), "the target refuses it: " + refusal.message());
    }
  }

  /** What the share of offending rows is one of. */
  private void share(Expression check) throws SQLException {
    String of = CheckReader.read(check).of();
    String counted = "select count(*) from " + of;
    Explain.Refusal refusal = of == null ? null : new Explain(target).ask(counted).refusal();
    if (refusal == null) {
      return;
    }
    Place place = new Place("checks/" + check.name() + ".sql", 1);
    List<String> missing = refusal.denied() ? rights.query(counted) : List.of();
    missing.forEach(grant -> problems.add(place, MISSING_RIGHT + grant));
    if (missing.isEmpty()) {
      problems.add(place, "of: the target refuses it: " + refusal.message());
    }
  }

  /** A second run is a good reason for rows, so nothing is refused. */
  private void empty() throws SQLException {
    if (!plan.plan().startsFrom().equals(Plan.EMPTY)) {
      return;
    }
    List<String> filled = new ArrayList<>();
    for (Entity entity : DatabaseLint.loaded(plan)) {
      TargetTable table = tables.get(entity.entity());
      if (table != null
          && rights.table(table, List.of(TargetTable.KEY), "select").isEmpty()
          && table.holdsRows(target)) {
        filled.add(table.table());
      }
    }
    if (!filled.isEmpty()) {
      problems.warn(
          library.place(plan.plan(), "starts_from"),
          "the plan starts from an empty target, but there are rows in "
              + String.join(", ", filled)
              + "; unless another run loaded them, see that they may stay");
    }
  }

  /** A copy has every column, those too that no entity writes. */
  private void copied(Phase phase) throws SQLException {
    for (String name : phase.entities()) {
      TargetTable table = tables.get(name);
      if (table != null) {
        List<String> columns =
            table.columns().stream().map(TargetTable.TargetColumn::name).toList();
        for (String grant : rights.table(table, columns, "select")) {
          problems.add(library.place(name, "target.table"), MISSING_RIGHT + grant);
        }
      }
    }
  }

  private static boolean isBackedUp(Phase phase) {
    return phase.checkpoint().contains(Phase.Checkpoint.BACKUP)
        || phase.checkpoint().contains(Phase.Checkpoint.BACKUP_FULL);
  }

  private void database() throws SQLException {
    Place place = new Place("target", 0);
    for (String grant : rights.temporary()) {
      problems.add(place, MISSING_RIGHT + grant);
    }
    try (Statement statement = target.createStatement();
        ResultSet row =
            statement.executeQuery("select 1 from pg_namespace where nspname = 'crosswalk'")) {
      if (!row.next()) {
        problems.add(place, "it has no ledger, the schema 'crosswalk': crosswalk schema apply");
        return;
      }
    }
    for (String grant : rights.ledger()) {
      problems.add(place, MISSING_RIGHT + grant);
    }
    for (Phase phase : plan.plan().phases()) {
      if (phase.checkpoint().contains(Phase.Checkpoint.BACKUP)) {
        copied(phase);
      }
    }
    if (plan.plan().phases().stream().anyMatch(TargetLint::isBackedUp)) {
      for (String grant : rights.backups()) {
        problems.add(place, MISSING_RIGHT + grant);
      }
    }
  }
}
