package dev.crosswalk.backup;

import dev.crosswalk.database.Databases;
import dev.crosswalk.fault.FaultPoints;
import dev.crosswalk.ledger.BackupLedger;
import dev.crosswalk.ledger.BackupLedger.Backup;
import dev.crosswalk.ledger.BackupLedger.Medium;
import dev.crosswalk.ledger.BackupLedger.Request;
import dev.crosswalk.ledger.BackupLedger.Scope;
import dev.crosswalk.ledger.RunLedger;
import dev.crosswalk.library.Library;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.testing.TestDatabases;
import dev.crosswalk.testing.TestLibrary;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A target with clinics, their owners, and rows of others that point to them; and one run. */
public final class BackupPlace implements AutoCloseable {
  private static final String SOURCE =
      """
      create table clinic (id integer primary key, name text);
      create table owner (id integer primary key, clinic_id integer);
      """;

  private static final String TARGET =
      """
      create table clinics (
        id uuid primary key default gen_random_uuid(), legacy_id integer unique not null,
        name text, loud text generated always as (upper(name)) stored,
        no bigint generated always as identity);
      create table owners (
        id uuid primary key default gen_random_uuid(), legacy_id integer unique not null,
        clinic_id uuid references clinics on delete cascade, friend_id uuid references owners);
      create table visits (
        id integer primary key, owner_id uuid references owners on delete cascade);
      insert into clinics (legacy_id, name) select n, 'clinic ' || n from generate_series(1, 20) n;
      insert into owners (legacy_id, clinic_id)
      select n, (select id from clinics where legacy_id = n % 20 + 1) from generate_series(1, 100) n;
      update owners set friend_id = (select id from owners where legacy_id = 1)
      where legacy_id in (2, 3);
      """;

  public final TestDatabases databases;
  private final CompiledPlan plan;
  private final Path directory;
  private final Databases pools;

  public BackupPlace(Path directory) throws SQLException {
    this.directory = directory;
    this.plan =
        new TestLibrary(directory.resolve("plans"))
            .entity(
                """
                entity: clinics
                description: d
                sources: [{ table: clinic c, key: c.id }]
                target: { table: clinics, conflict: { key: [legacy_id] } }
                columns:
                  - legacy_id: { from: c.id, phi: none }
                  - name: { from: c.name, phi: none }
                """)
            .entity(
                """
                entity: owners
                description: d
                sources: [{ table: owner o, key: o.id }]
                target: { table: owners, conflict: { key: [legacy_id] } }
                columns:
                  - legacy_id: { from: o.id, phi: none }
                  - clinic_id: { reference: clinics, by: legacy_id, from: o.clinic_id, phi: none, missing: null }
                """)
            .plan("clinics", "owners")
            .library()
            .compile("test");
    this.databases = new TestDatabases().of(SOURCE, TARGET);
    this.pools = databases.pools();
    run("one");
  }

  /** The plan {@code test} as stored, begun as a run. */
  void run(String run) throws SQLException {
    try (Connection target = connection()) {
      String body = Library.store(plan);
      RunLedger ledger = new RunLedger(target, run);
      ledger.storePlan(Library.digest(body), "test", body);
      ledger.take(
          plan,
          new RunLedger.Settings(Library.digest(body), 10, 100, "s", "t", run, "owner", null));
      target.commit();
    }
  }

  /** The run has ended, so that the target is free. */
  public void ended(String run) {
    databases.modern(
        "update crosswalk.run set ended_at = now(), status = 'failed' where run = '" + run + "'");
  }

  Connection connection() throws SQLException {
    Connection target = pools.target();
    target.setAutoCommit(false);
    return target;
  }

  Backup take(Request request, @Nullable Long space) throws SQLException {
    try (Connection target = connection()) {
      return new Backups(target, space, directory.resolve("files"), FaultPoints.NONE)
          .take(plan, request);
    }
  }

  public Backup take(Scope scope, Medium medium) throws SQLException {
    return take(new Request("one", "all", 1, scope, medium), null);
  }

  List<Restore.Table> restore(long backup) throws SQLException {
    try (Connection target = connection()) {
      return new Restore(target).restore(backup, "tester");
    }
  }

  List<Backup> prune(int keep) throws SQLException {
    try (Connection target = connection()) {
      return new Backups(target, null, null, FaultPoints.NONE).prune(keep);
    }
  }

  List<BackupLedger.Copied> copies(long backup) throws SQLException {
    try (Connection target = connection()) {
      List<BackupLedger.Copied> copies = new BackupLedger(target).tables(backup);
      target.rollback();
      return copies;
    }
  }

  /** Every row of the three tables, with what tells whether it was written anew. */
  List<String> rows() {
    return databases.modernRows(
        """
        select 'clinic', c::text, c.xmin::text from clinics c
        union all select 'owner', o::text, o.xmin::text from owners o
        union all select 'visit', v::text, v.xmin::text from visits v
        order by 1, 2
        """);
  }

  /** The tables in which copies stand. */
  List<String> standing() {
    return databases.modernRows(
        "select tablename from pg_tables where schemaname = 'crosswalk_backup' order by 1");
  }

  @Override
  public void close() {
    databases.close();
  }
}
