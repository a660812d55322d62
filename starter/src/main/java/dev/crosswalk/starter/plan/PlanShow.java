package dev.crosswalk.starter.plan;

import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.EntityOverride;
import dev.crosswalk.plan.Phase;
import dev.crosswalk.plan.Plan;
import dev.crosswalk.plan.Source;
import dev.crosswalk.report.TextTable;
import dev.crosswalk.starter.command.OutputOption;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code crosswalk plan show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Shows a plan's phases and entities, and the dependencies derived from them.")
final class PlanShow implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private PlanOptions options;
  @Mixin private OutputOption output;

  @Parameters(paramLabel = "PLAN", description = "The plan's name.")
  private String name;

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
    List<PlanEdges.Line> edges = PlanEdges.of(plan);
    if (output.json()) {
      output.print(answer(plan.plan(), edges));
      return;
    }
    PlanText.head(plan.plan()).forEach(out::println);
    out.println();
    TextTable entities =
        new TextTable(">#", "phase", "entity", "source", "target", "importance", ">expected");
    int number = 0;
    for (Phase phase : plan.plan().phases()) {
      number++;
      for (String member : phase.entities()) {
        Entity entity = plan.entity(member);
        entities.row(
            Integer.toString(number),
            phase.phase(),
            member,
            String.join(", ", entity.sources().stream().map(Source::table).toList()),
            entity.target().table(),
            entity.criticality(),
            expected(entity, name));
      }
    }
    entities.lines().forEach(out::println);
    out.println();
    plan.plan().phases().forEach(phase -> out.println(PlanText.phase(phase)));
    out.println();
    PlanEdges.table(edges).forEach(out::println);
  }

  private static String expected(Entity entity, String plan) {
    Long rows = entity.expected(plan);
    return rows == null ? "" : String.format(Locale.ROOT, "%,d", rows);
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
