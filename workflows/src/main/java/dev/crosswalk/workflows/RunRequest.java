package dev.crosswalk.workflows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosswalk.failure.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks for when starting a run. Only {@code plan} is required.
 *
 * @param run the run's id; without it, the workflow id is the run id
 * @param parallelism chunks in flight; without it, the worker's setting
 * @param batchRows rows a target transaction; without it, the default of DATAPATH's measurements
 * @param chunkRows rows a chunk
 */
public record RunRequest(
    String plan,
    @Nullable String run,
    @Nullable Integer parallelism,
    @Nullable Integer batchRows,
    @Nullable Integer chunkRows) {

  /** Reads an operator's JSON; throws a failure that names what is wrong, for people to read. */
  static RunRequest parse(@Nullable JsonNode input) {
    Input fields = Input.object(input, "plan", "run", "parallelism", "batch_rows", "chunk_rows");
    String plan = fields.text("plan");
    if (plan == null) {
      throw Failures.input(
          ErrorCode.INPUT, "\"plan\" is missing: start with --input '{\"plan\":\"core\"}'");
    }
    return new RunRequest(
        plan,
        fields.text("run"),
        fields.number("parallelism", 1, 64),
        fields.number("batch_rows", 1, 1_000_000),
        fields.number("chunk_rows", 1, 100_000_000));
  }
}
