package dev.crosswalk.copy;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.ledger.EntityLedger;
import dev.crosswalk.ledger.EntityLedger.Rejected;
import dev.crosswalk.plan.Budget;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Whether more rows of an entity have been rejected than its plan tolerates. */
final class Budgets {
  private Budgets() {}

  /**
   * Fails when the budget is overdrawn: of the rows that were planned, so that it need not be
   * awaited that all are read. What a person has accepted since does not count.
   */
  static void require(Budget budget, EntityLedger ledger, String entity) {
    if (budget.equals(Budget.NONE)) {
      return;
    }
    Rejected rejected = ledger.rejected();
    long counted = 0;
    for (Rejected.Code code : rejected.codes()) {
      Budget.Weight weight = budget.weight(code.code());
      if (weight == Budget.Weight.CRITICAL) {
        throw overdrawn(
            ErrorCode.TOLERANCE,
            "rows of '%s' were rejected as %s, which the plan calls critical"
                .formatted(entity, code.code()));
      }
      counted += weight == Budget.Weight.MAJOR ? code.rows() : 0;
    }
    double share = 100.0 * counted / Math.max(1, rejected.planned());
    Double most = budget.rollbackThreshold();
    ErrorCode code = ErrorCode.ROLLBACK_THRESHOLD;
    if (most == null || share <= most) {
      most = budget.errorTolerance();
      code = ErrorCode.TOLERANCE;
    }
    if (most != null && share > most) {
      throw overdrawn(
          code,
          "%d of the %d planned rows of '%s' were rejected; the plan says %s at most"
              .formatted(counted, rejected.planned(), entity, percent(most)));
    }
  }

  private static String percent(double number) {
    return new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(number)
        + " %";
  }

  private static Failure overdrawn(ErrorCode code, String what) {
    return new Failure(code, what);
  }
}
