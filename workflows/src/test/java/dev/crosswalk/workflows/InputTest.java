package dev.crosswalk.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.temporal.failure.ApplicationFailure;
import org.junit.jupiter.api.Test;

class InputTest {
  @Test
  void nothingAtAllIsAnEmptyObject() {
    assertThat(Input.object(null, "reason").text("reason")).isNull();
    assertThat(Input.object(NullNode.getInstance(), "reason").text("reason")).isNull();
    assertThat(Input.object(MissingNode.getInstance(), "reason").text("reason")).isNull();
  }

  @Test
  void fieldsAreReadAndNullCountsAsLeftOut() {
    Input input = Input.object(Run.json("{\"a\":\"x\",\"b\":3,\"c\":null}"), "a", "b", "c", "d");
    assertThat(input.text("a")).isEqualTo("x");
    assertThat(input.number("b", 1, 3)).isEqualTo(3);
    assertThat(input.text("c")).isNull();
    assertThat(input.number("c", 1, 3)).isNull();
    assertThat(input.text("d", "otherwise")).isEqualTo("otherwise");
    assertThat(input.text("a", "otherwise")).isEqualTo("x");
  }

  @Test
  void whatIsWrongIsSaidWithItsCodeInOneSentenceThatRepeatsNoValue() {
    assertThatThrownBy(() -> Input.object(Run.json("{\"b\":\"secret\"}"), "a", "c"))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.getOriginalMessage())
                  .isEqualTo("input.invalid: unknown field \"b\"; known: a, c");
              assertThat(failure.isNonRetryable()).isTrue();
            });
    Input input = Input.object(Run.json("{\"a\":[\"secret\"],\"c\":\"secret\"}"), "a", "c");
    assertThatThrownBy(() -> input.text("a"))
        .hasMessageContaining("\"a\" must be a text that is not blank")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> input.number("c", 1, 9))
        .hasMessageContaining("\"c\" must be a whole number from 1 to 9")
        .hasMessageNotContaining("secret");
  }
}
