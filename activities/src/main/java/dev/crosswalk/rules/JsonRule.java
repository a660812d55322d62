package dev.crosswalk.rules;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.crosswalk.failure.ErrorCode;
import java.io.IOException;
import java.util.List;

/** Turns NULL and blank into an empty object; text that is not JSON rejects the row. */
public final class JsonRule implements RuleProvider {
  private static final Outcome REJECT = new Outcome.Reject(ErrorCode.VALIDATION_JSON);
  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public String name() {
    return "json";
  }

  @Override
  public String description() {
    return "Turns NULL and blank into an empty object; text that is not JSON rejects the row.";
  }

  @Override
  public Examples examples() {
    return Examples.of()
        .keeps("{\"visits\": [1, null]}")
        .keeps("[]")
        .changes(null, "{}")
        .changes(" ", "{}")
        .rejects("{\"half\":", ErrorCode.VALIDATION_JSON)
        .rejects("{'single': 'quotes'}", ErrorCode.VALIDATION_JSON)
        .rejects("\"\\u0000\"", ErrorCode.VALIDATION_JSON);
  }

  @Override
  public Rule rule(List<String> arguments) {
    RuleProvider.requireNone(arguments);
    return (value, key) -> {
      if (value == null || TrimRule.trim(value).isEmpty()) {
        return Outcome.change("{}");
      }
      return valid(value) ? Outcome.KEEP : REJECT;
    };
  }

  /** PostgreSQL stores neither the NUL character nor half of a surrogate pair. */
  private static boolean storable(String text) {
    return text.indexOf((char) 0) < 0
        && text.codePoints().noneMatch(point -> point >= 0xD800 && point <= 0xDFFF);
  }

  /** What the type jsonb accepts: strict JSON and one value. */
  private static boolean valid(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      int depth = 0;
      int values = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        values += depth == 0 ? 1 : 0;
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        boolean string = token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME;
        if (string && !storable(parser.getText())) {
          return false;
        }
      }
      return values == 1;
    } catch (IOException broken) {
      return false;
    }
  }
}
