package dev.crosswalk.starter.doctor;

import dev.crosswalk.database.DatabaseFacts;
import dev.crosswalk.database.Databases;
import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.library.Library;
import dev.crosswalk.library.PlanFiles;
import dev.crosswalk.library.Problems.Problem;
import dev.crosswalk.lint.DatabaseLint;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Plan;
import dev.crosswalk.settings.Access;
import dev.crosswalk.settings.Settings;
import dev.crosswalk.starter.command.Surroundings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at everything that a run needs, in the order in which it is put right. For one thread. */
final class Doctor {
  private final Surroundings surroundings;
  private final Settings settings;
  private final Findings findings = new Findings();

  Doctor(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.settings = Settings.read(Map.of(), surroundings.environment(), surroundings.directory());
  }

  /** Never fails: what cannot be looked at is itself a finding. */
  List<Finding> examine() {
    settings();
    Library library = plans();
    DatabaseExamination databases = new DatabaseExamination(settings, findings);
    DatabaseFacts source = databases.source();
    DatabaseFacts target = databases.target();
    if (source != null && target != null) {
      if (source.fingerprint().equals(target.fingerprint())) {
        findings.wrong(
            "target",
            "it is the source's own database",
            "name another database with CROSSWALK_TARGET_URL");
      } else if (library != null && source.tables() > 0 && target.ledger()) {
        fit(library);
      }
    }
    new TemporalExamination(surroundings::temporal, settings.taskQueue(), findings).look();
    return findings.all();
  }

  private void settings() {
    List<String> problems = settings.problems(Access.SOURCE, Access.TARGET);
    if (problems.isEmpty()) {
      String profile = settings.profile().name().toLowerCase(Locale.ROOT);
      findings.ok("settings", "profile " + profile + ", task queue " + settings.taskQueue());
    }
    problems.forEach(problem -> findings.wrong("settings", problem, "see: crosswalk config show"));
  }

  private @Nullable Library plans() {
    try {
      Library library = new Library(PlanFiles.of(settings.plans()));
      for (Problem problem : library.problems()) {
        findings.wrong("plans", problem.toString(), null);
      }
      if (library.problems().isEmpty()) {
        findings.ok("plans", library.plans().size() + " without a problem in their files");
        return library;
      }
    } catch (Failure unusable) {
      findings.wrong("plans", unusable);
    }
    return null;
  }

  private void fit(Library library) {
    try (Connection source = Databases.connectSource(settings.source());
        Connection target = Databases.connectTarget(settings.target())) {
      for (Plan plan : library.plans()) {
        CompiledPlan compiled = library.compile(plan.plan());
        long problems =
            DatabaseLint.problems(library, compiled, source, target).stream()
                .filter(Problem::refuses)
                .count();
        if (problems == 0) {
          findings.ok("plans", plan.plan() + " fits both databases");
        } else {
          findings.wrong(
              "plans",
              plan.plan() + " does not fit these databases, for " + problems + " reasons",
              "crosswalk plan lint " + plan.plan() + " --databases");
        }
      }
    } catch (SQLException failed) {
      findings.wrong("plans", SqlFailures.failure(failed, "lint"));
    } catch (Failure failed) {
      findings.wrong("plans", failed);
    }
  }
}
