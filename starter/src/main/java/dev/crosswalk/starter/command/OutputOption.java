package dev.crosswalk.starter.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code --output}: a table for people, or JSON for programs, with its names in snake case. */
public final class OutputOption {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private enum Format {
    TABLE,
    JSON
  }

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "What to print on stdout: ${COMPLETION-CANDIDATES}.")
  private Format format;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  OutputOption() {}

  /** Whether JSON is asked for; then nothing else may stand on stdout. */
  public boolean json() {
    return format == Format.JSON;
  }

  /** Prints the command's whole answer on stdout, as JSON. */
  public void print(Object answer) {
    try {
      spec.commandLine().getOut().println(JSON.writeValueAsString(answer));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
