package dev.crosswalk.workflows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosswalk.failure.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks for when starting a run. Only {@code plan} is required.
 *
 * @param run the run's id; without it, the workflow id is the run id
 * @param parallelism chunks in flight; without it, the worker's setting
 * @param batchRows rows a target transaction; without it, the plan's or the default
 * @param chunkRows rows a chunk; without it, the plan's or the default
 * @param selection the part of the plan that is asked for; null: all of it
 * @param strict whether a source that has other numbers of rows than the plan expects is refused
 * @param unattended whether nobody is there to decide: what would wait for a person ends the run
 */
public record RunRequest(
    String plan,
    @Nullable String run,
    @Nullable Integer parallelism,
    @Nullable Integer batchRows,
    @Nullable Integer chunkRows,
    @Nullable Selection selection,
    boolean strict,
    boolean unattended) {

  /**
   * The part of a plan that is asked for: what the first three name together, or everything when
   * they are empty, without what is skipped.
   *
   * @param select names of the plan's own selections
   * @param skip names of entities
   * @param withDeps whether the hard parents of what is named are loaded, too
   */
  public record Selection(
      List<String> phases,
      List<String> entities,
      List<String> select,
      List<String> skip,
      boolean withDeps) {}

  /** Reads an operator's JSON; throws a failure that names what is wrong, for people to read. */
  static RunRequest parse(@Nullable JsonNode input) {
    Input fields =
        Input.object(
            input,
            "plan",
            "run",
            "parallelism",
            "batch_rows",
            "chunk_rows",
            "phases",
            "entities",
            "select",
            "skip",
            "with_deps",
            "strict",
            "unattended");
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
        fields.number("chunk_rows", 1, 100_000_000),
        selection(fields),
        fields.flag("strict"),
        fields.flag("unattended"));
  }

  private static @Nullable Selection selection(Input fields) {
    Selection selection =
        new Selection(
            fields.texts("phases"),
            fields.texts("entities"),
            fields.texts("select"),
            fields.texts("skip"),
            fields.flag("with_deps"));
    boolean all =
        selection.phases().isEmpty()
            && selection.entities().isEmpty()
            && selection.select().isEmpty()
            && selection.skip().isEmpty();
    return all ? null : selection;
  }
}
