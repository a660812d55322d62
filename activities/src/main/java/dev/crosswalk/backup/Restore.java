package dev.crosswalk.backup;

import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.ledger.BackupLedger;
import dev.crosswalk.ledger.BackupLedger.Backup;
import dev.crosswalk.ledger.BackupLedger.Copied;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jooq.exception.DataAccessException;
import org.postgresql.PGConnection;

/**
 * Brings tables to exactly the content of a backup, in one transaction: all of them or none. Rows
 * that are as they were are not touched; of the others, what the backup lacks is deleted and what
 * it has is inserted, so that triggers on updates do not see it. Triggers on deletes and inserts
 * do; what they make of the tables must leave the digests right, or nothing is restored.
 *
 * <p>Writers to the tables, and to those that point to them, wait meanwhile. Refused while a run
 * owns the target. For one thread.
 */
public final class Restore {
  /** One of these is needed to keep writers away from a table. */
  private static final String LOCK = "update, delete, truncate";

  private final Connection target;
  private final BackupLedger ledger;

  /** On a connection without auto-commit that nobody else uses. */
  public Restore(Connection target) {
    this.target = target;
    this.ledger = new BackupLedger(target);
  }

  /** What was done to a table. */
  public record Table(String table, long deleted, long inserted, long rows, String digest) {}

  /** One table on its way. */
  private record Place(Shape shape, Copied copied, String copy, String doomed, String missing) {}

  /**
   * Restores and commits.
   *
   * @param actor who wants it, for the audit
   * @throws Failure with {@link ErrorCode#RUN_BUSY} while a run owns the target; {@link
   *     ErrorCode#BACKUP_BLOCKED} with all that is in the way; {@link ErrorCode#BACKUP_UNPROVEN}
   *     when the copies, or the tables in the end, are not what the ledger says
   */
  public List<Table> restore(long id, String actor) throws SQLException {
    boolean done = false;
    try {
      List<Table> tables = restored(id, actor);
      target.commit();
      done = true;
      return tables;
    } catch (IOException unreadable) {
      throw new Failure(
          ErrorCode.BACKUP_UNPROVEN,
          "a file of backup " + id + " cannot be read: " + unreadable.getClass(),
          unreadable);
    } catch (DataAccessException failed) {
      throw SqlFailures.unwrapped(failed, "restore of backup " + id);
    } finally {
      if (!done) {
        rollBack();
      }
    }
  }

  private void rollBack() {
    try {
      target.rollback();
    } catch (SQLException gone) {
      // A connection that is gone has rolled back.
    }
  }

  private List<Table> restored(long id, String actor) throws SQLException, IOException {
    execute(Backups.WHOLE_TABLES);
    requireFree();
    Backup backup = ledger.lock(id);
    if (!backup.stands()) {
      throw new Failure(
          ErrorCode.INPUT,
          "backup " + id + " is " + backup.status() + ": there is nothing to restore from");
    }
    List<Place> places = places(backup);
    requireSameColumns(places);
    List<Table> tables = new ArrayList<>(readOnly(places));
    List<Dependence> dependences = Dependence.all(target);
    lock(places, dependences);
    for (Place place : places) {
      if (backup.medium().equals("files")) {
        load(Path.of(backup.place()), place);
      }
      require(place, place.copy(), "its copy");
      surplus(place.doomed(), place.shape(), place.shape().from(), place.copy());
    }
    spread(places, dependences);
    requireNoDependents(places, dependences);
    tables.addAll(write(inOrder(places, dependences)));
    ledger.restored(id, actor);
    return tables;
  }

  /** Nobody can take the target before the restore has ended. */
  private void requireFree() throws SQLException {
    execute("lock table crosswalk.run in share row exclusive mode");
    try (Statement statement = target.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select run
                from crosswalk.run
                where ended_at is null or replay_workflow_id is not null
                """)) {
      if (row.next()) {
        throw new Failure(
            ErrorCode.RUN_BUSY,
            "the target belongs to run '%s', which has not ended; nothing was restored. End it with: crosswalk abort %s"
                .formatted(row.getString(1), row.getString(1)));
      }
    }
  }

  private List<Place> places(Backup backup) throws SQLException {
    List<Place> places = new ArrayList<>();
    for (Copied copied : ledger.tables(backup.id())) {
      int no = copied.no();
      String copy =
          backup.medium().equals("files")
              ? "pg_temp.restored_" + no
              : TableCopies.SCHEMA + "." + TableCopies.quoted(copied.copy());
      places.add(
          new Place(
              Shape.read(target, copied.schema(), copied.table()),
              copied,
              copy,
              "pg_temp.doomed_" + no,
              "pg_temp.missing_" + no));
    }
    return places;
  }

  /** Takes out what this user cannot write: a full backup has such tables. They must be as then. */
  private List<Table> readOnly(List<Place> places) throws SQLException {
    List<Table> same = new ArrayList<>();
    List<String> differing = new ArrayList<>();
    for (Place place : List.copyOf(places)) {
      Shape shape = place.shape();
      if (!may("delete", shape.name()) || !may("insert", shape.name())) {
        String name = shape.schema() + "." + shape.table();
        Shape.Digest digest = shape.digest(target, shape.from());
        if (!digest.digest().equals(place.copied().digest())) {
          differing.add(name + ": has other rows than then, and this user may not write it");
        }
        same.add(new Table(name, 0, 0, digest.rows(), digest.digest()));
        places.remove(place);
      }
    }
    refuse("not every table can be restored", differing);
    return same;
  }

  /** Whether this user has one of these rights on a table. */
  private boolean may(String rights, String table) throws SQLException {
    try (PreparedStatement statement =
        target.prepareStatement("select has_table_privilege(?, ?)")) {
      statement.setString(1, table);
      statement.setString(2, rights);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  private void lock(List<Place> places, List<Dependence> dependences) throws SQLException {
    TreeSet<String> tables = new TreeSet<>(); // one order for all who lock several
    for (Place place : places) {
      tables.add(place.shape().from());
      for (Dependence dependence : dependences) {
        if (dependence.parent().equals(place.shape().name()) && may(LOCK, dependence.child())) {
          tables.add(dependence.childFrom());
        }
      }
    }
    for (String table : tables) {
      execute("lock table " + table + " in share row exclusive mode");
    }
  }

  private static void requireSameColumns(List<Place> places) {
    List<String> changes = new ArrayList<>();
    for (Place place : places) {
      changes.addAll(place.shape().changes(place.copied()));
    }
    refuse("the tables are no longer those that were copied", changes);
  }

  private static void refuse(String head, List<String> reasons) {
    if (!reasons.isEmpty()) {
      throw new Failure(
          ErrorCode.BACKUP_BLOCKED,
          head + "; nothing was restored\n  " + String.join("\n  ", reasons));
    }
  }

  /** The file's rows, as a table without anything that could refuse one. */
  private void load(Path directory, Place place) throws SQLException, IOException {
    String columns = String.join(", ", place.shape().quoted());
    execute(
        "create temporary table "
            + place.copy().substring("pg_temp.".length())
            + " on commit drop as select "
            + columns
            + " from "
            + place.shape().from()
            + " with no data");
    try (InputStream file = Files.newInputStream(directory.resolve(place.copied().copy()))) {
      target
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("copy " + place.copy() + " (" + columns + ") from stdin", file);
    }
  }

  private Shape.Digest require(Place place, String rows, String what) throws SQLException {
    Shape.Digest digest = place.shape().digest(target, rows);
    if (!digest.digest().equals(place.copied().digest())) {
      throw new Failure(
          ErrorCode.BACKUP_UNPROVEN,
          "%s.%s: %s has %d rows with digest %s, the ledger says %d with %s; nothing was restored"
              .formatted(
                  place.shape().schema(),
                  place.shape().table(),
                  what,
                  digest.rows(),
                  digest.digest(),
                  place.copied().rows(),
                  place.copied().digest()));
    }
    return digest;
  }

  /** Where the rows are that {@code some} has and {@code others} lack, each as often as it does. */
  private void surplus(String name, Shape shape, String some, String others) throws SQLException {
    execute(
        """
        create temporary table %1$s on commit drop as
        with s as (
          select t.ctid as at, t.tableoid as part, %2$s as hash,
            row_number() over (partition by %2$s) as no
          from %3$s t),
        o as (select %2$s as hash, row_number() over (partition by %2$s) as no from %4$s t)
        select at, part from s
        where not exists (select from o where o.hash = s.hash and o.no = s.no)
        """
            .formatted(name.substring("pg_temp.".length()), shape.hash(), some, others));
    execute("analyze " + name);
  }

  /**
   * A row that points to one that has to go must go, too, and comes back after it: as it is in the
   * backup, for that is where both are.
   */
  private void spread(List<Place> places, List<Dependence> dependences) throws SQLException {
    Map<String, Place> byName = new LinkedHashMap<>();
    places.forEach(place -> byName.put(place.shape().name(), place));
    int added = 1;
    while (added > 0) {
      added = 0;
      for (Dependence dependence : dependences) {
        Place child = byName.get(dependence.child());
        Place parent = byName.get(dependence.parent());
        if (child != null && parent != null) {
          added +=
              execute(
                  """
                  insert into %1$s
                  select distinct c.ctid, c.tableoid
                  from %2$s c
                  join %3$s p on %4$s
                  join %5$s d on d.at = p.ctid and d.part = p.tableoid
                  where not exists (select from %1$s x where x.at = c.ctid and x.part = c.tableoid)
                  """
                      .formatted(
                          child.doomed(),
                          child.shape().from(),
                          parent.shape().from(),
                          dependence.match(),
                          parent.doomed()));
        }
      }
    }
  }

  private void requireNoDependents(List<Place> places, List<Dependence> dependences)
      throws SQLException {
    List<String> blocking = new ArrayList<>();
    for (Dependence dependence : dependences) {
      boolean inside =
          places.stream().anyMatch(place -> place.shape().name().equals(dependence.child()));
      for (Place place : places) {
        if (!inside && place.shape().name().equals(dependence.parent())) {
          if (!may(LOCK, dependence.child()) || !may("select", dependence.child())) {
            if (holdsRows(place.doomed())) {
              blocking.add(
                  "%s: may point to rows of %s that would go (%s), and this user may not look"
                      .formatted(dependence.child(), dependence.parent(), dependence.name()));
            }
            continue;
          }
          long rows = dependents(place, dependence);
          if (rows > 0) {
            blocking.add(
                "%s: %d rows point to rows of %s that would go (%s)"
                    .formatted(dependence.child(), rows, dependence.parent(), dependence.name()));
          }
        }
      }
    }
    refuse("rows of other tables depend on what came after the backup", blocking);
  }

  private boolean holdsRows(String table) throws SQLException {
    try (Statement statement = target.createStatement();
        ResultSet row = statement.executeQuery("select exists (select from " + table + ")")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private long dependents(Place parent, Dependence dependence) throws SQLException {
    String sql =
        """
        select count(*)
        from %s c
        where exists (
          select from %s p
          join %s d on d.at = p.ctid and d.part = p.tableoid
          where %s)
        """
            .formatted(
                dependence.childFrom(), parent.shape().from(), parent.doomed(), dependence.match());
    try (Statement statement = target.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static List<Place> inOrder(List<Place> places, List<Dependence> dependences) {
    List<Shape> shapes =
        Dependence.parentsFirst(places.stream().map(Place::shape).toList(), dependences);
    List<Place> ordered = new ArrayList<>();
    for (Shape shape : shapes) {
      places.stream().filter(place -> place.shape().equals(shape)).forEach(ordered::add);
    }
    return ordered;
  }

  private List<Table> write(List<Place> parentsFirst) throws SQLException {
    execute("set constraints all deferred");
    Map<Place, Long> deleted = new LinkedHashMap<>();
    for (int no = parentsFirst.size() - 1; no >= 0; no--) {
      Place place = parentsFirst.get(no);
      deleted.put(
          place,
          (long)
              execute(
                  "delete from %s t using %s d where t.ctid = d.at and t.tableoid = d.part"
                      .formatted(place.shape().from(), place.doomed())));
    }
    Map<Place, Long> inserted = new LinkedHashMap<>();
    for (Place place : parentsFirst) {
      Shape shape = place.shape();
      surplus(place.missing(), shape, place.copy(), shape.from());
      inserted.put(place, (long) insert(place));
    }
    execute("set constraints all immediate");
    List<Table> tables = new ArrayList<>();
    for (Place place : parentsFirst) {
      Shape shape = place.shape();
      Shape.Digest digest = require(place, shape.from(), "the table, restored,");
      tables.add(
          new Table(
              shape.schema() + "." + shape.table(),
              deleted.getOrDefault(place, 0L),
              inserted.getOrDefault(place, 0L),
              digest.rows(),
              digest.digest()));
    }
    return tables;
  }

  private int insert(Place place) throws SQLException {
    String columns = place.shape().writable();
    return columns.isEmpty()
        ? 0
        : execute(
            """
            insert into %1$s (%2$s) overriding system value
            select %2$s from %3$s t
            where exists (select from %4$s m where m.at = t.ctid and m.part = t.tableoid)
            """
                .formatted(place.shape().name(), columns, place.copy(), place.missing()));
  }

  private int execute(String sql) throws SQLException {
    try (Statement statement = target.createStatement()) {
      statement.execute(sql);
      return Math.max(0, statement.getUpdateCount());
    }
  }
}
