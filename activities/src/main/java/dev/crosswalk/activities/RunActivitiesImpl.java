package dev.crosswalk.activities;

import dev.crosswalk.copy.Heartbeat;
import dev.crosswalk.copy.Takeover;
import dev.crosswalk.copy.Workplace;
import dev.crosswalk.database.Databases;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.fault.FaultPoint;
import dev.crosswalk.fault.FaultPoints;
import dev.crosswalk.gate.Gate;
import dev.crosswalk.ledger.CheckResult;
import dev.crosswalk.ledger.EntityLedger;
import dev.crosswalk.ledger.Resumption;
import dev.crosswalk.ledger.RunLedger;
import dev.crosswalk.library.Library;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Phase;
import dev.crosswalk.workflows.Counts;
import dev.crosswalk.workflows.RunActivities;
import dev.crosswalk.workflows.RunOutline;
import dev.crosswalk.workflows.RunRequest;
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
import org.jspecify.annotations.Nullable;

/** Everything of a run but its rows. One instance serves all activities of a worker. */
public final class RunActivitiesImpl implements RunActivities, AutoCloseable {
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
   * @param faults hears where the activities are
   */
  public RunActivitiesImpl(
      Databases databases,
      Library library,
      BooleanSupplier searchAttributes,
      int parallelism,
      FaultPoints faults) {
    this.library = library;
    this.searchAttributes = searchAttributes;
    this.parallelism = parallelism;
    this.workplace = new Workplace(databases, faults);
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
          ledger.keep(start.request());
          return digest;
        });
    return outline(
        start.run(), start.request(), plan, found.target(), found.selection(), skipped(plan));
  }

  /** Phases that are declared and that nothing can carry out yet; null: there is none. */
  private static RunOutline.@Nullable Standing skipped(CompiledPlan plan) {
    List<RunOutline.Reached> skipped =
        plan.plan().phases().stream()
            .filter(phase -> phase.kind() == Phase.Kind.EMBED)
            .map(
                phase ->
                    new RunOutline.Reached(
                        phase.phase(), "skipped", false, Counts.NONE, RunLedger.NO_EMBEDDINGS))
            .toList();
    return skipped.isEmpty() ? null : new RunOutline.Standing(List.of(), skipped);
  }

  private RunOutline outline(
      String run,
      RunRequest request,
      CompiledPlan plan,
      String target,
      @Nullable String selection,
      RunOutline.@Nullable Standing standing) {
    Integer asked = request.parallelism();
    return new RunOutline(
        run,
        plan.plan().plan(),
        Library.digest(Library.store(plan)),
        target,
        asked == null ? parallelism : asked,
        searchAttributes.getAsBoolean(),
        phases(plan),
        selection,
        request.unattended(),
        standing);
  }

  @Override
  public RunOutline resume(Resume resume) {
    String run = resume.request().run();
    String where = "resume of run '" + run + "'";
    Resumption.Standing seen = onTarget(where, target -> new Resumption(target, run).standing());
    RunRequest request = onTarget(where, target -> new RunLedger(target, run).request());
    PlanCut cut = new PlanCut(library.compile(request.plan()), request.selection());
    CompiledPlan plan = library.compile(cut.plan());
    Preflight.Found found = beating("preflight", () -> preflight.of(plan, cut, request.strict()));
    Resumption.Claim claim =
        new Resumption.Claim(
            seen,
            resume.workflowId(),
            resume.ownerRunId(),
            found.source(),
            found.target(),
            resume.request().accept());
    RunOutline.Standing standing =
        onTarget(
            where,
            target -> {
              Resumption resumption = new Resumption(target, run);
              Takeover.ofEntities(target, run, resumption.take(plan, claim));
              return resumption.reached(target);
            });
    return outline(run, request, plan, found.target(), seen.selection(), standing);
  }

  @Override
  public void withdraw(Withdrawal withdrawal) {
    onTarget(
        "end of the run",
        target -> {
          new RunLedger(target, withdrawal.run())
              .withdraw(withdrawal.ownerRunId(), withdrawal.reason());
          return withdrawal;
        });
  }

  private static List<RunOutline.PhaseOutline> phases(CompiledPlan plan) {
    List<RunOutline.PhaseOutline> phases = new ArrayList<>();
    for (Phase phase : plan.plan().phases()) {
      List<RunOutline.EntityOutline> entities = new ArrayList<>();
      boolean checksOnly = !phase.loads();
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
              checksOnly,
              phase.approval(),
              phase.checkpoint(),
              phase.onFailure()));
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
              List<CheckResult> failed =
                  new Gate(target, plan, task.run())
                      .require(phase, task.entities().get(0)).stream()
                          .filter(result -> result.status().shuts())
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
          for (String step : task.entities()) {
            int failedBefore = failed.size();
            for (Answered answered : answers(target, gate, task, phase, step)) {
              for (CheckResult result : answered.results()) {
                checks++;
                if (result.status().shuts()) {
                  failed.add(answered.step() + "." + result.check());
                }
              }
            }
            if (failed.size() == failedBefore) {
              new EntityLedger(target, task.run(), step).status("validated");
            }
          }
          return new GateResult(checks, failed);
        });
  }

  /** What the gate found about a step. */
  private record Answered(String step, List<CheckResult> results) {}

  /** A phase that validates may look at everything that the run has loaded until then. */
  private static List<Answered> answers(
      Connection target, Gate gate, GateTask task, Phase phase, String step) throws SQLException {
    if (phase.kind() != Phase.Kind.VALIDATE) {
      return List.of(new Answered(step, gate.check(phase.phase(), step, gate.depth(phase, step))));
    }
    List<Answered> answers = new ArrayList<>(List.of(new Answered(step, gate.validate(phase))));
    if (phase.validation() != null) {
      for (RunLedger.Step loaded : new RunLedger(target, task.run()).steps()) {
        if (loaded.loaded() && !loaded.checksOnly()) {
          answers.add(
              new Answered(
                  loaded.entity(),
                  gate.check(loaded.phase(), loaded.entity(), phase.validation())));
        }
      }
    }
    return answers;
  }

  @Override
  public void audit(Order order) {
    onTarget(
        "audit trail",
        target -> {
          workplace.requireTarget(target, order.targetFingerprint());
          new RunLedger(target, order.run()).audit(order);
          return order;
        });
  }

  @Override
  public void tune(Tuning tuning) {
    onTarget(
        "tuning",
        target -> {
          workplace.requireTarget(target, tuning.targetFingerprint());
          new RunLedger(target, tuning.run()).batchRows(tuning.batchRows());
          return tuning;
        });
  }

  @Override
  public RunSummary finish(StatusChange change) {
    return onTarget(
        "end of the run",
        target -> {
          workplace.requireTarget(target, change.targetFingerprint());
          RunLedger ledger = new RunLedger(target, change.run());
          String status = ledger.end(change.ownerRunId(), change.status(), change.reason());
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

  /** Works in one transaction of the target, under a heartbeat: a database may take its time. */
  private <T> T onTarget(String where, Workplace.Work<T> work) {
    try (Heartbeat heartbeat =
        new Heartbeat(timer, Activity.getExecutionContext()::heartbeat, where)) {
      return workplace.onTarget(
          where,
          heartbeat,
          target -> {
            T result = work.on(target);
            workplace.reached(FaultPoint.BOOKS_WRITTEN);
            target.commit();
            workplace.reached(FaultPoint.BOOKS_COMMITTED);
            return result;
          });
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
