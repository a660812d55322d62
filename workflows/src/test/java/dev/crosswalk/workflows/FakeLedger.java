package dev.crosswalk.workflows;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.plan.Phase;
import dev.crosswalk.plan.Phase.GateAfter;
import io.temporal.activity.Activity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Both databases in memory: hands out chunks under an epoch, refuses stale writers, heartbeats and
 * obeys a cancel as the real activities do, and writes down everything that happens. A {@link
 * Script} holds calls and makes them fail. Thread-safe.
 */
final class FakeLedger implements RunActivities, EntityActivities, CheckpointActivities {
  /** What every chunk counts. */
  static final Counts CHUNK = new Counts(10, 1, 9, 8, 0, 1, 0, 0, 0, 0);

  final Script script = new Script();
  private final List<RunOutline.PhaseOutline> phases = new ArrayList<>();
  private final Map<String, Table> tables = new LinkedHashMap<>();
  private final List<String> events = new ArrayList<>();
  private @Nullable String owner;
  private @Nullable Start started;
  private String end = "completed";
  private int parallelism = 2;
  private boolean searchAttributes;
  private @Nullable String selection;
  private @Nullable String documents;

  /** An entity, the number of its chunks, and its hard parents. */
  static Table table(String name, int chunks, String... hardParents) {
    return new Table(name, chunks, List.of(hardParents));
  }

  static final class Table {
    private final String name;
    private final int chunks;
    private final List<String> hardParents;
    private final Set<Integer> done = new TreeSet<>();
    private String status = "pending";
    private long epoch;
    private long late;
    private boolean rival;
    private boolean ordered;
    private boolean planned;
    private @Nullable ErrorCode blocker;
    private int inFlight;
    private int mostInFlight;

    private Table(String name, int chunks, List<String> hardParents) {
      this.name = name;
      this.chunks = chunks;
      this.hardParents = hardParents;
    }

    private RunOutline.EntityOutline outline() {
      return new RunOutline.EntityOutline(name, hardParents);
    }
  }

  FakeLedger serial(String phase, Table... entities) {
    return phase(phase, false, GateAfter.ENTITY, entities);
  }

  FakeLedger parallel(String phase, Table... entities) {
    return phase(phase, true, GateAfter.ENTITY, entities);
  }

  FakeLedger phase(String phase, boolean parallel, GateAfter gateAfter, Table... entities) {
    List<RunOutline.EntityOutline> outlines = new ArrayList<>();
    for (Table entity : entities) {
      tables.put(entity.name, entity);
      outlines.add(entity.outline());
    }
    phases.add(
        new RunOutline.PhaseOutline(
            phase,
            phase,
            parallel,
            gateAfter,
            outlines,
            false,
            false,
            false,
            List.of(),
            Phase.OnFailure.ASK));
    return this;
  }

  /** Lets the last phase require something. */
  FakeLedger requires() {
    RunOutline.PhaseOutline last = phases.remove(phases.size() - 1);
    phases.add(
        new RunOutline.PhaseOutline(
            last.phase(),
            last.title(),
            last.parallel(),
            last.gateAfter(),
            last.entities(),
            true,
            last.checksOnly(),
            last.approval(),
            last.checkpoint(),
            last.onFailure()));
    return this;
  }

  /** Lets the last phase need an approval. */
  FakeLedger approved() {
    return last(true, List.of(), Phase.OnFailure.ASK);
  }

  /** Says what becomes of the last phase when it fails. */
  FakeLedger onFailure(Phase.Action action, int retries) {
    return last(false, List.of(), new Phase.OnFailure(action, retries, null));
  }

  /** Lets the last phase have checkpoints. */
  FakeLedger checkpoint(Phase.Checkpoint... checkpoints) {
    return last(false, List.of(checkpoints), Phase.OnFailure.ASK);
  }

  private FakeLedger last(
      boolean approval, List<Phase.Checkpoint> checkpoint, Phase.OnFailure onFailure) {
    RunOutline.PhaseOutline last = phases.remove(phases.size() - 1);
    phases.add(
        new RunOutline.PhaseOutline(
            last.phase(),
            last.title(),
            last.parallel(),
            last.gateAfter(),
            last.entities(),
            last.requires(),
            last.checksOnly(),
            approval,
            checkpoint,
            onFailure));
    return this;
  }

  /** A phase that only validates. */
  FakeLedger validates(String phase) {
    tables.put(phase, table(phase, 0));
    phases.add(
        new RunOutline.PhaseOutline(
            phase,
            phase,
            false,
            GateAfter.PHASE,
            List.of(new RunOutline.EntityOutline(phase, List.of())),
            false,
            true,
            false,
            List.of(),
            Phase.OnFailure.ASK));
    return this;
  }

  /** What runs say that they load. */
  FakeLedger selection(String words) {
    selection = words;
    return this;
  }

  /** Lets rows of an entity come too late. */
  FakeLedger late(String entity, long rows) {
    known(entity).late = rows;
    return this;
  }

  FakeLedger parallelism(int chunks) {
    parallelism = chunks;
    return this;
  }

  FakeLedger searchAttributes() {
    searchAttributes = true;
    return this;
  }

  /** What a completed run is called, such as {@code completed_with_rejects}. */
  FakeLedger endsAs(String status) {
    end = status;
    return this;
  }

  @Override
  public RunOutline preflight(Start start) {
    call("preflight " + start.request().plan());
    synchronized (this) {
      if (owner != null && !owner.equals(start.ownerRunId())) {
        throw Failures.of(ErrorCode.RUN_BUSY, "the target belongs to another run");
      }
      owner = start.ownerRunId();
      started = start;
      Integer asked = start.request().parallelism();
      return new RunOutline(
          start.run(),
          start.request().plan(),
          "digest",
          "1/2/target",
          asked == null ? parallelism : asked,
          searchAttributes,
          phases,
          selection,
          start.request().unattended(),
          null);
    }
  }

  /** How far an earlier workflow has come with an entity, before it was lost. */
  FakeLedger reached(String entity, String status, int chunksDone) {
    Table table = known(entity);
    table.status = status;
    table.planned = chunksDone > 0;
    for (int chunk = 1; chunk <= chunksDone; chunk++) {
      table.done.add(chunk);
    }
    return this;
  }

  @Override
  public RunOutline resume(Resume resume) {
    call("resume " + resume.request().run() + (resume.request().accept() ? ", accepted" : ""));
    synchronized (this) {
      owner = resume.ownerRunId();
      List<String> begun = new ArrayList<>();
      List<RunOutline.Reached> reached = new ArrayList<>();
      for (RunOutline.PhaseOutline phase : phases) {
        for (RunOutline.EntityOutline entity : phase.entities()) {
          Table table = known(entity.entity());
          if (!table.status.equals("pending")) {
            begun.add(phase.phase());
          }
          reached.add(
              new RunOutline.Reached(
                  table.name, table.status, table.planned, counts(table), "of old"));
        }
      }
      return new RunOutline(
          resume.request().run(),
          "core",
          "digest",
          "1/2/target",
          parallelism,
          searchAttributes,
          phases,
          selection,
          false,
          new RunOutline.Standing(begun, reached));
    }
  }

  @Override
  public void withdraw(Withdrawal withdrawal) {
    call("withdraw " + withdrawal.run());
    synchronized (this) {
      owner = null;
    }
  }

  @Override
  public void record(StatusChange change) {
    String what =
        change.entity() != null
            ? change.entity()
            : change.phase() != null ? "phase " + change.phase() : "run";
    call("record " + what + " " + change.status());
    synchronized (this) {
      if (change.entity() != null) {
        known(change.entity()).status = change.status();
      }
    }
  }

  @Override
  public void require(GateTask task) {
    call("require " + task.phase() + " for " + task.entities().get(0));
  }

  @Override
  public GateResult gate(GateTask task) {
    String entity = task.entities().get(0);
    call("gate " + entity);
    List<String> failed = script.failedChecks(entity);
    note("gated " + entity);
    synchronized (this) {
      if (failed.isEmpty()) {
        known(entity).status = "validated";
      }
    }
    return new GateResult(3, failed);
  }

  @Override
  public void audit(Order order) {
    call(
        "audit "
            + order.action()
            + " of "
            + order.object()
            + " by "
            + order.actor()
            + (order.reason() == null ? "" : ": " + order.reason()));
  }

  @Override
  public void tune(Tuning tuning) {
    call("tune " + tuning.batchRows());
  }

  @Override
  public RunSummary finish(StatusChange change) {
    call("finish " + change.status());
    synchronized (this) {
      owner = null;
      List<EntitySummary> summaries = new ArrayList<>();
      for (RunOutline.PhaseOutline phase : phases) {
        for (RunOutline.EntityOutline entity : phase.entities()) {
          Table table = known(entity.entity());
          summaries.add(new EntitySummary(phase.phase(), table.name, table.status, counts(table)));
        }
      }
      String status = change.status().equals("completed") ? end : change.status();
      return new RunSummary(change.run(), "core", status, summaries);
    }
  }

  /** Lets the worker have a place for documents. */
  FakeLedger documented(String place) {
    documents = place;
    return this;
  }

  @Override
  public Taken backup(BackupTask task) {
    String scope = task.full() ? "full" : "phase";
    call("backup " + task.phase() + " " + task.round() + " " + scope);
    note("backed up " + task.phase());
    return new Taken(1, 2, 3, 4, List.of());
  }

  @Override
  public Documents documents(DocumentsTask task) {
    if (documents != null) {
      call("documents");
    }
    return new Documents(documents);
  }

  @Override
  public Opened open(EntityTask task) {
    call("open " + task.entity());
    synchronized (this) {
      Table table = known(task.entity());
      if (table.status.startsWith("roll")) {
        throw Failures.of(ErrorCode.UNDONE, task.entity() + " is " + table.status);
      }
      table.status = "migrating";
      table.planned = true;
      table.epoch++;
      List<Integer> open = new ArrayList<>();
      for (int chunk = 1; chunk <= table.chunks; chunk++) {
        if (!table.done.contains(chunk)) {
          open.add(chunk);
        }
      }
      long epoch = table.epoch;
      table.epoch += table.rival ? 1 : 0;
      return new Opened(epoch, table.chunks, open, table.ordered);
    }
  }

  @Override
  public Counts copyChunk(ChunkTask task) {
    String chunk = task.entity() + " " + task.chunk();
    Table table = begin(task);
    try {
      call("copy " + chunk);
      commit(task, table);
      note("copied " + chunk);
      return CHUNK;
    } catch (RuntimeException failure) {
      note("stopped " + chunk);
      throw failure;
    } finally {
      synchronized (this) {
        table.inFlight--;
      }
    }
  }

  private synchronized Table begin(ChunkTask task) {
    Table table = known(task.entity());
    requireEpoch(task.entity() + " " + task.chunk(), task.epoch(), table);
    table.inFlight++;
    table.mostInFlight = Math.max(table.mostInFlight, table.inFlight);
    return table;
  }

  private synchronized void commit(ChunkTask task, Table table) {
    requireEpoch(task.entity() + " " + task.chunk(), task.epoch(), table);
    table.done.add(task.chunk());
  }

  private void requireEpoch(String what, long epoch, Table table) {
    if (epoch != table.epoch) {
      note("stale " + what);
      throw Failures.of(ErrorCode.STALE, what + " was taken over");
    }
  }

  @Override
  public void halt(EntityTask task) {
    call("halt " + task.entity());
    raiseEpoch(task.entity());
  }

  @Override
  public Counts close(CloseTask task) {
    call("close " + task.entity());
    synchronized (this) {
      Table table = known(task.entity());
      requireEpoch(task.entity() + " close", task.epoch(), table);
      table.status = "completed";
      return counts(table);
    }
  }

  private Table known(String entity) {
    return Objects.requireNonNull(tables.get(entity), entity);
  }

  private static Counts counts(Table table) {
    Counts counts = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, table.late);
    for (int chunk = 0; chunk < table.done.size(); chunk++) {
      counts = counts.plus(CHUNK);
    }
    return counts;
  }

  /** Lets something stand against rollbacks of the entity. */
  synchronized FakeLedger block(String entity, @Nullable ErrorCode code) {
    known(entity).blocker = code;
    return this;
  }

  synchronized @Nullable ErrorCode blocker(String entity) {
    return known(entity).blocker;
  }

  /** What may be in the target of these entities, or of all, the last one first. */
  synchronized List<String> standing(List<String> entities, @Nullable String phase) {
    List<String> standing = new ArrayList<>();
    for (RunOutline.PhaseOutline outline : phases) {
      for (RunOutline.EntityOutline entity : outline.entities()) {
        Table table = known(entity.entity());
        if ((entities.isEmpty() || entities.contains(table.name))
            && (phase == null || phase.equals(outline.phase()))
            && table.planned
            && !table.status.equals("rolled_back")) {
          standing.add(0, table.name);
        }
      }
    }
    return standing;
  }

  /** The phase of an entity. */
  synchronized String phaseOf(String entity) {
    return phases.stream()
        .filter(phase -> phase.entities().stream().anyMatch(one -> one.entity().equals(entity)))
        .findFirst()
        .orElseThrow()
        .phase();
  }

  /** What a rollback calls the entity; what is rolled back has no chunk any more. */
  synchronized long rollBack(String entity, String status) {
    Table table = known(entity);
    table.status = status;
    if (status.equals("rolled_back")) {
      table.done.clear();
    } else if (status.equals("pending")) {
      table.planned = false;
    }
    return ++table.epoch;
  }

  synchronized String status(String entity) {
    return known(entity).status;
  }

  /** From now on somebody else takes the chunks of the entity away as soon as they are open. */
  synchronized void rival(String entity) {
    known(entity).rival = true;
  }

  /** Rows of different chunks of the entity may want the same unique value. */
  synchronized void ordered(String entity) {
    known(entity).ordered = true;
  }

  /** Takes the open chunks of an entity away from whoever writes them. */
  synchronized void raiseEpoch(String entity) {
    known(entity).epoch++;
  }

  void call(String call) {
    note(call);
    script.play(call, Activity.getExecutionContext());
  }

  private synchronized void note(String event) {
    events.add(event);
  }

  /** Everything that happened so far, in order. */
  synchronized List<String> events() {
    return List.copyOf(events);
  }

  /** Those events that begin so. */
  List<String> events(String prefix) {
    return events().stream().filter(event -> event.startsWith(prefix)).toList();
  }

  /** The statuses that were recorded of an entity, a {@code phase …} or the {@code run}. */
  List<String> recorded(String what) {
    String prefix = "record " + what + " ";
    return events(prefix).stream().map(event -> event.substring(prefix.length())).toList();
  }

  /** Waits until exactly these are recorded: a run shows its state before the ledger is told. */
  void awaitRecorded(String what, String... statuses) {
    Eventually.happens(
        what + " recorded as " + List.of(statuses), () -> recorded(what).equals(List.of(statuses)));
  }

  /**
   * Waits until so many chunks of an entity are copied. A test that cancels others in flight waits
   * for this first: the in-memory server, unlike a real one, hangs when an activity ends at the
   * very moment in which its workflow cancels it.
   */
  void awaitCopied(String entity, int chunks) {
    Eventually.happens(
        chunks + " chunks of " + entity, () -> events("copied " + entity + " ").size() == chunks);
    Eventually.nothing();
  }

  synchronized boolean owned() {
    return owner != null;
  }

  synchronized @Nullable Start started() {
    return started;
  }

  synchronized int mostInFlight(String entity) {
    return known(entity).mostInFlight;
  }

  synchronized int inFlight() {
    return tables.values().stream().mapToInt(table -> table.inFlight).sum();
  }
}
