package dev.crosswalk.workflows;

import io.temporal.common.SearchAttributeKey;
import io.temporal.workflow.Workflow;
import java.util.List;

/** The keyword search attributes by which runs are found. */
public final class SearchAttributes {
  public static final SearchAttributeKey<String> RUN =
      SearchAttributeKey.forKeyword("CrosswalkRun");
  public static final SearchAttributeKey<String> PHASE =
      SearchAttributeKey.forKeyword("CrosswalkPhase");
  public static final SearchAttributeKey<String> ENTITY =
      SearchAttributeKey.forKeyword("CrosswalkEntity");
  public static final SearchAttributeKey<String> STATUS =
      SearchAttributeKey.forKeyword("CrosswalkStatus");

  private SearchAttributes() {}

  /** Those that a server must know before one of them may be written. */
  public static List<SearchAttributeKey<String>> all() {
    return List.of(RUN, PHASE, ENTITY, STATUS);
  }

  /** What a child carries from its start, so that it is found by what it migrates. */
  static io.temporal.common.SearchAttributes of(String run, String phase, String entity) {
    return io.temporal.common.SearchAttributes.newBuilder()
        .set(RUN, run)
        .set(PHASE, phase)
        .set(ENTITY, entity)
        .build();
  }

  static void write(SearchAttributeKey<String> key, String value) {
    Workflow.upsertTypedSearchAttributes(key.valueSet(value));
  }
}
