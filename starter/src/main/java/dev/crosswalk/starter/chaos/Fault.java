package dev.crosswalk.starter.chaos;

import static dev.crosswalk.fault.FaultPoint.BATCH_FENCED;
import static dev.crosswalk.fault.FaultPoint.BATCH_STAGED;
import static dev.crosswalk.fault.FaultPoint.CLOSED;
import static dev.crosswalk.fault.FaultPoint.UNDO_OPENED;

import dev.crosswalk.fault.FaultPoint;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What can be done to a run while a worker of it is held at a point. */
enum Fault {
  KILL(Points.ALL, After.GOES_ON, "worker killed (SIGKILL), another one started", Scene::kill),
  TERMINATE(
      Points.ALL,
      After.GOES_ON,
      "worker told to end (SIGTERM), another one started",
      Scene::terminate),
  FREEZE(
      Points.ALL,
      After.GOES_ON,
      "worker stopped (SIGSTOP) until another one is at the same point, then continued",
      Scene::freeze),
  TEMPORAL_KILLED(
      Points.ALL,
      After.GOES_ON,
      "Temporal killed (SIGKILL), started on its file",
      Scene::killTemporal),
  TARGET_CRASHED(
      Points.ALL,
      After.GOES_ON,
      "server of the target crashed, starts by itself",
      Scene::crashTarget),
  SOURCE_CRASHED(
      Points.LOAD,
      After.GOES_ON,
      "server of the source crashed, starts by itself",
      Scene::crashSource),
  CONNECTIONS_CUT(
      Points.ALL,
      After.GOES_ON,
      "all of the worker's connections ended (pg_terminate_backend)",
      Scene::cutConnections),
  DEADLOCK(
      EnumSet.of(BATCH_FENCED),
      After.GOES_ON,
      "a deadlock, which the worker loses",
      Scene::deadlock),
  STATEMENT_TIMEOUT(
      EnumSet.of(BATCH_FENCED),
      After.GOES_ON,
      "a statement ended by the server as its timeout does (57014)",
      Scene::endStatement),
  BACKUP_SPACE_FULL(
      Points.LOAD,
      After.GOES_ON,
      "no room left for backups, until the run waits for a person, who makes some and retries",
      Scene::fillBackupSpace),
  PAUSE(Points.LOAD, After.GOES_ON, "paused, looked at for a second, resumed", Scene::pause),
  PAUSE_WHILE_A_CHILD_CLOSES(
      EnumSet.of(CLOSED), After.GOES_ON, "the same as an entity's books are closed", Scene::pause),
  PAUSE_THEN_RESUME(
      Points.LOAD, After.GOES_ON, "paused, and resumed before standstill", Scene::pauseThenResume),
  PAUSE_IN_BACK_OFF(
      Points.BATCH,
      After.GOES_ON,
      "connections ended; paused while the next attempt is waited for",
      Scene::pauseInBackOff),
  SKIP(
      Points.BATCH,
      After.LEAVES_OUT,
      "the entity that is being loaded skipped, what it wrote rolled back",
      Scene::skip),
  SKIP_WHILE_PAUSING(
      Points.BATCH,
      After.LEAVES_OUT,
      "the same after a pause that is under way",
      Scene::skipWhilePausing),
  ROLLBACK_OF_A_FROZEN_WRITER(
      EnumSet.of(BATCH_STAGED),
      After.GOES_ON,
      "writer stopped (SIGSTOP), its entity rolled back, writer continued; loaded again",
      Scene::rollBackFrozen),
  ABORT(Points.LOAD, After.ENDS, "the run aborted, a second run started", Scene::abort),
  CANCEL(
      Points.LOAD,
      After.ENDS,
      "the workflow cancelled in Temporal, a second run started",
      Scene::cancel);

  /** What becomes of the run. */
  enum After {
    /** It completes, as if nothing had happened. */
    GOES_ON,
    /** It completes without some entities, which have left nothing behind. */
    LEAVES_OUT,
    /** It ends; what it wrote stays, and another run completes it. */
    ENDS
  }

  /** Groups of points. */
  private static final class Points {
    static final Set<FaultPoint> ALL = EnumSet.allOf(FaultPoint.class);
    static final Set<FaultPoint> LOAD =
        EnumSet.complementOf(EnumSet.range(UNDO_OPENED, FaultPoint.UNDO_PROVEN));
    static final Set<FaultPoint> BATCH = EnumSet.range(BATCH_STAGED, FaultPoint.BATCH_COMMITTED);
  }

  private interface Strike {
    void on(Scene scene) throws Exception;
  }

  @SuppressWarnings("ImmutableEnumChecker") // nobody adds to it
  final Set<FaultPoint> points;

  final After after;
  final String what;

  @SuppressWarnings("ImmutableEnumChecker") // a method of the scene
  private final Strike strike;

  Fault(Set<FaultPoint> points, After after, String what, Strike strike) {
    this.points = points;
    this.after = after;
    this.what = what;
    this.strike = strike;
  }

  /** As it is named to people. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Does it, and lets the work go on, if it still can. */
  void strike(Scene scene) throws Exception {
    strike.on(scene);
  }
}
