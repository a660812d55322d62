package dev.crosswalk.activities;

import dev.crosswalk.copy.Heartbeat;
import dev.crosswalk.copy.Workplace;
import dev.crosswalk.database.Databases;
import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.gate.Gate;
import dev.crosswalk.ledger.EntityLedger;
import dev.crosswalk.ledger.RunLedger;
import dev.crosswalk.library.Library;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Phase;
import dev.crosswalk.workflows.RunActivities;
import dev.crosswalk.workflows.RunOutline;
import io.temporal.activity.Activity;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Everything of a run but its rows. One instance serves all activities of a worker. */
public final class RunActivitiesImpl implements RunActivities, AutoCloseable {
  private final Databases databases;
  private final Library library;
  private final BooleanSupplier searchAttributes;
  private final int parallelism;
  private final Workplace workplace;
  private final Preflight preflight;
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);

  /**
   * Prepares the activities.
   *
   * @param searchAttributes whether the Temporal server has ours
   * @param parallelism chunks in flight when a request names no number
   */
  public RunActivitiesImpl(
      Databases databases, Library library, BooleanSupplier searchAttributes, int parallelism) {
    this.databases = databases;
    this.library = library;
    this.searchAttributes = searchAttributes;
    this.parallelism = parallelism;
    this.workplace = new Workplace(databases);
    this.preflight = new Preflight(databases, library);
  }

  @Override
  public RunOutline preflight(Start start) {
    PlanCut cut = new PlanCut(library.compile(start.request().plan()), start.request().selection());
    CompiledPlan plan = library.compile(cut.plan());
    String body = Library.store(plan);
    String digest = Library.digest(body);
    Preflight.Found found =
        beating("preflight", () -> preflight.of(plan, cut, start.request().strict()));
    onTarget(
        "preflight",
        target -> {
          RunLedger ledger = new RunLedger(target, start.run());
          ledger.storePlan(digest, plan.plan().plan(), body);
          ledger.take(
              plan,
              new RunLedger.Settings(
                  digest,
                  start.request().batchRows(),
                  start.request().chunkRows(),
                  found.source(),
                  found.target(),
                  start.workflowId(),
                  start.ownerRunId(),
                  found.selection()));
          return digest;
        });
    Integer asked = start.request().parallelism();
    return new RunOutline(
        start.run(),
        plan.plan().plan(),
        digest,
        found.target(),
        asked == null ? parallelism : asked,
        searchAttributes.getAsBoolean(),
        phases(plan),
        found.selection());
  }

  private static List<RunOutline.PhaseOutline> phases(CompiledPlan plan) {
    List<RunOutline.PhaseOutline> phases = new ArrayList<>();
    for (Phase phase : plan.plan().phases()) {
      List<RunOutline.EntityOutline> entities = new ArrayList<>();
      boolean checksOnly = phase.kind() == Phase.Kind.VALIDATE;
      for (String step : phase.steps()) {
        entities.add(
            new RunOutline.EntityOutline(step, checksOnly ? List.of() : plan.hardParents(step)));
      }
      phases.add(
          new RunOutline.PhaseOutline(
              phase.phase(),
              phase.title(),
              phase.parallel(),
              phase.gateAfter(),
              entities,
              !phase.requires().isEmpty(),
              checksOnly));
    }
    return phases;
  }

  @Override
  public void record(StatusChange change) {
    onTarget(
        "status",
        target -> {
          workplace.requireTarget(target, change.targetFingerprint());
          new RunLedger(target, change.run()).status(change);
          return change;
        });
  }

  @Override
  public void require(GateTask task) {
    Optional<Failure> failure =
        onTarget(
            "requirements of phase '" + task.phase() + "'",
            target -> {
              CompiledPlan plan =
                  workplace.run(target, task.run(), task.targetFingerprint()).plan();
              Phase phase = plan.phase(task.phase());
              List<EntityLedger.CheckResult> failed =
                  new Gate(target, plan, task.run())
                      .require(phase, task.entities().get(0)).stream()
                          .filter(result -> !result.status().equals("passed"))
                          .toList();
              return failed.isEmpty()
                  ? Optional.empty()
                  : Optional.of(Requirement.failure(library, plan, phase, failed));
            });
    if (failure.isPresent()) {
      throw failure.get(); // now that the results are kept
    }
  }

  @Override
  public GateResult gate(GateTask task) {
    return onTarget(
        "gate of phase '" + task.phase() + "'",
        target -> {
          CompiledPlan plan = workplace.run(target, task.run(), task.targetFingerprint()).plan();
          Phase phase = plan.phase(task.phase());
          Gate gate = new Gate(target, plan, task.run());
          List<String> failed = new ArrayList<>();
          int checks = 0;
          for (String entity : task.entities()) {
            int failedBefore = failed.size();
            for (EntityLedger.CheckResult result :
                phase.kind() == Phase.Kind.VALIDATE
                    ? gate.validate(phase)
                    : gate.check(task.phase(), entity)) {
              checks++;
              if (!result.status().equals("passed")) {
                failed.add(entity + "." + result.check());
              }
            }
            if (failed.size() == failedBefore) {
              new EntityLedger(target, task.run(), entity).status("validated");
            }
          }
          return new GateResult(checks, failed);
        });
  }

  @Override
  public RunSummary finish(StatusChange change) {
    return onTarget(
        "end of the run",
        target -> {
          workplace.requireTarget(target, change.targetFingerprint());
          RunLedger ledger = new RunLedger(target, change.run());
          String status = ledger.end(change.status(), change.reason());
          return new RunSummary(change.run(), ledger.planName(), status, ledger.entities(target));
        });
  }

  private <T> T beating(String where, Supplier<T> work) {
    try (Heartbeat heartbeat =
        new Heartbeat(timer, Activity.getExecutionContext()::heartbeat, where)) {
      T result = work.get();
      heartbeat.check();
      return result;
    }
  }

  private interface Work<T> {
    T on(Connection target) throws SQLException;
  }

  /** Works in one transaction of the target, under a heartbeat: a database may take its time. */
  private <T> T onTarget(String where, Work<T> work) {
    try (Heartbeat heartbeat =
            new Heartbeat(timer, Activity.getExecutionContext()::heartbeat, where);
        Connection target = databases.target()) {
      heartbeat.watch(target);
      target.setAutoCommit(false);
      try {
        T result = work.on(target);
        target.commit();
        return result;
      } catch (SQLException | RuntimeException failure) {
        Databases.discard(target);
        heartbeat.check();
        throw failure;
      }
    } catch (SQLException failure) {
      throw SqlFailures.failure(failure, where);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
