package dev.crosswalk.workflows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosswalk.failure.ErrorCode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object that an operator sent, read strictly: whatever is wrong with it is said in one
 * sentence. Workflow arguments are JSON trees and not records because a record that does not decode
 * would leave the workflow hanging, or echo the whole input.
 */
final class Input {
  private final @Nullable JsonNode object;

  private Input(@Nullable JsonNode object) {
    this.object = object;
  }

  /** Nothing at all counts as an empty object. */
  static Input object(@Nullable JsonNode input, String... known) {
    if (input == null || input.isNull() || input.isMissingNode()) {
      return new Input(null);
    }
    if (!input.isObject()) {
      throw Failures.input(ErrorCode.INPUT, "expected one JSON object, got " + input.getNodeType());
    }
    List<String> names = List.of(known);
    for (Iterator<String> fields = input.fieldNames(); fields.hasNext(); ) {
      String field = fields.next();
      if (!names.contains(field)) {
        throw Failures.input(
            ErrorCode.INPUT, "unknown field \"" + field + "\"; known: " + String.join(", ", names));
      }
    }
    return new Input(input);
  }

  @Nullable String text(String field) {
    JsonNode value = value(field);
    if (value == null) {
      return null;
    }
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw Failures.input(ErrorCode.INPUT, "\"" + field + "\" must be a text that is not blank");
    }
    return value.textValue();
  }

  String text(String field, String otherwise) {
    String text = text(field);
    return text == null ? otherwise : text;
  }

  /** A list of texts; nothing is an empty one, and one text is a list of one. */
  List<String> texts(String field) {
    JsonNode value = value(field);
    List<String> texts = new ArrayList<>();
    if (value == null) {
      return texts;
    }
    for (JsonNode item : value.isArray() ? value : List.of(value)) {
      if (!item.isTextual() || item.textValue().isBlank()) {
        throw Failures.input(
            ErrorCode.INPUT,
            "\"" + field + "\" must be a list of names, such as [\"one\",\"two\"]");
      }
      texts.add(item.textValue());
    }
    return texts;
  }

  /** False when it is left out. */
  boolean flag(String field) {
    JsonNode value = value(field);
    if (value != null && !value.isBoolean()) {
      throw Failures.input(ErrorCode.INPUT, "\"" + field + "\" must be true or false");
    }
    return value != null && value.booleanValue();
  }

  @Nullable Integer number(String field, int min, int max) {
    JsonNode value = value(field);
    if (value == null) {
      return null;
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < min
        || value.intValue() > max) {
      throw Failures.input(
          ErrorCode.INPUT, "\"" + field + "\" must be a whole number from " + min + " to " + max);
    }
    return value.intValue();
  }

  /** A list of numbers from 1 up; empty when there is none. */
  List<Long> numbers(String field, int most) {
    JsonNode value = value(field);
    List<Long> numbers = new ArrayList<>();
    if (value == null) {
      return numbers;
    }
    boolean valid = value.isArray() && value.size() <= most;
    for (JsonNode one : value) {
      valid = valid && one.isIntegralNumber() && one.canConvertToLong() && one.longValue() > 0;
      numbers.add(one.asLong());
    }
    if (!valid) {
      throw Failures.input(
          ErrorCode.INPUT,
          "\"" + field + "\" must be a list of at most " + most + " whole numbers from 1");
    }
    return numbers;
  }

  private @Nullable JsonNode value(String field) {
    JsonNode value = object == null ? null : object.get(field);
    return value == null || value.isNull() ? null : value;
  }
}
