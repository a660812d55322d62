package dev.crosswalk.copy;

import dev.crosswalk.database.Databases;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.sql.CompiledEntity;
import dev.crosswalk.sql.SourceSql;
import dev.crosswalk.sql.TargetTable;
import dev.crosswalk.sql.TargetTable.UniqueIndex;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/**
 * Settles who may keep a value that must be unique, before the first row is written: so the winner
 * never depends on timing. The target evaluates its own index's expression, because Java's idea of
 * lower case is another one. Runs in the transaction that plans the chunks.
 */
final class Claims {
  private static final int FLUSH_BYTES = 1 << 20;

  private final CompiledEntity compiled;
  private final RowStep step;
  private final Connection source;
  private final Connection target;

  Claims(CompiledEntity compiled, RowStep step, Connection source, Connection target) {
    this.compiled = compiled;
    this.step = step;
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
        "create temporary table \"#claims\" (\"#key\" text, "
            + column
            + " "
            + type
            + ") on commit drop");
    try {
      send(claim);
    } catch (SQLException | RuntimeException failure) {
      // In the middle of a COPY: giving the connection back would wait for its end for ever.
      Databases.discard(source);
      throw failure;
    }
    String predicate = index.predicate() == null ? "true" : index.predicate();
    String expression = index.keys().get(0);
    String identity =
        compiled.entity().conflictsOnKey()
            ? "t." + SourceSql.quoted(compiled.entity().target().conflictKey().get(0)) + "::text"
            : "null::text";
    String settle =
        """
        insert into crosswalk.claim
          (run, entity, column_name, source_key, held_by, winner_key, winner_id)
        select
          ?, ?, ?, c."#key",
          case when h.id is null then 'source' else 'target' end,
          case when h.id is null then c.winner end,
          h.id
        from (
          select
            "#key",
            %1$s as value,
            first_value("#key") over (partition by %1$s order by %2$s) as winner
          from "#claims"
          where %3$s is not null and (%4$s)
        ) c
        left join lateral (
          select t.id, %5$s as legacy
          from %6$s t
          where t.id in (select id from %6$s where %1$s = c.value and (%4$s))
        ) h on true
        where case
          when h.id is null then c."#key" <> c.winner
          else h.legacy is distinct from c."#key" end
        """
            .formatted(
                expression,
                compiled.keyType().ordered("\"#key\""),
                column,
                predicate,
                identity,
                SourceSql.quoted(compiled.target().schema(), compiled.target().table()));
    String review =
        """
        insert into crosswalk.review (run, entity, source_key, column_name, reason)
        select run, entity, source_key, column_name, ?
        from crosswalk.claim
        where run = ? and entity = ? and column_name = ?
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

  /** Streams key and cleansed value of every row to the target. */
  private void send(Entity.Claim claim) throws SQLException {
    CopyOut out = BatchReader.copyOut(source, new SourceSql(compiled.entity()).column(claim.by()));
    CopyIn in =
        target
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("copy pg_temp.\"#claims\" from stdin");
    CopyBuffer buffer = new CopyBuffer(FLUSH_BYTES + (64 << 10));
    Utf8 utf8 = new Utf8();
    for (byte[] bytes = out.readFromCopy(); bytes != null; bytes = out.readFromCopy()) {
      CopyLine line = new CopyLine(bytes, 2);
      String key = step.key(line);
      // What is not text is rejected when its row is read; it claims nothing.
      String value = line.isText(1, utf8) ? step.cleansed(claim.by(), line.text(1), key) : null;
      if (value != null) {
        buffer.text(key);
        buffer.text(value);
        buffer.endLine();
      }
      if (buffer.length() >= FLUSH_BYTES) {
        in.writeToCopy(buffer.bytes(), 0, buffer.length());
        buffer.clear();
      }
    }
    in.writeToCopy(buffer.bytes(), 0, buffer.length());
    in.endCopy();
  }
}
