package dev.crosswalk.starter.doctor;

import dev.crosswalk.database.DatabaseFacts;
import dev.crosswalk.database.Databases;
import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.estimate.Estimate;
import dev.crosswalk.estimate.SourceSize;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.library.Library;
import dev.crosswalk.library.PlanFiles;
import dev.crosswalk.library.Problems.Problem;
import dev.crosswalk.lint.DatabaseLint;
import dev.crosswalk.lint.Precheck;
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
            Precheck.DATABASES,
            "the target is the source's own database",
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
      findings.ok(Precheck.SETTINGS, "profile " + profile + ", task queue " + settings.taskQueue());
    }
    problems.forEach(
        problem -> findings.wrong(Precheck.SETTINGS, problem, "see: crosswalk config show"));
  }

  private @Nullable Library plans() {
    try {
      Library library = new Library(PlanFiles.of(settings.plans()));
      for (Problem problem : library.problems()) {
        findings.wrong(Precheck.PLAN_FILES, problem.toString(), null);
      }
      if (library.problems().isEmpty()) {
        findings.ok(
            Precheck.PLAN_FILES, library.plans().size() + " without a problem in their files");
        return library;
      }
    } catch (Failure unusable) {
      findings.wrong(Precheck.PLAN_FILES, unusable);
    }
    return null;
  }

  private void fit(Library library) {
    try (Connection source = Databases.connectSource(settings.source());
        Connection target = Databases.connectTarget(settings.target())) {
      for (Plan plan : library.plans()) {
        CompiledPlan compiled = library.compile(plan.plan());
        List<Problem> problems =
            DatabaseLint.problems(library, compiled, source, target).stream()
                .filter(Problem::refuses)
                .toList();
        long rights =
            problems.stream().filter(one -> Precheck.of(one) == Precheck.PRIVILEGES).count();
        String name = plan.plan();
        fits(Precheck.PRIVILEGES, name, rights, "has its rights in", "lacks rights in");
        fits(Precheck.SCHEMA, name, problems.size() - rights, "fits", "does not fit");
        if (problems.isEmpty()) {
          space(compiled, source);
        }
      }
    } catch (SQLException failed) {
      findings.wrong(Precheck.SCHEMA, SqlFailures.failure(failed, "lint"));
    } catch (Failure failed) {
      findings.wrong(Precheck.SCHEMA, failed);
    }
  }

  /** How much space a server has left it tells nobody, so this is for people to compare. */
  private void space(CompiledPlan plan, Connection source) throws SQLException {
    long bytes = 0;
    for (String entity : plan.plan().entities()) {
      SourceSize size = SourceSize.read(source, plan.entity(entity));
      bytes +=
          Estimate.of(entity, size, plan.plan().override(entity), settings.parallelism(), null)
              .disk();
    }
    String megabytes = String.format(Locale.ROOT, "%,d MB", bytes / 1_000_000 + 1);
    findings.ok(
        Precheck.SPACE,
        plan.plan().plan() + " takes about " + megabytes + " of the target's disk, backups aside");
  }

  private void fits(Precheck check, String plan, long problems, String good, String bad) {
    if (problems == 0) {
      findings.ok(check, plan + " " + good + " both databases");
    } else {
      findings.wrong(
          check,
          plan + " " + bad + " these databases, for " + problems + " reasons",
          "crosswalk plan lint " + plan + " --databases");
    }
  }
}
