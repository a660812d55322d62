package dev.crosswalk.copy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.ledger.ChunkLedger;
import dev.crosswalk.sql.CompiledEntity;
import dev.crosswalk.sql.CompiledEntity.Parent;
import dev.crosswalk.sql.CompiledEntity.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Rows of one batch that cannot be written, as the ledger will keep them. For one thread. */
final class Rejects {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final CompiledEntity compiled;
  private final RowStep step;
  private final List<ChunkLedger.Reject> rejects = new ArrayList<>();

  Rejects(CompiledEntity compiled, RowStep step) {
    this.compiled = compiled;
    this.step = step;
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

  /** Rows without a parent: one whose parent waits for repair waits with it. */
  void addOrphans(Batch batch, SortedMap<Integer, Verdict> orphans, ChunkLedger ledger) {
    TreeMap<String, List<String>> wanted = new TreeMap<>();
    orphans.forEach(
        (row, verdict) -> {
          Parent parent = parent(verdict);
          if (parent.key()) {
            wanted
                .computeIfAbsent(parent.reference().entity(), any -> new ArrayList<>())
                .add(String.valueOf(parentKey(batch, row, parent)));
          }
        });
    Map<String, Set<String>> open = new TreeMap<>();
    wanted.forEach((entity, keys) -> open.put(entity, ledger.openRejects(entity, keys)));
    orphans.forEach(
        (row, verdict) -> {
          Parent parent = parent(verdict);
          String entity = parent.reference().entity();
          String key = String.valueOf(parentKey(batch, row, parent));
          boolean waits = open.getOrDefault(entity, new TreeSet<>()).contains(key);
          rejects.add(
              new ChunkLedger.Reject(
                  compiled.entity().source().table(),
                  batch.keys.get(row - 1),
                  waits,
                  waits ? ErrorCode.PARENT_REJECTED : ErrorCode.MISSING_PARENT,
                  verdict.sqlState(),
                  compiled.target().table(),
                  verdict.column(),
                  null,
                  entity,
                  key,
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
