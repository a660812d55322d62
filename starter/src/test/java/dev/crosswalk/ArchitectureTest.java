package dev.crosswalk;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static dev.crosswalk.Walls.outermost;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import planted.dev.crosswalk.activities.AllowedActivitiesImpl;
import planted.dev.crosswalk.activities.AllowedInterceptor;
import planted.dev.crosswalk.activities.ClientOfTemporal;
import planted.dev.crosswalk.activities.KnowsTheActivity;
import planted.dev.crosswalk.copy.KnowsTheActivityInCopy;
import planted.dev.crosswalk.copy.UsesWorkerInCopy;
import planted.dev.crosswalk.failure.ImpureFailure;
import planted.dev.crosswalk.left.Above;
import planted.dev.crosswalk.left.Left;
import planted.dev.crosswalk.left.below.Below;
import planted.dev.crosswalk.plan.ImpurePlan;
import planted.dev.crosswalk.plan.UsesActivities;
import planted.dev.crosswalk.right.Right;
import planted.dev.crosswalk.rules.AllowedInRules;
import planted.dev.crosswalk.rules.ReachingRule;
import planted.dev.crosswalk.starter.UsesWorker;
import planted.dev.crosswalk.starter.embedded.AllowedUseOfWorker;
import planted.dev.crosswalk.unknown.Unknown;
import planted.dev.crosswalk.worker.UsesStarter;
import planted.dev.crosswalk.workflows.AllowedInWorkflows;
import planted.dev.crosswalk.workflows.ImpureWorkflow;
import planted.dev.crosswalk.workflows.MapPayload;
import planted.dev.crosswalk.workflows.UnsteadyCalls;
import planted.dev.crosswalk.workflows.UnsteadyTypes;

/** Every wall stands in the real code, and every wall catches what is planted against it. */
class ArchitectureTest {
  private static final JavaClasses REAL =
      new ClassFileImporter()
          .withImportOption(
              location -> !location.contains("/test-classes/") && !location.contains("-tests.jar"))
          .importPackages("dev.crosswalk");

  private static final JavaClasses PLANTED = new ClassFileImporter().importPackages("planted");

  /** A wall, with classes that violate it and classes that come close and are allowed. */
  private record Wall(String name, ArchRule rule, List<Class<?>> planted, List<Class<?>> allowed) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Wall> walls() {
    return Stream.of(
        new Wall(
            "the workflows module reaches no database, file or network",
            Walls.WORKFLOW_MODULE_IS_PURE,
            List.of(ImpureWorkflow.class, ImpurePlan.class, ImpureFailure.class),
            List.of(AllowedInWorkflows.class)),
        new Wall(
            "workflow code uses no unsteady type",
            Walls.WORKFLOW_CODE_USES_NO_UNSTEADY_TYPE,
            List.of(UnsteadyTypes.class),
            List.of(AllowedInWorkflows.class)),
        new Wall(
            "workflow code calls nothing unsteady",
            Walls.WORKFLOW_CODE_CALLS_NOTHING_UNSTEADY,
            List.of(UnsteadyCalls.class),
            List.of(AllowedInWorkflows.class)),
        new Wall(
            "payloads hold no maps",
            Walls.PAYLOADS_HOLD_NO_MAPS,
            List.of(MapPayload.class),
            List.of(AllowedInWorkflows.class)),
        new Wall(
            "only activity implementations and interceptors know the activity",
            Walls.ONLY_ACTIVITIES_KNOW_THE_ACTIVITY,
            List.of(KnowsTheActivity.class, KnowsTheActivityInCopy.class),
            List.of(AllowedActivitiesImpl.class, AllowedInterceptor.class)),
        new Wall(
            "only worker and starter are clients of Temporal",
            Walls.ONLY_WORKER_AND_STARTER_ARE_CLIENTS,
            List.of(ClientOfTemporal.class),
            List.of(AllowedActivitiesImpl.class)),
        new Wall(
            "rules reach nothing",
            Walls.RULES_REACH_NOTHING,
            List.of(ReachingRule.class),
            List.of(AllowedInRules.class)),
        new Wall(
            "packages have no cycles",
            Walls.PACKAGES_HAVE_NO_CYCLES,
            List.of(Left.class, Right.class, Above.class, Below.class),
            List.of(Left.class)),
        new Wall(
            "only embedded starts workers",
            Walls.ONLY_EMBEDDED_STARTS_WORKERS,
            List.of(UsesWorker.class),
            List.of(AllowedUseOfWorker.class)),
        new Wall(
            "modules are layered",
            Walls.MODULES_ARE_LAYERED,
            List.of(UsesActivities.class, UsesWorkerInCopy.class, UsesStarter.class),
            List.of(UsesWorker.class, AllowedUseOfWorker.class)),
        new Wall(
            "every package is named in Walls",
            Walls.EVERY_PACKAGE_IS_NAMED_HERE,
            List.of(Unknown.class),
            List.of(ReachingRule.class)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("walls")
  void standsInTheRealCode(Wall wall) {
    wall.rule.check(REAL);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("walls")
  void catchesWhatIsPlanted(Wall wall) {
    ArchRule rule = wall.rule.allowEmptyShould(true);
    String report = rule.evaluate(classes(wall.planted)).getFailureReport().toString();

    assertThat(wall.planted)
        .as(wall.name)
        .allSatisfy(type -> assertThat(report).contains(violations(type)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("walls")
  void leavesAloneWhatIsAllowed(Wall wall) {
    wall.rule.allowEmptyShould(true).check(classes(wall.allowed));
  }

  private static JavaClasses classes(List<Class<?>> types) {
    List<String> names = types.stream().map(Class::getName).toList();
    return PLANTED.that(
        describe("planted for this wall", type -> names.contains(outermost(type).getName())));
  }

  /**
   * Each method or component of a planted class is one violation; one without any is one itself.
   */
  private static List<String> violations(Class<?> planted) {
    Stream<String> members =
        planted.isRecord()
            ? Stream.of(planted.getRecordComponents()).map(RecordComponent::getName)
            : Stream.of(planted.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .map(method -> method.getName() + "(");
    List<String> named = members.map(member -> planted.getName() + "." + member).toList();
    return named.isEmpty() ? List.of(planted.getName()) : named;
  }
}
