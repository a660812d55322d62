package dev.crosswalk.starter.plan;

import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.Phase;
import dev.crosswalk.report.TextTable;
import dev.crosswalk.starter.command.OutputOption;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
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
  record Answer(String plan, String description, List<Phase> phases, List<PlanEdges.Line> edges) {}

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    CompiledPlan plan = options.library().compile(name);
    List<PlanEdges.Line> edges = PlanEdges.of(plan);
    if (output.json()) {
      output.print(
          new Answer(plan.plan().plan(), plan.plan().description(), plan.plan().phases(), edges));
      return;
    }
    out.println(plan.plan().plan() + ": " + plan.plan().description());
    out.println();
    TextTable entities = new TextTable(">#", "phase", "entity", "source", "target", "importance");
    int number = 0;
    for (Phase phase : plan.plan().phases()) {
      number++;
      for (String member : phase.entities()) {
        Entity entity = plan.entity(member);
        entities.row(
            Integer.toString(number),
            phase.phase(),
            member,
            entity.source().table(),
            entity.target().table(),
            entity.criticality());
      }
    }
    entities.lines().forEach(out::println);
    out.println();
    for (Phase phase : plan.plan().phases()) {
      out.println(
          phase.phase()
              + ": "
              + phase.title()
              + "; "
              + (phase.parallel() ? "entities side by side" : "one entity after another")
              + ", gate after each "
              + phase.gateAfter().name().toLowerCase(Locale.ROOT));
    }
    out.println();
    PlanEdges.table(edges).forEach(out::println);
  }
}
