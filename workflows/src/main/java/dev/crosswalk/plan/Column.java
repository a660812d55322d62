package dev.crosswalk.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One column of the target and what feeds it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Column.Mapped.class, name = "mapped"),
  @JsonSubTypes.Type(value = Column.Reference.class, name = "reference"),
  @JsonSubTypes.Type(value = Column.Ladder.class, name = "ladder"),
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

  /** A column that holds the id of another entity's row. */
  sealed interface Link extends Column {
    /** The entity that is referred to. */
    String entity();

    /** The column of its table that holds the legacy key; uniquely indexed. */
    String by();

    /** Whether a row without the parent is rejected. */
    boolean hard();

    /** The row that stands in when no parent is found, by its name in the parent's file. */
    @Nullable String placeholder();

    /** How the parent is looked for: the first of these that finds one decides. */
    List<Reference> attempts();

    /**
     * Whether all parents must be there before the first child: what is missing then has an answer
     * that nobody corrects later. Other columns are filled when the parent has come.
     */
    default boolean once() {
      return hard() || placeholder() != null;
    }
  }

  /**
   * The id of another entity's row, found by a legacy key.
   *
   * @param review whether a person gets to see each row whose parent is missing
   */
  record Reference(
      String name,
      Phi phi,
      String entity,
      String by,
      String from,
      boolean hard,
      @Nullable String placeholder,
      boolean review)
      implements Link {
    @Override
    public List<Reference> attempts() {
      return List.of(this);
    }

    /** The same reference, made hard or soft. */
    Reference with(boolean needed) {
      return new Reference(
          name, phi, entity, by, from, needed, needed ? null : placeholder, review);
    }
  }

  /** The id of another entity's row, looked for in several ways, the most certain one first. */
  record Ladder(String name, Phi phi, String entity, String by, List<Step> steps, boolean hard)
      implements Link {
    /** In the order of the steps that look for a key; called {@code column:step}. */
    @Override
    public List<Reference> attempts() {
      List<Reference> attempts = new ArrayList<>();
      for (Step step : steps) {
        if (step.from() != null) {
          attempts.add(
              new Reference(
                  name + ":" + step.step(), phi, entity, by, step.from(), false, null, false));
        }
      }
      return attempts;
    }

    @Override
    public @Nullable String placeholder() {
      return steps.isEmpty() ? null : steps.get(steps.size() - 1).placeholder();
    }

    /** A ladder judges once; a parent that comes later would have to be judged by a person. */
    @Override
    public boolean once() {
      return true;
    }
  }

  /**
   * One way to find a parent.
   *
   * @param from gives the legacy key; null for the step that takes a placeholder, which is the last
   * @param method what kind of evidence it is
   * @param confidence high, medium or low
   * @param review whether a person gets to see each row that it decides
   */
  record Step(
      String step,
      @Nullable String from,
      @Nullable String placeholder,
      String method,
      String confidence,
      boolean review) {}

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
