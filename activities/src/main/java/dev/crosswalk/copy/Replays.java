package dev.crosswalk.copy;

import dev.crosswalk.database.Databases;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.ledger.ChunkLedger;
import dev.crosswalk.ledger.EntityLedger;
import dev.crosswalk.ledger.OpenRejects;
import dev.crosswalk.ledger.RunLedger;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Phase;
import dev.crosswalk.workflows.ReplayActivities.CloseTask;
import dev.crosswalk.workflows.ReplayActivities.Entity;
import dev.crosswalk.workflows.ReplayActivities.Opened;
import dev.crosswalk.workflows.ReplayActivities.Replayed;
import dev.crosswalk.workflows.ReplayActivities.RowsTask;
import dev.crosswalk.workflows.ReplayActivities.Start;
import dev.crosswalk.workflows.ReplayActivities.Summary;
import dev.crosswalk.workflows.ReplayRequest;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Replays that a person asks for, after a run. Thread-safe. */
public final class Replays {
  private final Workplace workplace;

  public Replays(Workplace workplace) {
    this.workplace = workplace;
  }

  /** Takes the target, and fences older replays of the run off. */
  public Opened open(Start start, Heartbeat heartbeat) {
    ReplayRequest request = start.request();
    return workplace.onTarget(
        "replay of run '" + request.run() + "'",
        heartbeat,
        target -> {
          RunLedger ledger = new RunLedger(target, request.run());
          if (!ledger.known()) {
            throw new Failure(
                ErrorCode.INPUT,
                "the ledger knows no run '" + request.run() + "'; see: crosswalk runs");
          }
          String fingerprint = Databases.fingerprint(target);
          Workplace.Run run = workplace.run(target, request.run(), fingerprint);
          List<String> names = names(run.plan(), request);
          ledger.takeForReplay(start.workflowId(), start.ownerRunId());
          target.commit();
          List<Entity> entities = new ArrayList<>();
          for (String name : names) {
            EntityLedger entity = new EntityLedger(target, request.run(), name);
            long epoch = Takeover.of(target, entity::raiseEpoch, entity::terminateWriters);
            target.commit();
            if (!groups(target, run, request, name).isEmpty()) {
              entities.add(new Entity(name, epoch));
            }
          }
          target.commit();
          return new Opened(fingerprint, entities);
        });
  }

  /** The entities that are meant, parents before children. */
  private static List<String> names(CompiledPlan plan, ReplayRequest request) {
    List<String> names = new ArrayList<>();
    for (Phase phase : plan.plan().phases()) {
      names.addAll(phase.entities());
    }
    String one = request.entity();
    if (one == null) {
      return names;
    }
    if (!names.contains(one)) {
      throw new Failure(
          ErrorCode.INPUT,
          "no entity '"
              + one
              + "' in run '"
              + request.run()
              + "'; known: "
              + String.join(", ", names));
    }
    return List.of(one);
  }

  private static List<OpenRejects.Group> groups(
      Connection target, Workplace.Run run, ReplayRequest request, String entity) {
    return OpenRejects.groups(
        target, chosen(request, entity), run.settings().sourceFingerprint(), Set.of());
  }

  private static OpenRejects.Choice chosen(ReplayRequest request, String entity) {
    return OpenRejects.chosen(request.run(), entity, request.code(), request.rejects());
  }

  /** Replays what is meant of one entity, and what hung under rows that have arrived. */
  public List<Replayed> rows(RowsTask task, Heartbeat heartbeat) {
    return workplace.onTarget(
        "replay of entity '" + task.entity() + "'",
        heartbeat,
        target -> {
          String name = task.request().run();
          Workplace.Run run = workplace.run(target, name, task.targetFingerprint());
          ChunkLedger fence = new ChunkLedger(target, name, task.entity(), ChunkLedger.CLOSING);
          Takeover.of(target, () -> fence.enter(task.epoch()), fence::terminateWriter);
          target.commit();
          Replay replay =
              new Replay(
                  workplace,
                  target,
                  run,
                  () -> fence.hold(task.epoch()),
                  heartbeat,
                  "workflow " + task.workflowId());
          replay.rows(chosen(task.request(), task.entity()));
          replay.descendants(task.entity());
          for (Replayed replayed : replay.replayed()) {
            new RunLedger(target, replayed.run()).settle();
          }
          target.commit();
          return replay.replayed();
        });
  }

  /** Gives the target free. */
  public Summary close(CloseTask task, Heartbeat heartbeat) {
    return workplace.onTarget(
        "end of the replay of run '" + task.run() + "'",
        heartbeat,
        target -> {
          if (task.targetFingerprint() != null) {
            workplace.requireTarget(target, task.targetFingerprint());
          }
          RunLedger ledger = new RunLedger(target, task.run());
          ledger.releaseFromReplay(task.workflowId(), task.ownerRunId());
          RunLedger.Open open = ledger.open();
          target.commit();
          return new Summary(task.run(), ledger.settle(), open.rejected(), open.deferred());
        });
  }
}
