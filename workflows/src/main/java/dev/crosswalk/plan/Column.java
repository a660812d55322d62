package dev.crosswalk.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One column of the target and what feeds it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Column.Mapped.class, name = "mapped"),
  @JsonSubTypes.Type(value = Column.Reference.class, name = "reference"),
  @JsonSubTypes.Type(value = Column.Json.class, name = "json"),
  @JsonSubTypes.Type(value = Column.Tagged.class, name = "tagged"),
  @JsonSubTypes.Type(value = Column.Constant.class, name = "constant"),
})
public sealed interface Column {
  String name();

  /** How much the column tells about a person; drives masking and redaction. */
  Phi phi();

  /** Classes of protected health information. */
  enum Phi {
    DIRECT,
    QUASI,
    CLINICAL,
    NONE
  }

  /** A source expression, cleansed by rules in order, then mapped by a vocabulary. */
  record Mapped(
      String name, Phi phi, String from, List<RuleCall> rules, @Nullable String vocabulary)
      implements Column {}

  /**
   * The id of another entity's row, found by a legacy key.
   *
   * @param entity the entity that is referred to
   * @param by the column of its table that holds the legacy key; uniquely indexed
   * @param hard whether a row without the parent is rejected; else the column is null
   */
  record Reference(String name, Phi phi, String entity, String by, String from, boolean hard)
      implements Column {}

  /**
   * A JSON object of source expressions.
   *
   * @param tags whether the row's tags are added as an array {@code tags}
   */
  record Json(String name, Phi phi, List<Expression> fields, boolean tags) implements Column {}

  /** A value that the first of the listed tags on the row decides. */
  record Tagged(String name, Phi phi, List<Case> cases, @Nullable String otherwise)
      implements Column {}

  /** The value for a tag. */
  record Case(String tag, String value) {}

  /** The same value for every row. */
  record Constant(String name, Phi phi, String value) implements Column {}
}
