package dev.crosswalk.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No code without a sentence, a remedy and a test that shows how it comes about. */
class ErrorCodesTest {
  /** A code and where it is shown. */
  private record Shown(ErrorCode code, String where) {}

  /**
   * Where each code is shown: {@code module/package/Class#method}, or the file of a test that is a
   * directory. Every code stands here at least once, and what stands here names the code.
   */
  private static final List<Shown> TESTS = new ArrayList<>();

  private static void shown(String where, ErrorCode... codes) {
    for (ErrorCode code : codes) {
      TESTS.add(new Shown(code, where));
    }
  }

  static {
    shown(
        "activities/copy/BadRowsTest#oneOfEachCostsItsOwnRowWhateverTheBatch",
        ErrorCode.VALIDATION_REQUIRED,
        ErrorCode.VALIDATION_FORMAT,
        ErrorCode.VALIDATION_ENCODING,
        ErrorCode.VALIDATION_JSON,
        ErrorCode.UNIQUE,
        ErrorCode.KEY_TAKEN,
        ErrorCode.CHECK,
        ErrorCode.MISSING_PARENT,
        ErrorCode.LENGTH,
        ErrorCode.RANGE,
        ErrorCode.TYPE);
    shown(
        "activities/copy/BuiltInPlanTest#exactlyThePlantedRowsAreRejected",
        ErrorCode.VALIDATION_VOCABULARY,
        ErrorCode.PARENT_REJECTED);
    shown(
        "activities/sql/VerdictsTest#aForeignKeyThatNoReferenceDeclaresCostsTheRowThatBreaksIt",
        ErrorCode.FOREIGN_KEY);
    shown(
        "activities/sql/VerdictsTest#anExclusionConstraintCostsTheRowThatOverlaps",
        ErrorCode.EXCLUSION);
    shown("activities/sql/VerdictsTest#aTriggerThatRefusesARowCostsThatRow", ErrorCode.TRIGGER);
    shown("activities/schema/SchemasTest#tablesOfOthersAreNotBuiltUpon", ErrorCode.STRUCTURE);
    shown(
        "starter/endtoend/OutagesTest#aRunOutlivesCutConnectionsADeadlockAndAStatementTimeout",
        ErrorCode.CONTENTION,
        ErrorCode.TIMEOUT);
    // The one before needs a real Temporal server; this one runs everywhere.
    shown(
        "activities/database/SqlFailuresTest#eachStateHasItsCode",
        ErrorCode.CONTENTION,
        ErrorCode.TIMEOUT);
    shown(
        "activities/copy/ChunkTest#whenTheAnswerToACommitIsLostTheLedgerTellsThatItHappened",
        ErrorCode.CONNECTIVITY);
    shown(
        "activities/database/SqlFailuresTest#aServerThatTakesNoWritesIsTriedAgain",
        ErrorCode.READ_ONLY);
    shown(
        "activities/database/SqlFailuresTest#aServerWithoutAConnectionToSpareIsTriedAgain",
        ErrorCode.CONNECTIONS);
    shown(
        "activities/database/SqlFailuresTest#eachStateHasItsCode",
        ErrorCode.RESOURCE,
        ErrorCode.DISK,
        ErrorCode.MEMORY,
        ErrorCode.CORRUPT);
    shown(
        "activities/database/SqlFailuresTest#whatARowMayBeToBlameForIsSoughtInTheRows",
        ErrorCode.CARDINALITY,
        ErrorCode.SIZE);
    shown(
        "activities/copy/ParentsTest#theSourceTellsWhyAParentIsMissing",
        ErrorCode.PARENT_FILTERED,
        ErrorCode.PARENT_ORDER);
    shown(
        "activities/sql/VerdictsTest#eachValueThatDoesNotFitItsTypeCostsItsRowAndNamesItsColumn",
        ErrorCode.ENUM);
    shown("activities/src/test/cases/addresses-that-others-hold/rejects.csv", ErrorCode.EMAIL);
    shown("activities/src/test/cases/rows-that-must-not-differ/rejects.csv", ErrorCode.EXISTING);
    shown(
        "activities/src/test/cases/rows-to-update-that-are-missing/rejects.csv",
        ErrorCode.MISSING_ROW);
    shown(
        "workflows/workflows/RequirementTest#whatAPhaseRequiresIsAskedOnceAndNothingOfItBeginsBefore",
        ErrorCode.REQUIREMENT);
    shown(
        "activities/database/TlsTest#thePasswordMayComeFromTheEnvironmentOrThePasswordFile",
        ErrorCode.ACCESS,
        ErrorCode.INPUT);
    shown("activities/database/SessionsTest#aPoolerInTransactionModeIsRefused", ErrorCode.POOLED);
    shown("activities/library/LintTest#allProblemsOfAllFilesAreToldAtOnce", ErrorCode.PLAN);
    shown(
        "activities/activities/PreflightTest#aPlanThatDoesNotFitTheDatabasesIsRefusedWithEveryReason",
        ErrorCode.PREFLIGHT);
    shown("activities/copy/ChunkTest#aJoinThatRepeatsKeysStopsTheEntity", ErrorCode.KEY_ORDER);
    shown(
        "activities/copy/ChunkTest#aTargetThatARunOwnsIsRefusedToAnother",
        ErrorCode.RUN_BUSY,
        ErrorCode.RUN_EXISTS);
    shown("starter/starter/CommandsTest#aRunWhoseWorkflowIsGoneIsLost", ErrorCode.RUN_LOST);
    shown("activities/copy/ChunkTest#aWorkerOnOtherDatabasesIsRefused", ErrorCode.WRONG_DATABASE);
    shown(
        "activities/activities/PreflightTest#oneDatabaseByTwoNamesAndTwoRolesIsNotTwo",
        ErrorCode.SAME_DATABASE);
    shown(
        "workflows/workflows/GateTest#aFailedGateNamesItsChecksAndARetryRunsTheGateAlone",
        ErrorCode.GATE);
    shown("activities/copy/ChunkTest#afterAHaltAnOlderAttemptWritesNothing", ErrorCode.STALE);
    shown(
        "activities/copy/ChunkTest#anInsertThatATriggerSwallowsIsNoticedAndNothingIsWritten",
        ErrorCode.UNBALANCED);
    shown(
        "activities/undo/RollbackTest#rowsOfOthersThatDependOnOursAreInTheWay",
        ErrorCode.DEPENDENTS);
    shown("activities/undo/RollbackTest#aTriggerOnDeleteIsNamed", ErrorCode.DELETE_TRIGGER);
    shown(
        "activities/undo/RollbackTest#aMissingIndexIsNamedWithTheStatementThatMakesIt",
        ErrorCode.INDEX_MISSING);
    shown(
        "activities/undo/RollbackTest#rowsThatOthersHaveWrittenAreInTheWayUntilTheyMayBeDiscarded",
        ErrorCode.EDITED);
    shown(
        "activities/undo/RollbackTest#updatesOnTopOfOneAnotherAreUndoneInTheirOrder",
        ErrorCode.UPDATED_SINCE);
    shown(
        "activities/undo/RollbackTest#aRowOfOthersThatWouldGoWithOursStopsTheTransaction",
        ErrorCode.UNPROVEN);
    shown(
        "activities/undo/RollbackTest"
            + "#aLoadUndoneLeavesTheTablesAsTheyWereAndCanBeLoadedAgainByThisRunOrAnother",
        ErrorCode.UNDONE);
    shown(
        "activities/ledger/ResumptionTest#anotherPlanIsRefusedWithItsDifferencesUnlessAccepted",
        ErrorCode.PLAN_CHANGED);
    shown(
        "activities/backup/RestoreTest#rowsOfOthersThatDependOnWhatCameSinceAreNamed",
        ErrorCode.BACKUP_BLOCKED);
    shown("activities/backup/RestoreTest#whatIsNotProvenIsNotDone", ErrorCode.BACKUP_UNPROVEN);
    shown(
        "activities/copy/BudgetsTest#anEntityStopsWhenMoreIsRejectedThanThePlanTolerates",
        ErrorCode.TOLERANCE);
    shown(
        "activities/copy/BudgetsTest#fromTheThresholdOnItIsTheRollbackThatIsWanted",
        ErrorCode.ROLLBACK_THRESHOLD);
    shown(
        "workflows/workflows/FailuresTest#whatHasNoCodeIsNamedByWhatHappened", ErrorCode.INTERNAL);
  }

  @Test
  void everyCodeIsShownByATestThatNamesIt() throws IOException {
    Set<ErrorCode> missing = EnumSet.allOf(ErrorCode.class);
    for (Shown test : TESTS) {
      assertThat(text(test.where()))
          .as(test.where())
          .containsAnyOf(
              test.code().key(), "ErrorCode." + test.code().name(), ", " + test.code().name());
      missing.remove(test.code());
    }
    assertThat(missing).as("codes that no test shows").isEmpty();
  }

  @Test
  void keysAreStableNamesAndSentencesAreSentences() {
    Set<String> keys = new HashSet<>();
    for (ErrorCode code : ErrorCode.values()) {
      assertThat(code.key()).matches("[a-z]+(_[a-z]+)*\\.[a-z]+(_[a-z]+)*");
      assertThat(keys.add(code.key())).as(code.key()).isTrue();
      assertThat(code.when()).matches("[A-Z][^|]*\\.");
      assertThat(code.suggestion()).matches("[A-Z][^|]*\\.");
      assertThat(ErrorCode.of(code.key())).isEqualTo(code);
    }
    assertThat(ErrorCode.of("no.such_key")).isEqualTo(ErrorCode.INTERNAL);
  }

  /** What is tried again by itself has cost nothing yet. */
  @Test
  void whatIsRetryableCostsNothing() {
    assertThat(Stream.of(ErrorCode.values()).filter(ErrorCode::retryable))
        .allSatisfy(code -> assertThat(code.cost()).isEqualTo(ErrorCode.Cost.NOTHING));
  }

  /** A test with its annotations, or a file of a test that is a directory. */
  private static String text(String where) throws IOException {
    int hash = where.indexOf('#');
    if (hash < 0) {
      return Files.readString(root().resolve(where));
    }
    int slash = where.indexOf('/');
    Path file =
        root()
            .resolve(where.substring(0, slash))
            .resolve("src/test/java/dev/crosswalk")
            .resolve(where.substring(slash + 1, hash) + ".java");
    String source = Files.readString(file);
    int method = source.indexOf("  void " + where.substring(hash + 1) + "(");
    assertThat(method).as("no method %s", where).isPositive();
    return source.substring(source.lastIndexOf("\n\n", method), source.indexOf("\n  }\n", method));
  }

  private static Path root() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("mvnw"))) {
        return at;
      }
    }
    throw new IllegalStateException("no mvnw in this directory or above it");
  }
}
