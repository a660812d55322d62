package dev.crosswalk.workflows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosswalk.failure.ErrorCode;
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

  private @Nullable JsonNode value(String field) {
    JsonNode value = object == null ? null : object.get(field);
    return value == null || value.isNull() ? null : value;
  }
}
