package dev.crosswalk.report;

import java.util.ArrayList;
import java.util.List;

/** What to do after a run: command lines that can be run as they stand. */
final class NextSteps {
  private NextSteps() {}

  static List<String> of(Report.Run run, List<Report.Phase> phases, Report.RejectsSummary rejects) {
    List<String> steps = new ArrayList<>();
    if (run.ended() == null) {
      phases.stream()
          .flatMap(phase -> phase.entities().stream())
          .filter(entity -> entity.status().equals("failed"))
          .forEach(
              entity -> steps.add("crosswalk retry " + run.id() + " --entity " + entity.entity()));
      if (run.status().equals("paused")) {
        steps.add("crosswalk resume " + run.id());
      }
      steps.add("crosswalk status " + run.id());
    }
    if (!rejects.topPatterns().isEmpty()) {
      steps.add(
          psql(
              "select entity, code, column_name, count(*), suggestion from"
                  + " crosswalk.open_rejects group by 1, 2, 3, 5 order by 4 desc"));
      Report.Pattern first = rejects.topPatterns().get(0);
      steps.add("crosswalk plan explain " + run.plan() + " " + first.entity());
    }
    boolean failed =
        phases.stream()
            .flatMap(phase -> phase.entities().stream())
            .flatMap(entity -> entity.checks().stream())
            .anyMatch(Report.Check::shuts);
    if (failed) {
      steps.add("crosswalk validate " + run.id() + " --stored");
    }
    boolean late =
        phases.stream()
            .flatMap(phase -> phase.entities().stream())
            .anyMatch(entity -> entity.late() > 0);
    if (late && run.ended() != null) {
      steps.add("crosswalk start --plan " + run.plan());
    }
    return steps;
  }

  private static String psql(String query) {
    return "psql \"$CROSSWALK_TARGET_URL\" -c \"" + query + "\"";
  }
}
