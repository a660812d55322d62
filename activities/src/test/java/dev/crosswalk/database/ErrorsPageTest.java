package dev.crosswalk.database;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.testing.Documents;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The page about the error codes, {@code docs/errors.md}, written from the codes themselves. */
class ErrorsPageTest {
  private static final String HEAD =
      """
      # Errors

      Written from the codes themselves; a test fails when this page is out of date, and another when a code has
      no test. `crosswalk explain CODE` tells the same of one.

      Whatever fails has one of these codes: a row in `crosswalk.reject`, an entity or a run in `status`, in the
      report and in Temporal, a command in the line with which it ends. Codes are decided by what the server says
      in fields, SQLSTATE first, never by the text of a message. No message holds a value of a row.

      - **Severity.** `critical`: nothing more can be done before it is settled. `high`: a row or a relation is
        missing. `medium`: a value is at fault. `low`: no one has to act.
      - **Costs.** *One row*: it is kept with its reason and its values, and the rows beside it go on. *One row,
        for now*: it waits for its parent. *Its entity*: that stops and waits for a decision, others go on. *The
        run*, or the command: refused before a row is written. *Nothing* but time. Where no row can be named, as
        with an error in an expression of the source or a key that is not text, a code of one row stops the entity.
      - **Retryable.** It is tried again by itself ([reliability](reliability.md)); an entity to which nothing has
        come for 30 minutes waits for a decision. The others would fail in the same way.
      - **SQLSTATE.** What a server says when it means this; `40xxx` is every other state of its class. A state
        that stands nowhere is `internal.unexpected`.
      """;

  @Test
  void thePageOfTheDocumentationIsUpToDate() {
    Documents.requireCurrent("errors.md", page());
  }

  private static String page() {
    StringBuilder page = new StringBuilder(HEAD);
    String category = "";
    for (ErrorCode code : ErrorCode.values()) {
      if (!code.category().equals(category)) {
        category = code.category();
        page.append("\n## ").append(category).append("\n\n");
        page.append("| code | when | severity | costs | retryable | SQLSTATE | what to do |\n");
        page.append("| --- | --- | --- | --- | --- | --- | --- |\n");
      }
      String cells =
          String.join(
              " | ",
              "`" + code.key() + "`",
              code.when(),
              code.severity().name().toLowerCase(Locale.ROOT),
              code.cost().words(),
              code.retryable() ? "yes" : "",
              String.join(", ", SqlFailures.states(code)),
              code.suggestion());
      page.append("| ").append(cells).append(" |\n");
    }
    return page.toString();
  }
}
