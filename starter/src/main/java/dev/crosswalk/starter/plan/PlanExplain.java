package dev.crosswalk.starter.plan;

import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.Source;
import dev.crosswalk.sql.CompiledEntity;
import dev.crosswalk.sql.KeyOrder;
import dev.crosswalk.sql.MergeSql;
import dev.crosswalk.sql.SourceSql;
import dev.crosswalk.starter.command.OutputOption;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
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
      "Tells how an entity's rows are made: source, rules of each column, dependencies, generated"
          + " SQL.",
      "Where the settings name the two databases, also the statement that writes the rows, which"
          + " is",
      "compiled from the target's catalog, and the rows that there are beside those that documents",
      "promise. Counts rows; writes nothing."
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

  /**
   * The whole answer, for JSON.
   *
   * @param merge one statement for each source; empty when no catalog could be asked
   */
  record Answer(
      Entity entity,
      List<PlanEdges.Line> edges,
      RowCounts rows,
      String extract,
      List<String> merge) {}

  @Override
  public void run() {
    CompiledPlan plan = options.library().compile(name);
    List<Entity> entities = only == null ? plan.entities() : List.of(plan.entity(only));
    List<PlanEdges.Line> edges = PlanEdges.of(plan);
    List<Answer> answers = new ArrayList<>();
    boolean compiled;
    try (Live live = options.live()) {
      compiled = live.source() != null && live.target() != null;
      for (Entity entity : entities) {
        List<PlanEdges.Line> own =
            edges.stream().filter(edge -> edge.child().equals(entity.entity())).toList();
        answers.add(
            new Answer(
                entity,
                own,
                rows(entity, live),
                extract(entity),
                merge(plan, entity, live.source(), live.target())));
      }
    }
    if (output.json()) {
      output.print(answers);
    } else {
      answers.forEach(answer -> print(answer, spec.commandLine().getOut()));
    }
    if (!compiled) {
      spec.commandLine()
          .getErr()
          .println("The merge depends on the target's catalog and is not shown without databases.");
    }
  }

  private static void print(Answer answer, PrintWriter out) {
    EntityText.lines(answer.entity()).forEach(out::println);
    out.println();
    PlanEdges.table(answer.edges()).forEach(out::println);
    out.println();
    answer.rows().lines().forEach(out::println);
    out.println();
    out.println("-- How the source is read, a chunk at a time (the key's type is asked of it):");
    out.println(answer.extract());
    out.println();
    for (String merge : answer.merge()) {
      out.println("-- How the target is written, a batch at a time, once its rows are staged:");
      out.println(merge);
      out.println();
    }
  }

  private RowCounts rows(Entity entity, Live live) {
    try {
      return RowCounts.of(entity, name, live.source(), live.target());
    } catch (SQLException refused) {
      Live.tell(spec.commandLine().getErr(), SqlFailures.failure(refused, entity.entity()));
      return new RowCounts(entity.expected(name), null, null);
    }
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

  private List<String> merge(
      CompiledPlan plan, Entity entity, @Nullable Connection source, @Nullable Connection target) {
    List<String> statements = new ArrayList<>();
    if (source == null || target == null) {
      return statements;
    }
    try {
      for (Source one : entity.sources()) {
        CompiledEntity compiled =
            CompiledEntity.compile(plan, entity.at(one.table()), source, target);
        statements.add(new MergeSql(compiled, "RUN", 1).statement(1, 5_000, 1, 1));
      }
    } catch (SQLException refused) {
      Live.tell(spec.commandLine().getErr(), SqlFailures.failure(refused, entity.entity()));
    } catch (Failure unfit) {
      Live.tell(spec.commandLine().getErr(), unfit);
    }
    return statements;
  }
}
