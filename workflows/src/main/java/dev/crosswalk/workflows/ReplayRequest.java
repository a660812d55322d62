package dev.crosswalk.workflows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosswalk.failure.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which rejected rows a person wants to be tried again. Only {@code run} is required.
 *
 * @param entity null: all of them
 * @param code null: whatever is against the rows
 * @param rejects the rows' numbers in {@code crosswalk.reject}, for keys do not belong into
 *     Temporal; empty: all rows
 */
public record ReplayRequest(
    String run, @Nullable String entity, @Nullable String code, List<Long> rejects) {
  /** What fits into a payload with ease; more rows are named by entity and code. */
  private static final int MOST_REJECTS = 1000;

  /** Reads an operator's JSON; throws a failure that names what is wrong, for people to read. */
  static ReplayRequest parse(@Nullable JsonNode input) {
    Input fields = Input.object(input, "run", "entity", "code", "rejects");
    String run = fields.text("run");
    if (run == null) {
      throw Failures.input(
          ErrorCode.INPUT, "\"run\" is missing: start with --input '{\"run\":\"first\"}'");
    }
    String code = fields.text("code");
    if (code != null && !ErrorCode.of(code).key().equals(code)) {
      throw Failures.input(ErrorCode.INPUT, "no code '" + code + "'");
    }
    return new ReplayRequest(
        run, fields.text("entity"), code, fields.numbers("rejects", MOST_REJECTS));
  }
}
