package dev.crosswalk.ledger;

import static dev.crosswalk.ledger.Tables.on;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import java.sql.Connection;
import java.util.List;
import java.util.Locale;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** What the ledger knows of backups. The caller commits. For one thread. */
public final class BackupLedger {
  private static final String BACKUPS =
      """
      select
        b.id, b.run, b.phase, b.scope, b.medium, b.place, b.status, b.left_out,
        b.started_at, b.completed_at, b.restored_at, b.restored_by,
        count(t.no)::integer as tables,
        coalesce(sum(t.rows), 0)::bigint as rows,
        coalesce(sum(t.bytes), 0)::bigint as bytes
      from crosswalk.backup b
      left join crosswalk.backup_table t on t.backup = b.id
      where b.id = coalesce({0}, b.id) and b.run = coalesce({1}, b.run)
      group by b.id
      order by b.id desc
      """;

  private final DSLContext sql;

  public BackupLedger(Connection target) {
    this.sql = on(target);
  }

  /** Which tables. */
  public enum Scope {
    /** Those that the phase writes. */
    PHASE,
    /** All tables of the target that are not Crosswalk's own. */
    FULL;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What the copies are. */
  public enum Medium {
    TABLES,
    FILES;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A backup that is wanted.
   *
   * @param round the how manieth loading of the phase it precedes; the same request asks for the
   *     same backup
   */
  public record Request(String run, String phase, int round, Scope scope, Medium medium) {}

  /**
   * A backup.
   *
   * @param status running, complete, restored or dropped
   * @param leftOut tables of a full backup that were not copied, and why
   */
  public record Backup(
      long id,
      String run,
      String phase,
      String scope,
      String medium,
      String place,
      String status,
      int tables,
      long rows,
      long bytes,
      String started,
      @Nullable String completed,
      @Nullable String restored,
      @Nullable String restoredBy,
      List<String> leftOut) {

    /** Whether its copies are there and whole. */
    public boolean stands() {
      return status.equals("complete") || status.equals("restored");
    }
  }

  /**
   * The copy of one table.
   *
   * @param copy the table or the file that holds the rows
   * @param types as SQL spells them, with what else must stay as it is
   * @param digest the same for the same rows in any order
   */
  public record Copied(
      int no,
      String schema,
      String table,
      String copy,
      List<String> columns,
      List<String> types,
      long rows,
      long bytes,
      String digest) {}

  /** The backup that this request has given already, or null. */
  public @Nullable Backup found(Request request) {
    Long id = idOf(request, "complete");
    return id == null ? null : backup(id);
  }

  /** The backup that an earlier attempt at this request has not completed, or null. */
  public @Nullable Backup unfinished(Request request) {
    Long id = idOf(request, "running");
    return id == null ? null : backup(id);
  }

  private @Nullable Long idOf(Request request, String status) {
    Record row =
        sql.fetchOne(
            """
            select id
            from crosswalk.backup
            where run = {0} and phase = {1} and round = {2} and scope = {3} and medium = {4}
             and status = {5}
            """,
            DSL.val(request.run()),
            DSL.val(request.phase()),
            DSL.val(request.round()),
            DSL.val(request.scope().word()),
            DSL.val(request.medium().word()),
            DSL.val(status));
    return row == null ? null : row.get("id", Long.class);
  }

  /**
   * Notes that a backup begins. Fails with {@link ErrorCode#STALE} when another attempt at the same
   * request has begun at the same time.
   */
  public long begin(Request request, String place) {
    Record begun =
        sql.fetchOne(
            """
            insert into crosswalk.backup (run, phase, round, scope, medium, place)
            values ({0}, {1}, {2}, {3}, {4}, {5})
            on conflict (run, phase, round, scope, medium)
              where status in ('running', 'complete') do nothing
            returning id
            """,
            DSL.val(request.run()),
            DSL.val(request.phase()),
            DSL.val(request.round()),
            DSL.val(request.scope().word()),
            DSL.val(request.medium().word()),
            DSL.val(place));
    if (begun == null) {
      throw new Failure(
          ErrorCode.STALE,
          "another attempt takes the backup before phase '" + request.phase() + "'");
    }
    return begun.get("id", long.class);
  }

  /** Where the copies are, once the number that names the place is known. */
  public void place(long backup, String place) {
    sql.execute(
        "update crosswalk.backup set place = {0} where id = {1}", DSL.val(place), DSL.val(backup));
  }

  /** Notes one copy. */
  public void add(long backup, Copied copied) {
    sql.execute(
        """
        insert into crosswalk.backup_table (
          backup, no, schema_name, table_name, copy, columns, types, rows, bytes, digest)
        values ({0}, {1}, {2}, {3}, {4}, {5}, {6}, {7}, {8}, {9})
        """,
        DSL.val(backup),
        DSL.val(copied.no()),
        DSL.val(copied.schema()),
        DSL.val(copied.table()),
        DSL.val(copied.copy()),
        texts(copied.columns()),
        texts(copied.types()),
        DSL.val(copied.rows()),
        DSL.val(copied.bytes()),
        DSL.val(copied.digest()));
  }

  private static Field<String[]> texts(List<String> values) {
    return DSL.val(values.toArray(String[]::new));
  }

  /**
   * Declares a backup complete, if nobody has given it up meanwhile; the fence between two attempts
   * at one backup.
   */
  public void complete(long backup, List<String> leftOut) {
    int held =
        sql.execute(
            """
            update crosswalk.backup
            set status = 'complete', completed_at = clock_timestamp(), left_out = {1}
            where id = {0} and status = 'running'
            """,
            DSL.val(backup), texts(leftOut));
    if (held == 0) {
      throw new Failure(
          ErrorCode.STALE, "backup " + backup + " was given up; another attempt makes it anew");
    }
  }

  /** Notes who restored it. */
  public void restored(long backup, String actor) {
    sql.execute(
        """
        update crosswalk.backup
        set status = 'restored', restored_at = clock_timestamp(), restored_by = {1}
        where id = {0}
        """,
        DSL.val(backup), DSL.val(actor));
    sql.execute(
        "insert into crosswalk.audit (actor, action, object) values ({0}, {1}, {2})",
        DSL.val(actor), DSL.val("restore backup"), DSL.val("backup " + backup));
  }

  /** Notes that its copies are gone, or never came to be. */
  public void dropped(long backup) {
    sql.execute(
        """
        update crosswalk.backup set status = 'dropped', dropped_at = clock_timestamp()
        where id = {0}
        """,
        DSL.val(backup));
  }

  /** The backup of this number; fails when there is none. Holds its row until the end. */
  public Backup lock(long backup) {
    sql.execute("select id from crosswalk.backup where id = {0} for update", DSL.val(backup));
    return backup(backup);
  }

  private Backup backup(long id) {
    return fetch(id, null).stream()
        .findFirst()
        .orElseThrow(
            () ->
                new Failure(
                    ErrorCode.INPUT,
                    "the ledger knows no backup " + id + "; see: crosswalk backup list"));
  }

  /** The copies of a backup, in the order in which they were made. */
  public List<Copied> tables(long backup) {
    return sql.fetch(
            "select * from crosswalk.backup_table where backup = {0} order by no", DSL.val(backup))
        .map(
            row ->
                new Copied(
                    row.get("no", int.class),
                    text(row, "schema_name"),
                    text(row, "table_name"),
                    text(row, "copy"),
                    List.of(row.get("columns", String[].class)),
                    List.of(row.get("types", String[].class)),
                    row.get("rows", long.class),
                    row.get("bytes", long.class),
                    text(row, "digest")));
  }

  /**
   * Backups, the latest first.
   *
   * @param run null: of any
   */
  public List<Backup> list(@Nullable String run) {
    return fetch(null, run);
  }

  /**
   * What may go when so many complete backups are kept, the oldest first. Backups of a run that has
   * not ended stay, and count for nothing; what never was completed goes with its run.
   */
  public List<Backup> superfluous(int keep) {
    List<Long> ids =
        sql.fetch(
                """
                select id
                from (
                  select b.id, b.status, row_number() over (
                    partition by b.status = 'running' order by b.id desc) as no
                  from crosswalk.backup b
                  join crosswalk.run r on r.run = b.run
                  where b.status <> 'dropped' and r.ended_at is not null
                   and r.replay_workflow_id is null) x
                where status = 'running' or no > {0}
                order by id
                """,
                DSL.val(keep))
            .map(row -> row.get("id", Long.class));
    return ids.stream().map(this::backup).toList();
  }

  private List<Backup> fetch(@Nullable Long id, @Nullable String run) {
    return sql.fetch(
            BACKUPS,
            DSL.val(id, Long.class).cast(Long.class),
            DSL.val(run, String.class).cast(String.class))
        .map(BackupLedger::backup);
  }

  private static Backup backup(Record row) {
    return new Backup(
        row.get("id", long.class),
        text(row, "run"),
        text(row, "phase"),
        text(row, "scope"),
        text(row, "medium"),
        text(row, "place"),
        text(row, "status"),
        row.get("tables", int.class),
        row.get("rows", long.class),
        row.get("bytes", long.class),
        text(row, "started_at"),
        row.get("completed_at", String.class),
        row.get("restored_at", String.class),
        row.get("restored_by", String.class),
        List.of(row.get("left_out", String[].class)));
  }

  private static String text(Record row, String column) {
    return String.valueOf(row.get(column, String.class));
  }
}
