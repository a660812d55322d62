package dev.crosswalk.workflows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosswalk.failure.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks for to let a run go on whose workflow is gone. What the run loads, and how, is
 * not asked again: the ledger knows what it was started with.
 *
 * @param accept whether it may go on with another plan than it began with
 * @param actor as the request names its author; nobody proves it
 */
public record ResumeRequest(String run, boolean accept, String actor, @Nullable String reason) {

  /** Whether the input of a workflow asks for a resume, and not for a new run. */
  static boolean isOne(@Nullable JsonNode input) {
    return input != null && input.has("resume");
  }

  /** Reads an operator's JSON; throws a failure that names what is wrong, for people to read. */
  static ResumeRequest parse(@Nullable JsonNode input) {
    Input fields = Input.object(input, "resume", "accept", "reason", "actor");
    String run = fields.text("resume");
    if (run == null) {
      throw Failures.input(
          ErrorCode.INPUT, "\"resume\" names no run: start with --input '{\"resume\":\"first\"}'");
    }
    return new ResumeRequest(
        run, fields.flag("accept"), fields.text("actor", Command.NOBODY), fields.text("reason"));
  }
}
