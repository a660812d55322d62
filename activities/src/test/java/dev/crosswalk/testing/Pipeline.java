package dev.crosswalk.testing;

import dev.crosswalk.copy.ChunkCopier;
import dev.crosswalk.copy.EntityPlanner;
import dev.crosswalk.copy.Heartbeat;
import dev.crosswalk.copy.Workplace;
import dev.crosswalk.database.Databases;
import dev.crosswalk.gate.Gate;
import dev.crosswalk.ledger.CheckResult;
import dev.crosswalk.ledger.RunLedger;
import dev.crosswalk.library.Library;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Depth;
import dev.crosswalk.plan.Phase;
import dev.crosswalk.workflows.Counts;
import dev.crosswalk.workflows.EntityActivities.ChunkTask;
import dev.crosswalk.workflows.EntityActivities.CloseTask;
import dev.crosswalk.workflows.EntityActivities.EntityTask;
import dev.crosswalk.workflows.EntityActivities.Opened;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * The path of a row without Temporal: what the workflows would ask for, one call after the other.
 */
public final class Pipeline implements AutoCloseable {
  public final EntityPlanner planner;
  public final ChunkCopier copier;
  private final Databases databases;
  private final CompiledPlan plan;
  private final String run;
  private final String targetFingerprint;
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
  private final ExecutorService readers = Executors.newCachedThreadPool();

  /** Takes the target for a run of the plan; null rows are those of the plan or the default. */
  public Pipeline(
      Databases databases,
      Library library,
      String plan,
      String run,
      @Nullable Integer batchRows,
      @Nullable Integer chunkRows) {
    this.databases = databases;
    this.plan = library.compile(plan);
    this.run = run;
    Workplace workplace = new Workplace(databases);
    planner = new EntityPlanner(workplace);
    copier = new ChunkCopier(workplace, readers);
    String body = Library.store(this.plan);
    try (Connection source = databases.source();
        Connection target = databases.target()) {
      target.setAutoCommit(false);
      targetFingerprint = Databases.fingerprint(target);
      RunLedger ledger = new RunLedger(target, run);
      ledger.storePlan(Library.digest(body), plan, body);
      ledger.take(
          this.plan,
          new RunLedger.Settings(
              Library.digest(body),
              batchRows,
              chunkRows,
              Databases.fingerprint(source),
              targetFingerprint,
              run,
              run,
              null));
      target.commit();
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  public Heartbeat heartbeat() {
    return new Heartbeat(timer, details -> {}, "test");
  }

  public EntityTask task(String entity) {
    return new EntityTask(run, run, targetFingerprint, "test", entity, 1);
  }

  public Opened open(String entity) {
    try (Heartbeat heartbeat = heartbeat()) {
      return planner.open(task(entity), heartbeat);
    }
  }

  /** One chunk, as one attempt of its activity would copy it. */
  public Counts copy(String entity, int chunk, Opened opened) {
    try (Heartbeat heartbeat = heartbeat()) {
      return copier.copy(chunk(entity, chunk, opened), 1, heartbeat);
    }
  }

  public ChunkTask chunk(String entity, int chunk, Opened opened) {
    return new ChunkTask(run, targetFingerprint, entity, chunk, opened.chunks(), opened.epoch());
  }

  /** All chunks of an entity; returns what the books say. */
  public Counts load(String entity) {
    return load(entity, Comparator.naturalOrder());
  }

  /** All chunks of an entity, one after the other. */
  public Counts load(String entity, Comparator<Integer> order) {
    return load(entity, order, 1);
  }

  /**
   * All chunks of an entity.
   *
   * @param order the test's own; not asked where the engine wants its order
   * @param parallelism so many at once, unless the engine wants its order
   */
  public Counts load(String entity, Comparator<Integer> order, int parallelism) {
    Opened opened = open(entity);
    ExecutorService writers = Executors.newFixedThreadPool(opened.ordered() ? 1 : parallelism);
    try {
      opened.open().stream()
          .sorted(opened.ordered() ? Comparator.naturalOrder() : order)
          .map(chunk -> CompletableFuture.runAsync(() -> copy(entity, chunk, opened), writers))
          .toList()
          .forEach(Pipeline::await);
    } finally {
      writers.shutdown();
    }
    try (Heartbeat heartbeat = heartbeat()) {
      return planner.close(closing(entity, opened), heartbeat);
    }
  }

  private static void await(CompletableFuture<Void> copied) {
    try {
      copied.join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
    }
  }

  public CloseTask closing(String entity, Opened opened) {
    return new CloseTask(run, targetFingerprint, entity, opened.epoch());
  }

  /** All entities in the order of the plan. */
  public void loadAll() {
    for (Phase phase : plan.plan().phases()) {
      phase.entities().forEach(this::load);
    }
  }

  /** As a gate asks that nobody has told how deep to look. */
  public List<CheckResult> check(String phase, String entity) {
    return check(phase, entity, null);
  }

  public List<CheckResult> check(String phase, String entity, @Nullable Depth depth) {
    try (Connection target = databases.target()) {
      target.setAutoCommit(false);
      List<CheckResult> results = new Gate(target, plan, run).check(phase, entity, depth);
      target.commit();
      return results;
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Gives the target free, for another run. */
  public String finish() {
    try (Connection target = databases.target()) {
      target.setAutoCommit(false);
      String status = new RunLedger(target, run).end(run, "completed", null);
      target.commit();
      return status;
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    readers.shutdownNow();
  }
}
