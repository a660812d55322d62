package dev.crosswalk.starter.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.crosswalk.database.Databases;
import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.estimate.Estimate;
import dev.crosswalk.estimate.LoadRate;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.report.TextTable;
import dev.crosswalk.settings.Access;
import dev.crosswalk.settings.Settings;
import dev.crosswalk.starter.command.OutputOption;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code crosswalk plan estimate}. */
@Command(
    name = "estimate",
    mixinStandardHelpOptions = true,
    description = {
      "Says what loading each entity takes: records, minutes, memory, disk, network.",
      "Records and bytes are those of the source's catalog, no row is read. The rate is that of"
          + " the",
      "last run that loaded the entity, else the one of docs/benchmarks.md."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "2:the plan or a setting is wrong",
      "3:the source refuses the user",
      "75:the source cannot be reached"
    })
final class PlanEstimate implements Runnable {
  private static final double MEGA = 1_000_000;

  @Spec private CommandSpec spec;
  @Mixin private PlanOptions options;
  @Mixin private OutputOption output;

  @Parameters(paramLabel = "PLAN", description = "The plan's name.")
  private String name;

  @Option(
      names = "--rate",
      paramLabel = "ROWS",
      description = "Rows a second, of every entity, that you know better.")
  private @Nullable Long rate;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  PlanEstimate() {}

  /**
   * One entity, for JSON; the names are those of document 004's {@code VolumeProfile}.
   *
   * @param estimatedDuration minutes
   * @param memoryRequirement MB of the worker's heap, as the others
   */
  record VolumeProfile(
      @JsonProperty("entity") String entity,
      @JsonProperty("volume") String volume,
      @JsonProperty("estimatedRecords") long estimatedRecords,
      @JsonProperty("estimatedDuration") double estimatedDuration,
      @JsonProperty("memoryRequirement") double memoryRequirement,
      @JsonProperty("diskSpace") double diskSpace,
      @JsonProperty("networkTransfer") double networkTransfer) {}

  @Override
  public void run() {
    if (rate != null && rate < 1) {
      throw new ParameterException(spec.commandLine(), "--rate must be 1 or more");
    }
    CompiledPlan plan = options.library().compile(name);
    Settings settings = options.settings(Access.SOURCE);
    List<Estimate> estimates;
    try (Connection source = Databases.connectSource(settings.source());
        Live live = new Live(settings, spec.commandLine().getErr())) {
      LoadRate asked = rate == null ? null : new LoadRate(rate, "--rate");
      estimates = Estimates.read(plan, source, live.target(), settings, asked);
    } catch (SQLException refused) {
      throw SqlFailures.failure(refused, "estimate");
    }
    if (output.json()) {
      output.print(estimates.stream().map(PlanEstimate::profile).toList());
    } else {
      print(estimates, spec.commandLine().getOut());
    }
  }

  private static VolumeProfile profile(Estimate estimate) {
    return new VolumeProfile(
        estimate.entity(),
        estimate.volume().word(),
        estimate.records(),
        Math.round(estimate.seconds() / 60 * 100) / 100.0,
        tenths(estimate.memory()),
        tenths(estimate.disk()),
        tenths(estimate.network()));
  }

  private static double tenths(long bytes) {
    return Math.round(bytes / MEGA * 10) / 10.0;
  }

  private static void print(List<Estimate> estimates, PrintWriter out) {
    TextTable table =
        new TextTable(
            "entity",
            "volume",
            ">records",
            ">minutes",
            ">memory MB",
            ">disk MB",
            ">network MB",
            ">rows/s",
            "as in");
    long records = 0;
    double seconds = 0;
    long memory = 0;
    long disk = 0;
    long network = 0;
    for (Estimate estimate : estimates) {
      records += estimate.records();
      seconds += estimate.seconds();
      memory = Math.max(memory, estimate.memory());
      disk += estimate.disk();
      network += estimate.network();
      table.row(
          estimate.entity(),
          estimate.volume().word(),
          number(estimate.records()),
          minutes(estimate.seconds()),
          megabytes(estimate.memory()),
          megabytes(estimate.disk()),
          megabytes(estimate.network()),
          number(estimate.rate().rowsASecond()),
          estimate.rate().origin());
    }
    table.row(
        "all",
        "",
        number(records),
        minutes(seconds),
        megabytes(memory),
        megabytes(disk),
        megabytes(network),
        "",
        "");
    table.lines().forEach(out::println);
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String minutes(double seconds) {
    return String.format(Locale.ROOT, "%,.2f", seconds / 60);
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,.1f", bytes / MEGA);
  }
}
