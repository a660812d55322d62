package dev.crosswalk.backup;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.fault.FaultPoint;
import dev.crosswalk.fault.FaultPoints;
import dev.crosswalk.ledger.BackupLedger;
import dev.crosswalk.ledger.BackupLedger.Backup;
import dev.crosswalk.ledger.BackupLedger.Copied;
import dev.crosswalk.ledger.BackupLedger.Medium;
import dev.crosswalk.ledger.BackupLedger.Request;
import dev.crosswalk.ledger.BackupLedger.Scope;
import dev.crosswalk.plan.CompiledPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes backups, and lets old ones go. Works in transactions of its own, which it commits, on a
 * connection without auto-commit that nobody else uses meanwhile. For one thread.
 *
 * <p>All tables of a backup are copied from one snapshot. Writers are not held up, but as long as
 * the copying lasts, the server cannot clean up what they leave behind, and nobody can alter or
 * drop the tables. Copies and the word that they are complete become visible together: whatever
 * ends a backup before, none of its copies is there, and the next attempt makes all of them.
 */
public final class Backups {
  /** Copies are read and hashed as a whole; the settings for merges are wrong for that. */
  static final String WHOLE_TABLES =
      """
      set local enable_seqscan = on;
      set local enable_hashjoin = on;
      set local enable_mergejoin = on;
      set local statement_timeout = '1h';
      set local idle_in_transaction_session_timeout = '15min';
      """;

  private final Connection target;
  private final BackupLedger ledger;
  private final @Nullable Long space;
  private final @Nullable Path directory;
  private final FaultPoints faults;

  /**
   * Prepares backups.
   *
   * @param space the most bytes that all copies in the target may have; null: as many as it takes
   * @param directory where files go; null: nobody will ask for files
   * @param faults hears how far one is
   */
  public Backups(
      Connection target, @Nullable Long space, @Nullable Path directory, FaultPoints faults) {
    this.target = target;
    this.ledger = new BackupLedger(target);
    this.space = space;
    this.directory = directory;
    this.faults = faults;
  }

  /**
   * Takes a backup, or finds the one that the same request has given before. What an attempt has
   * left that was killed is removed first. Fails with {@link ErrorCode#DISK} when there is no room,
   * with {@link ErrorCode#STALE} when another attempt has begun meanwhile.
   */
  public Backup take(CompiledPlan plan, Request request) throws SQLException {
    Backup found = ledger.found(request);
    if (found != null) {
      target.rollback();
      return found;
    }
    Backup unfinished = ledger.unfinished(request);
    if (unfinished != null) {
      drop(unfinished);
    }
    boolean files = request.medium() == Medium.FILES;
    long id = ledger.begin(request, TableCopies.SCHEMA);
    Path place = files ? directory().resolve("backup-" + id) : null;
    if (place != null) {
      ledger.place(id, place.toString());
    }
    target.commit();
    Copies copies = place == null ? new TableCopies(target, id) : new FileCopies(target, place);
    boolean copied = false;
    try {
      copy(id, plan, request, copies);
      copies.finish();
      faults.reached(FaultPoint.BACKUP_COPIED);
      copied = true;
    } catch (IOException failed) {
      throw failure(failed);
    } finally {
      if (!copied) {
        giveUp(id, copies);
      }
    }
    target.commit(); // when its answer is lost, the next attempt asks the ledger
    faults.reached(FaultPoint.BACKUP_COMMITTED);
    Backup taken = ledger.lock(id);
    target.rollback();
    return taken;
  }

  private Path directory() {
    if (directory == null) {
      throw new Failure(
          ErrorCode.INPUT, "files are wanted of a backup, but no directory is named for them");
    }
    return directory.toAbsolutePath();
  }

  private void copy(long id, CompiledPlan plan, Request request, Copies copies)
      throws SQLException, IOException {
    try (Statement statement = target.createStatement()) {
      statement.execute("set transaction isolation level repeatable read");
      statement.execute(WHOLE_TABLES);
    }
    BackedTables tables =
        request.scope() == Scope.FULL
            ? BackedTables.all(target)
            : BackedTables.of(target, plan, plan.phase(request.phase()));
    long needed = Room.needed(target, tables.shapes());
    if (request.medium() == Medium.FILES) {
      Files.createDirectories(directory());
      Room.inDirectory(directory(), needed);
    } else if (space != null) {
      Room.inSchema(target, needed, space);
    }
    int no = 0;
    for (Shape shape : tables.shapes()) {
      Copied copied = copies.copy(++no, shape);
      ledger.add(id, copied);
    }
    ledger.complete(id, tables.leftOut());
  }

  /** The failure that is on its way says more than one of the cleaning would. */
  private void giveUp(long id, Copies copies) {
    try {
      copies.undo();
    } catch (IOException | RuntimeException left) {
      // What is left lies beside the directory that a complete backup has, and is removed later.
    }
    try {
      target.rollback();
      ledger.dropped(id);
      target.commit();
    } catch (SQLException | RuntimeException gone) {
      // Then it stays 'running', and counts for nothing.
    }
  }

  private Failure failure(IOException failed) {
    ErrorCode code = ErrorCode.INTERNAL;
    try {
      if (Files.getFileStore(directory()).getUsableSpace() < 1 << 20) {
        code = ErrorCode.DISK;
      }
    } catch (IOException unknown) {
      failed.addSuppressed(unknown);
    }
    return new Failure(
        code,
        "the files of a backup cannot be written to " + directory() + ": " + failed.getClass(),
        failed);
  }

  /**
   * Lets old backups go: keeps the newest ones that are complete, and all of a run that has not
   * ended. Files on another host stay where they are, and so does what the ledger says of them.
   *
   * @return those that went
   */
  public List<Backup> prune(int keep) throws SQLException {
    List<Backup> went = new ArrayList<>();
    for (Backup backup : ledger.superfluous(keep)) {
      if (backup.medium().equals("tables") || FileCopies.here(backup)) {
        drop(backup);
        target.commit();
        went.add(backup);
      }
    }
    target.rollback();
    return went;
  }

  private void drop(Backup backup) throws SQLException {
    if (backup.medium().equals("files")) {
      try {
        FileCopies.remove(Path.of(backup.place()));
      } catch (IOException failed) {
        throw new Failure(
            ErrorCode.INTERNAL,
            "files in " + backup.place() + " cannot be removed: " + failed.getClass(),
            failed);
      }
    } else {
      for (Copied copied : ledger.tables(backup.id())) {
        try (Statement statement = target.createStatement()) {
          statement.execute(
              "drop table if exists "
                  + TableCopies.SCHEMA
                  + "."
                  + TableCopies.quoted(copied.copy()));
        }
      }
    }
    ledger.dropped(backup.id());
  }
}
