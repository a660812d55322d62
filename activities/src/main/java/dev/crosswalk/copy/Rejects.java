package dev.crosswalk.copy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.ledger.ChunkLedger;
import dev.crosswalk.sql.CompiledEntity;
import dev.crosswalk.sql.CompiledEntity.Parent;
import dev.crosswalk.sql.CompiledEntity.Verdict;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.ServerErrorMessage;

/** Rows of one batch that cannot be written, as the ledger will keep them. For one thread. */
final class Rejects {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final CompiledEntity compiled;
  private final RowStep step;
  private final Parents parents;
  private final List<ChunkLedger.Reject> rejects = new ArrayList<>();

  Rejects(CompiledEntity compiled, RowStep step, Parents parents) {
    this.compiled = compiled;
    this.step = step;
    this.parents = parents;
  }

  void clear() {
    rejects.clear();
  }

  List<ChunkLedger.Reject> all() {
    return rejects;
  }

  long deferred() {
    return rejects.stream().filter(ChunkLedger.Reject::deferred).count();
  }

  /** A row that a verdict names. */
  void add(Batch batch, int row, Verdict verdict) {
    add(
        batch,
        row,
        verdict.code(),
        verdict.sqlState(),
        compiled.target().table(),
        verdict.column(),
        verdict.constraint());
  }

  /** A row that the row step, or the server, refuses. */
  void add(
      Batch batch,
      int row,
      ErrorCode code,
      @Nullable String sqlState,
      @Nullable String table,
      @Nullable String column,
      @Nullable String constraint) {
    rejects.add(
        new ChunkLedger.Reject(
            compiled.entity().source().table(),
            batch.keys.get(row - 1),
            false,
            code,
            sqlState,
            table == null ? compiled.target().table() : table,
            column,
            constraint,
            null,
            null,
            values(batch, row)));
  }

  /** A row that the server refuses alone, called as the verdict on the same constraint would be. */
  void add(Batch batch, int row, SQLException failure, @Nullable ServerErrorMessage server) {
    String constraint = server == null ? null : server.getConstraint();
    Verdict verdict = compiled.verdictOn(constraint);
    if (verdict != null) {
      add(batch, row, verdict);
    } else {
      add(
          batch,
          row,
          SqlFailures.code(failure.getSQLState()),
          failure.getSQLState(),
          server == null ? null : server.getTable(),
          server == null ? null : server.getColumn(),
          constraint);
    }
  }

  /** Rows without a parent, each with the reason why it is missing. */
  void addOrphans(Batch batch, SortedMap<Integer, Verdict> orphans, ChunkLedger ledger)
      throws SQLException {
    Map<Parent, Set<String>> wanted = new LinkedHashMap<>();
    orphans.forEach(
        (row, verdict) -> {
          Parent parent = parent(verdict);
          wanted
              .computeIfAbsent(parent, any -> new TreeSet<>())
              .add(String.valueOf(parentKey(batch, row, parent)));
        });
    Map<Parent, Map<String, Parents.Reason>> reasons = new LinkedHashMap<>();
    for (Map.Entry<Parent, Set<String>> one : wanted.entrySet()) {
      reasons.put(one.getKey(), parents.reasons(one.getKey(), one.getValue(), ledger));
    }
    orphans.forEach(
        (row, verdict) -> {
          Parent parent = parent(verdict);
          Parents.Reason reason =
              Objects.requireNonNull(
                  reasons
                      .getOrDefault(parent, Map.of())
                      .get(String.valueOf(parentKey(batch, row, parent))));
          rejects.add(
              new ChunkLedger.Reject(
                  compiled.entity().source().table(),
                  batch.keys.get(row - 1),
                  reason.waits(),
                  reason.waits() || verdict.code() == ErrorCode.MISSING_PARENT
                      ? reason.code()
                      : verdict.code(),
                  verdict.sqlState(),
                  compiled.target().table(),
                  verdict.column(),
                  null,
                  parent.reference().entity(),
                  reason.key(),
                  values(batch, row)));
        });
  }

  private static Parent parent(Verdict verdict) {
    Parent parent = verdict.parent();
    if (parent == null) {
      throw new Failure(ErrorCode.INTERNAL, "a verdict on a parent names none");
    }
    return parent;
  }

  private @Nullable String parentKey(Batch batch, int row, Parent parent) {
    return step.input(batch.lines.get(row - 1), parent.reference().name());
  }

  /** What the row's source said; a NUL character, which jsonb refuses, is shown as its picture. */
  private String values(Batch batch, int row) {
    try {
      TreeMap<String, @Nullable String> inputs =
          new TreeMap<>(step.inputs(batch.lines.get(row - 1)));
      inputs.replaceAll((name, value) -> value == null ? null : value.replace((char) 0, '\u2400'));
      return JSON.writeValueAsString(inputs);
    } catch (JsonProcessingException impossible) {
      throw new Failure(ErrorCode.INTERNAL, "a row cannot be written as JSON", impossible);
    }
  }
}
