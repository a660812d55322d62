package dev.crosswalk.starter.doctor;

import dev.crosswalk.starter.command.ExitCodes;
import dev.crosswalk.starter.command.OutputOption;
import dev.crosswalk.starter.command.Surroundings;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code crosswalk doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Looks at settings, both databases, Temporal and the plans, and says what to do next.",
      "Changes nothing anywhere."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:a run can be started", "3:something must be put right first"})
public final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private OutputOption output;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  DoctorCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<Finding> findings = new Doctor(Surroundings.of(spec)).examine();
    if (output.json()) {
      output.print(findings);
    } else {
      for (Finding finding : findings) {
        out.println(
            String.format(
                Locale.ROOT,
                "%-5s  %-26s  %s",
                finding.verdict() == Finding.Verdict.OK ? "ok" : finding.verdict(),
                finding.check(),
                finding.text()));
        if (finding.next() != null) {
          finding.next().lines().forEach(line -> out.println(" ".repeat(35) + "→ " + line));
        }
      }
    }
    boolean wrong =
        findings.stream().anyMatch(finding -> finding.verdict() == Finding.Verdict.WRONG);
    return wrong ? ExitCodes.BLOCKED : ExitCodes.DONE;
  }
}
