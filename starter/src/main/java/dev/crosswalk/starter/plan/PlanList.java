package dev.crosswalk.starter.plan;

import dev.crosswalk.library.Library;
import dev.crosswalk.plan.Plan;
import dev.crosswalk.report.TextTable;
import dev.crosswalk.starter.command.OutputOption;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code crosswalk plan list}. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the plans.")
final class PlanList implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private PlanOptions options;
  @Mixin private OutputOption output;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  PlanList() {}

  /** One plan in the list. */
  record Line(String plan, int phases, int entities, String startsFrom, String description) {}

  @Override
  public void run() {
    Library library = options.library();
    List<Line> lines = new ArrayList<>();
    for (Plan plan : library.plans()) {
      int entities = plan.phases().stream().mapToInt(phase -> phase.entities().size()).sum();
      lines.add(
          new Line(
              plan.plan(), plan.phases().size(), entities, plan.startsFrom(), plan.description()));
    }
    if (output.json()) {
      output.print(lines);
    } else {
      TextTable table = new TextTable("plan", ">phases", ">entities", "starts from", "description");
      for (Line line : lines) {
        table.row(
            line.plan(),
            Integer.toString(line.phases()),
            Integer.toString(line.entities()),
            line.startsFrom(),
            line.description());
      }
      table.lines().forEach(spec.commandLine().getOut()::println);
    }
    int problems = library.problems().size();
    if (problems > 0) {
      spec.commandLine()
          .getErr()
          .println("The files have problems (" + problems + "): crosswalk plan lint");
    }
  }
}
