package dev.crosswalk.starter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.crosswalk.library.Library;
import dev.crosswalk.library.PlanFiles;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What all {@code plan} commands have in common. */
final class PlanOptions {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  @Option(
      names = "--plans",
      paramLabel = "DIR",
      description = "A directory with plans and entities of your own. Default: the built-in ones.")
  private @Nullable Path directory;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "What to print on stdout: ${COMPLETION-CANDIDATES}.")
  private Output output;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  PlanOptions() {}

  Library library() {
    return new Library(directory == null ? PlanFiles.builtIn() : PlanFiles.in(directory));
  }

  boolean json() {
    return output == Output.JSON;
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
