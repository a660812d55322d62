package dev.crosswalk.starter.plan;

import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.Source;
import dev.crosswalk.sql.KeyOrder;
import dev.crosswalk.sql.SourceSql;
import dev.crosswalk.starter.command.OutputOption;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code crosswalk plan explain}. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Tells how an entity's rows are made: source, rules of each column, dependencies, generated SQL.",
      "The merge is compiled from the target's catalog when a run starts; only the extract is shown."
    })
final class PlanExplain implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private PlanOptions options;
  @Mixin private OutputOption output;

  @Parameters(index = "0", paramLabel = "PLAN", description = "The plan's name.")
  private String name;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "ENTITY",
      description = "The entity's name. Default: all of the plan.")
  private @Nullable String only;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  PlanExplain() {}

  /** The whole answer, for JSON. */
  record Answer(Entity entity, List<PlanEdges.Line> edges, String extract) {}

  @Override
  public void run() {
    CompiledPlan plan = options.library().compile(name);
    List<Entity> entities = only == null ? plan.entities() : List.of(plan.entity(only));
    List<PlanEdges.Line> edges = PlanEdges.of(plan);
    List<Answer> answers = new ArrayList<>();
    for (Entity entity : entities) {
      List<PlanEdges.Line> own =
          edges.stream().filter(edge -> edge.child().equals(entity.entity())).toList();
      answers.add(new Answer(entity, own, extract(entity)));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (output.json()) {
      output.print(answers);
    } else {
      for (Answer answer : answers) {
        EntityText.lines(answer.entity()).forEach(out::println);
        out.println();
        PlanEdges.table(answer.edges()).forEach(out::println);
        out.println();
        out.println(
            "-- How the source is read, a chunk at a time (the key's type is asked of it):");
        out.println(answer.extract());
        out.println();
      }
    }
    spec.commandLine()
        .getErr()
        .println("The merge depends on the target's catalog and is not shown without a database.");
  }

  private static String extract(Entity entity) {
    List<String> extracts = new ArrayList<>();
    for (Source source : entity.sources()) {
      KeyOrder order = KeyOrder.ofNumbers(source);
      String from = order.lastRow(Collections.nCopies(source.key().size(), "0"));
      String to = order.lastRow(Collections.nCopies(source.key().size(), "50000"));
      extracts.add(new SourceSql(entity.at(source.table())).extract(order, from, to));
    }
    return String.join(";\n\n", extracts);
  }
}
