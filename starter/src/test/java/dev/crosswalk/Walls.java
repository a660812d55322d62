package dev.crosswalk;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.BaseStream;
import java.util.stream.Collectors;

/**
 * The walls between the packages. Each begins with two dots, so that it holds for the planted
 * violations below {@code planted.dev.crosswalk} as it does for the real code.
 */
final class Walls {
  private static final String ALL = "..dev.crosswalk..";
  private static final String PLAN = "..dev.crosswalk.plan..";
  private static final String WORKFLOWS = "..dev.crosswalk.workflows..";
  private static final String RULES = "..dev.crosswalk.rules..";
  private static final String WORKER = "..dev.crosswalk.worker..";
  private static final String TEMPORAL = "..dev.crosswalk.temporal..";
  private static final String STARTER = "..dev.crosswalk.starter..";
  private static final String EMBEDDED = "..dev.crosswalk.starter.embedded..";

  /** The module {@code workflows}. */
  private static final String[] PURE = {"..dev.crosswalk.failure..", PLAN, WORKFLOWS};

  /** The module {@code activities}. */
  private static final String[] ACTIVE = {
    "..dev.crosswalk.activities..",
    "..dev.crosswalk.backup..",
    "..dev.crosswalk.copy..",
    "..dev.crosswalk.database..",
    "..dev.crosswalk.estimate..",
    "..dev.crosswalk.fault..",
    "..dev.crosswalk.gate..",
    "..dev.crosswalk.ledger..",
    "..dev.crosswalk.library..",
    "..dev.crosswalk.lint..",
    "..dev.crosswalk.report..",
    RULES,
    "..dev.crosswalk.schema..",
    "..dev.crosswalk.settings..",
    "..dev.crosswalk.sql..",
    "..dev.crosswalk.undo..",
  };

  /** Databases, files, network. An enum or an exception names Serializable, which does nothing. */
  private static final DescribedPredicate<JavaClass> OUTSIDE_WORLD =
      resideInAnyPackage(
              "java.sql..",
              "javax.sql..",
              "org.postgresql..",
              "com.zaxxer..",
              "org.jooq..",
              "org.flywaydb..",
              "software.amazon..",
              "java.io..",
              "java.nio.file..",
              "java.nio.channels..",
              "java.net..")
          .and(not(describe("Serializable", type -> type.isEquivalentTo(Serializable.class))))
          .as("databases, files or the network");

  static final ArchRule WORKFLOW_MODULE_IS_PURE =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat(OUTSIDE_WORLD)
          .because("workflow code is replayed: it may only see its input and its history");

  /** Types that differ at each run or JVM, or that bring their own threads. */
  private static final Set<String> UNSTEADY_TYPES =
      Set.of(
          "java.lang.Thread",
          "java.lang.ThreadLocal",
          "java.security.SecureRandom",
          "java.time.Clock",
          "java.util.HashMap",
          "java.util.HashSet",
          "java.util.IdentityHashMap",
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.util.Timer",
          "java.util.WeakHashMap",
          "org.slf4j.LoggerFactory");

  /** What of {@code java.util.concurrent} starts no thread and takes no lock. */
  private static final Set<String> STEADY_CONCURRENCY =
      Set.of("TimeUnit", "TimeoutException", "Callable");

  private static final DescribedPredicate<JavaClass> UNSTEADY_TYPE =
      describe(
          "clocks, randomness, threads, hash tables or loggers",
          type ->
              UNSTEADY_TYPES.contains(type.getName())
                  || (type.getPackageName().startsWith("java.util.concurrent")
                      && !STEADY_CONCURRENCY.contains(type.getSimpleName())));

  /** Methods whose answer differs at each call or JVM. */
  private static final DescribedPredicate<JavaAccess<?>> UNSTEADY_CALL =
      describe("whose answer differs at each call or JVM", Walls::isUnsteady);

  static final ArchRule WORKFLOW_CODE_USES_NO_UNSTEADY_TYPE =
      noClasses()
          .that()
          .resideInAnyPackage(PLAN, WORKFLOWS)
          .should()
          .dependOnClassesThat(UNSTEADY_TYPE)
          .because("replay on another JVM must take the same path; Temporal has its own of each");

  static final ArchRule WORKFLOW_CODE_CALLS_NOTHING_UNSTEADY =
      noClasses()
          .that()
          .resideInAnyPackage(PLAN, WORKFLOWS)
          .should()
          .accessTargetWhere(UNSTEADY_CALL)
          .because("replay on another JVM must take the same path; Temporal has its own of each");

  static final ArchRule PAYLOADS_HOLD_NO_MAPS =
      fields()
          .that()
          .areDeclaredInClassesThat(assignableTo(Record.class).and(resideInAPackage(WORKFLOWS)))
          .should(
              ArchCondition.from(describe("hold no map", (JavaField field) -> !involvesMap(field))))
          .because("the order of a map's entries may change on its way through a payload");

  static final ArchRule ONLY_ACTIVITIES_KNOW_THE_ACTIVITY =
      noClasses()
          .that(
              not(
                  describe(
                      "activity implementations, their heartbeat, or interceptors",
                      Walls::isActivityCode)))
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Activity.class, ActivityExecutionContext.class)
          .because("what copies rows must also run, and be tested, without Temporal");

  static final ArchRule ONLY_WORKER_AND_STARTER_ARE_CLIENTS =
      noClasses()
          .that()
          .resideOutsideOfPackages(TEMPORAL, WORKER, STARTER)
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.temporal.client..").and(not(assignableTo(Throwable.class))))
          .because("only exceptions of the client reach activities and workflows");

  static final ArchRule RULES_REACH_NOTHING =
      noClasses()
          .that()
          .resideInAPackage(RULES)
          .should()
          .dependOnClassesThat(
              OUTSIDE_WORLD.or(resideInAnyPackage(ACTIVE).and(not(resideInAPackage(RULES)))))
          .because("a rule is a pure function of the text it is given");

  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("..dev.crosswalk.(**)").should().beFreeOfCycles();

  static final ArchRule ONLY_EMBEDDED_STARTS_WORKERS =
      noClasses()
          .that()
          .resideInAPackage(STARTER)
          .and()
          .resideOutsideOfPackage(EMBEDDED)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(WORKER)
          .because("a command talks to a run through Temporal and the ledger");

  static final ArchRule MODULES_ARE_LAYERED =
      CompositeArchRule.of(
              noClasses()
                  .that()
                  .resideInAnyPackage(PURE)
                  .should()
                  .dependOnClassesThat(
                      resideInAnyPackage(ACTIVE).or(resideInAnyPackage(TEMPORAL, WORKER, STARTER))))
          .and(
              noClasses()
                  .that()
                  .resideInAnyPackage(ACTIVE)
                  .should()
                  .dependOnClassesThat(resideInAnyPackage(TEMPORAL, WORKER, STARTER)))
          .and(
              noClasses()
                  .that()
                  .resideInAPackage(TEMPORAL)
                  .should()
                  .dependOnClassesThat(resideInAnyPackage(WORKER, STARTER)))
          .and(
              noClasses()
                  .that()
                  .resideInAPackage(WORKER)
                  .should()
                  .dependOnClassesThat(resideInAPackage(STARTER)))
          .because("starter uses worker uses activities uses workflows, never the other way");

  static final ArchRule EVERY_PACKAGE_IS_NAMED_HERE =
      classes()
          .that()
          .resideInAPackage(ALL)
          .should()
          .resideInAnyPackage(PURE)
          .orShould()
          .resideInAnyPackage(ACTIVE)
          .orShould()
          .resideInAnyPackage(TEMPORAL, WORKER, STARTER)
          .because("a package that no wall knows has no walls; name a new one in Walls");

  private Walls() {}

  private static boolean involvesMap(JavaField field) {
    return field.getType().getAllInvolvedRawTypes().stream()
        .anyMatch(type -> type.isAssignableTo(Map.class));
  }

  private static boolean isUnsteady(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    return switch (access.getTarget().getName()) {
      case "currentTimeMillis", "nanoTime", "getenv", "getProperty", "getProperties" ->
          owner.isEquivalentTo(System.class);
      case "identityHashCode" -> owner.isEquivalentTo(System.class);
      case "now" -> owner.getPackageName().startsWith("java.time");
      case "systemDefault" -> owner.isEquivalentTo(ZoneId.class);
      case "getDefault" ->
          owner.isEquivalentTo(TimeZone.class) || owner.isEquivalentTo(Locale.class);
      case "random" -> owner.isEquivalentTo(Math.class);
      case "randomUUID" -> owner.isEquivalentTo(UUID.class);
      case "of", "copyOf", "ofEntries" ->
          owner.isEquivalentTo(Map.class) || owner.isEquivalentTo(Set.class);
      // With a map of the caller's choice (LinkedHashMap, TreeMap) the order is the caller's.
      case "toMap", "groupingBy" -> owner.isEquivalentTo(Collectors.class) && !takesMap(access);
      case "toSet", "toUnmodifiableSet", "toUnmodifiableMap" ->
          owner.isEquivalentTo(Collectors.class);
      case "parallelStream" -> owner.isAssignableTo(Collection.class);
      case "parallel" -> owner.isAssignableTo(BaseStream.class);
      default -> false;
    };
  }

  private static boolean takesMap(JavaAccess<?> access) {
    return access.getTarget() instanceof CodeUnitAccessTarget target
        && target.getRawParameterTypes().stream()
            .anyMatch(type -> type.isEquivalentTo(Supplier.class));
  }

  private static boolean isActivityCode(JavaClass type) {
    JavaClass outermost = outermost(type);
    String name = outermost.getSimpleName();
    return resideInAPackage("..dev.crosswalk.activities").test(outermost)
        && (name.endsWith("ActivitiesImpl")
            || name.endsWith("Interceptor")
            || name.equals("Beating"));
  }

  /** The class whose file this is: inner and anonymous classes are judged by its name. */
  static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(Walls::outermost).orElse(type);
  }
}
