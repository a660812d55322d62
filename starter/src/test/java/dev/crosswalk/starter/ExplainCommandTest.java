package dev.crosswalk.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.starter.command.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What is told about an error code. */
class ExplainCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aCodeIsExplained() {
    assertThat(run("explain", "transient.timeout")).isZero();

    assertThat(out.toString())
        .startsWith("transient.timeout: " + ErrorCode.TIMEOUT.when())
        .contains("costs       nothing", "retryable   yes", "SQLSTATE    25P03, 25P04, 57014")
        .contains("what to do  " + ErrorCode.TIMEOUT.suggestion());
  }

  @Test
  void withoutACodeEveryOneIsListedAndByACategoryThoseOfIt() throws IOException {
    assertThat(run("explain")).isZero();
    for (ErrorCode code : ErrorCode.values()) {
      assertThat(out.toString())
          .containsPattern("(?m)^" + code.key() + "  .*" + code.cost().words());
    }

    out.getBuffer().setLength(0);
    assertThat(run("explain", "missing_parent", "--output", "json")).isZero();
    JsonNode codes = new ObjectMapper().readTree(out.toString());
    assertThat(codes.findValuesAsText("code"))
        .containsExactly(
            "missing_parent.orphan",
            "missing_parent.filtered",
            "missing_parent.order",
            "missing_parent.rejected",
            "missing_parent.row");
    assertThat(codes.at("/3/costs").asText()).isEqualTo("one row, for now");
  }

  @Test
  void anUnknownCodeIsToldTheNearest() {
    assertThat(run("explain", "validation_failure.jsno")).isEqualTo(2);
    assertThat(run("explain", "orphan")).isEqualTo(2);

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .contains("no code 'validation_failure.jsno'; nearest: validation_failure.json, ")
        .contains("no code 'orphan'; nearest: missing_parent.orphan, ");
  }

  private int run(String... arguments) {
    CommandLine command = Crosswalk.commandLine(Surroundings.ofProcess());
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }
}
