package dev.crosswalk.starter.plan;

import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.estimate.Estimate;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.EntityOverride;
import dev.crosswalk.plan.Phase;
import dev.crosswalk.plan.Plan;
import dev.crosswalk.plan.Source;
import dev.crosswalk.plan.Volume;
import dev.crosswalk.report.TextTable;
import dev.crosswalk.starter.command.OutputOption;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code crosswalk plan show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Shows a plan's phases and entities, and the dependencies derived from them.",
      "The volume is that of the rows which documents promise; 'plan estimate' asks the source."
    })
final class PlanShow implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private PlanOptions options;
  @Mixin private OutputOption output;

  @Parameters(paramLabel = "PLAN", description = "The plan's name.")
  private String name;

  @ArgGroup private @Nullable Shape shape;

  /** Another shape than all of it. */
  static final class Shape {
    @Option(names = "--graph", description = "Only who needs whom, and the longest chain.")
    private boolean graph;

    @Option(names = "--mermaid", description = "The same as a Mermaid flowchart, for documents.")
    private boolean mermaid;

    @Option(
        names = "--steps",
        description = {
          "Only the steps in which a run takes it. Their minutes are estimated from the source"
              + " where",
          "the settings name it, else from the rows that documents promise."
        })
    private boolean steps;
  }

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  PlanShow() {}

  /** The whole answer, for JSON. */
  record Answer(
      String plan,
      String description,
      @Nullable String document,
      String startsFrom,
      List<String> prerequisites,
      List<Phase> phases,
      List<EntityOverride> overrides,
      List<Plan.Selection> selections,
      List<String> never,
      List<PlanEdges.Line> edges) {}

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    CompiledPlan plan = options.library().compile(name);
    if (shape != null && shape.steps) {
      steps(plan, out);
      return;
    }
    if (shape != null && (shape.graph || shape.mermaid)) {
      graph(new PlanGraph(plan), shape.mermaid, out);
      return;
    }
    List<PlanEdges.Line> edges = PlanEdges.of(plan);
    if (output.json()) {
      output.print(answer(plan.plan(), edges));
      return;
    }
    PlanText.head(plan.plan()).forEach(out::println);
    out.println();
    TextTable entities =
        new TextTable(">#", "phase", "entity", "source", "target", "nature", ">expected", "volume");
    int number = 0;
    for (Phase phase : plan.plan().phases()) {
      number++;
      for (String member : phase.entities()) {
        Entity entity = plan.entity(member);
        Long expected = entity.expected(name);
        entities.row(
            Integer.toString(number),
            phase.phase(),
            member,
            String.join(", ", entity.sources().stream().map(Source::table).toList()),
            entity.target().table(),
            EntityText.nature(entity),
            expected == null ? "" : String.format(Locale.ROOT, "%,d", expected),
            expected == null ? "" : Volume.of(expected).word());
      }
    }
    entities.lines().forEach(out::println);
    out.println();
    plan.plan().phases().forEach(phase -> out.println(PlanText.phase(phase)));
    out.println();
    PlanEdges.table(edges).forEach(out::println);
    out.println();
    out.println(new PlanGraph(plan).longestChain());
  }

  private void graph(PlanGraph graph, boolean mermaid, PrintWriter out) {
    if (mermaid && output.json()) {
      throw new ParameterException(spec.commandLine(), "--mermaid is a text; for JSON say --graph");
    }
    if (output.json()) {
      output.print(graph.graph());
    } else {
      (mermaid ? graph.mermaid() : graph.text()).forEach(out::println);
    }
  }

  private void steps(CompiledPlan plan, PrintWriter out) {
    Map<String, Double> minutes = new TreeMap<>();
    try (Live live = options.live()) {
      Connection source = live.source();
      List<Estimate> estimates =
          source == null
              ? Estimates.documented(plan, options.settings())
              : Estimates.read(plan, source, live.target(), options.settings(), null);
      estimates.forEach(estimate -> minutes.put(estimate.entity(), estimate.seconds() / 60));
    } catch (SQLException refused) {
      throw SqlFailures.failure(refused, "estimate");
    }
    List<PlanSteps.ExecutionStep> steps =
        PlanSteps.of(plan, entity -> minutes.getOrDefault(entity, 0.0));
    if (output.json()) {
      output.print(steps);
      return;
    }
    TextTable table = new TextTable(">#", "phase", "entities", ">minutes", "");
    for (PlanSteps.ExecutionStep step : steps) {
      table.row(
          Integer.toString(step.stepNumber()),
          step.phase(),
          String.join(", ", step.entities()) + (step.canRunInParallel() ? " side by side" : ""),
          String.format(Locale.ROOT, "%,.2f", step.estimatedDuration()),
          step.validationCheckpoint() ? "gate" : "");
    }
    table.lines().forEach(out::println);
  }

  private static Answer answer(Plan plan, List<PlanEdges.Line> edges) {
    return new Answer(
        plan.plan(),
        plan.description(),
        plan.document(),
        plan.startsFrom(),
        plan.prerequisites(),
        plan.phases(),
        plan.overrides(),
        plan.selections(),
        plan.never().stream().map(Plan.SourceColumn::toString).toList(),
        edges);
  }
}
