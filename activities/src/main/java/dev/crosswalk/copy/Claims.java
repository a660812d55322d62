package dev.crosswalk.copy;

import dev.crosswalk.database.Databases;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.plan.Column;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.sql.CompiledEntity;
import dev.crosswalk.sql.Origin;
import dev.crosswalk.sql.SourceSql;
import dev.crosswalk.sql.TargetTable;
import dev.crosswalk.sql.TargetTable.UniqueIndex;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Settles who may keep a value that must be unique, before the first row is written: so the winner
 * never depends on timing. The target evaluates its own index's expression, because Java's idea of
 * lower case is another one. Runs in the transaction that plans the chunks.
 */
final class Claims {
  private static final int FLUSH_BYTES = 1 << 20;
  private static final String STAGE = "#claims";
  private static final String COPY = "copy pg_temp.\"" + STAGE + "\" from stdin";

  private final CompiledPlan plan;
  private final List<CompiledEntity> sources;
  private final CompiledEntity compiled;
  private final Connection source;
  private final Connection target;

  /**
   * For one entity.
   *
   * @param sources the entity once for each of its sources, in their order
   */
  Claims(CompiledPlan plan, List<CompiledEntity> sources, Connection source, Connection target) {
    this.plan = plan;
    this.sources = sources;
    this.compiled = sources.get(0);
    this.source = source;
    this.target = target;
  }

  /** Writes the losers into the ledger, each with a review for a person. */
  void settle(String run, Entity.Claim claim) throws SQLException {
    UniqueIndex index = index(claim);
    String column = SourceSql.quoted(claim.by());
    String type = compiled.target().column(claim.by()).type();
    ChunkCopier.execute(
        target,
        "create temporary table \"#claims\" (\"#no\" bigint, \"#source\" text, \"#key\" text,"
            + " \"#id\" uuid, "
            + column
            + " "
            + type
            + ") on commit drop");
    try {
      send(claim);
    } catch (SQLException | RuntimeException | Error failure) {
      // In the middle of a COPY: giving the connection back would wait for its end for ever.
      Databases.discard(source);
      throw failure;
    }
    String predicate = index.predicate() == null ? "true" : index.predicate();
    String expression = index.keys().get(0);
    String settle =
        """
        insert into crosswalk.claim
          (run, entity, column_name, source_table, source_key, held_by,
            winner_table, winner_key, winner_id)
        select
          ?, ?, ?, c."#source", c."#key",
          case when h.id is null then 'source' else 'target' end,
          case when h.id is null then c.winner[1] end,
          case when h.id is null then c.winner[2] end,
          h.id
        from (
          select
            "#source",
            "#key",
            "#id",
            %1$s as value,
            first_value(array["#source", "#key"]) over (partition by %1$s order by "#no") as winner
          from "#claims"
          where %2$s is not null and (%3$s)
        ) c
        left join lateral (
          select t.id, %4$s as legacy
          from %5$s t
          where t.id in (select id from %5$s where %1$s = c.value and (%3$s))
        ) h on true
        where case
          when h.id is null then array[c."#source", c."#key"] <> c.winner
          else h.legacy is distinct from c."#key" and h.id <> c."#id" end
        on conflict (run, entity, column_name, source_table, source_key) do update set
          held_by = excluded.held_by, winner_table = excluded.winner_table,
          winner_key = excluded.winner_key, winner_id = excluded.winner_id, undone = false
        """
            .formatted(
                expression,
                column,
                predicate,
                legacyKey(),
                SourceSql.quoted(compiled.target().schema(), compiled.target().table()));
    String review =
        """
        insert into crosswalk.review
          (run, entity, source_table, source_key, column_name, reason)
        select run, entity, source_table, source_key, column_name, ?
        from crosswalk.claim
        where run = ? and entity = ? and column_name = ? and not undone
        on conflict (run, entity, source_table, source_key, column_name, reason)
          do update set status = 'open' where review.status = 'undone'
        """;
    try (PreparedStatement statement = target.prepareStatement(settle)) {
      statement.setString(1, run);
      statement.setString(2, compiled.entity().entity());
      statement.setString(3, claim.by());
      statement.executeUpdate();
    }
    try (PreparedStatement statement = target.prepareStatement(review)) {
      statement.setString(1, claim.tag());
      statement.setString(2, run);
      statement.setString(3, compiled.entity().entity());
      statement.setString(4, claim.by());
      statement.executeUpdate();
    }
    ChunkCopier.execute(target, "drop table \"#claims\"");
  }

  private UniqueIndex index(Entity.Claim claim) {
    TargetTable table = compiled.target();
    UniqueIndex index = table.uniqueOn(claim.by());
    if (index != null) {
      return index;
    }
    throw new Failure(
        ErrorCode.STRUCTURE,
        "entity '"
            + compiled.entity().entity()
            + "': `unique` by '"
            + claim.by()
            + "' needs a unique index on that column alone; table '"
            + table.table()
            + "' has none");
  }

  /** The key that the holder has in the source of the row that claims the value, if any. */
  private String legacyKey() {
    if (!compiled.entity().conflictsOnKey()) {
      return "null::text";
    }
    StringBuilder sql = new StringBuilder("case c.\"#source\"");
    for (CompiledEntity one : sources) {
      sql.append(" when ").append(SourceSql.literal(one.entity().source().table()));
      sql.append(" then ").append(Origin.key(one.entity(), "t"));
    }
    return sql.append(" end").toString();
  }

  /** Streams key and cleansed value of every row to the target, in the order of the claims. */
  private void send(Entity.Claim claim) throws SQLException {
    CopyBuffer buffer = new CopyBuffer(FLUSH_BYTES + (64 << 10));
    List<Integer> starts = new ArrayList<>();
    long number = 0;
    for (CompiledEntity one : sources) {
      Entity narrow = one.entity().with(one.entity().sources(), List.of(column(claim)));
      RowStep step = new RowStep(plan, narrow, Map.of());
      SourceRows rows = SourceRows.between(source, narrow, one.keys(), step, null, null);
      for (SourceRows.Row row = rows.next(); row != null; row = rows.next()) {
        String value = row.refusal() == null ? step.claimed(row.line(), row.key()) : null;
        if (value != null) {
          starts.add(buffer.length());
          buffer.text(Long.toString(++number));
          buffer.text(narrow.source().table());
          buffer.text(row.key());
          buffer.uuid(step.id(row.key()));
          buffer.text(value);
          buffer.endLine();
        }
        if (buffer.length() >= FLUSH_BYTES) {
          flush(buffer, starts);
        }
      }
    }
    flush(buffer, starts);
  }

  private void flush(CopyBuffer buffer, List<Integer> starts) throws SQLException {
    int lines = starts.size();
    starts.add(buffer.length());
    write(buffer, starts, 0, lines);
    buffer.clear();
    starts.clear();
  }

  /**
   * Writes the lines {@code low} (included) to {@code high} (excluded). What is nothing for its
   * column claims nothing: its row will be refused when it is staged.
   */
  private void write(CopyBuffer buffer, List<Integer> starts, int low, int high)
      throws SQLException {
    int from = low;
    while (from < high) {
      ChunkCopier.execute(target, BatchWriter.SAVE);
      try {
        int start = starts.get(from);
        Stage.copyIn(target, COPY, buffer, start, starts.get(high) - start);
        ChunkCopier.execute(target, BatchWriter.RELEASE);
        return;
      } catch (SQLException failure) {
        CopyError error = CopyError.of(failure, STAGE, compiled.inputs());
        int bad = from + error.line() - 1;
        if (bad < from || bad >= high || !Stage.ofOneRow(failure, error)) {
          throw failure;
        }
        ChunkCopier.execute(target, BatchWriter.UNDO);
        write(buffer, starts, from, bad);
        from = bad + 1;
      }
    }
  }

  private Column column(Entity.Claim claim) {
    Column column = compiled.entity().column(claim.by());
    if (column == null) {
      throw new Failure(ErrorCode.PLAN, "`unique` names no column: '" + claim.by() + "'");
    }
    return column;
  }
}
