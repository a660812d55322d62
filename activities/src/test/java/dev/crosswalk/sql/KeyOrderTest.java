package dev.crosswalk.sql;

import static dev.crosswalk.sql.KeyOrder.Type.NUMBER;
import static dev.crosswalk.sql.KeyOrder.Type.TEXT;
import static dev.crosswalk.sql.KeyOrder.Type.UUID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.plan.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A key is written as one text and read again, and compared as the servers compare it. */
class KeyOrderTest {
  private static final List<Source.Output> OUTPUTS =
      List.of(new Source.Output("opening", List.of()), new Source.Output("end", List.of()));

  @Test
  void aKeyOfOnePartIsWrittenAsItIs() {
    KeyOrder order = new KeyOrder(List.of(TEXT), List.of());

    assertThat(order.lastRow(List.of("a|b\\c"))).isEqualTo("a|b\\c");
    assertThat(order.key("a|b\\c")).containsExactly("a|b\\c");
  }

  @Test
  void partsStandBetweenBars() {
    KeyOrder order = new KeyOrder(List.of(TEXT, NUMBER, TEXT), List.of());
    for (List<String> key :
        List.of(
            List.of("a", "1", "b"),
            List.of("", "-1", ""),
            List.of("|", "0", "\\"),
            List.of("\\|\\", "7", "||"))) {
      assertThat(order.key(order.lastRow(key))).isEqualTo(key);
    }
    assertThat(order.lastRow(List.of("a|b", "1", "c\\d"))).isEqualTo("a\\|b|1|c\\\\d");
  }

  @Test
  void theNameOfTheOutputIsTheLastPartAndItsPlaceInTheFileTheOrder() {
    KeyOrder order = new KeyOrder(List.of(NUMBER), OUTPUTS);

    assertThat(order.firstRow(List.of("9"))).isEqualTo("9|opening");
    assertThat(order.nextRow("9|opening"))
        .isEqualTo("9|end")
        .isEqualTo(order.lastRow(List.of("9")));
    assertThat(order.isLast("9|end")).isTrue();
    assertThat(order.isLast("9|opening")).isFalse();
    assertThat(order.key("9|end")).containsExactly("9");
    assertThat(order.increases("9|opening", "9|end")).isTrue();
    assertThat(order.increases("9|end", "9|opening")).isFalse();
    assertThat(order.increases("9|end", "10|opening")).isTrue();
  }

  @Test
  void partsAreComparedOneAfterTheOtherEachByItsType() {
    KeyOrder order = new KeyOrder(List.of(NUMBER, TEXT), List.of());

    assertThat(order.increases("2|b", "10|a")).isTrue();
    assertThat(order.increases("10|a", "10|b")).isTrue();
    assertThat(order.increases("10|B", "10|a")).isTrue();
    assertThat(order.increases("10|z", "10|é")).isTrue();
    assertThat(order.increases("10|a", "10|a")).isFalse();
    assertThat(order.increases("10|b", "10|a")).isFalse();
    assertThat(new KeyOrder(List.of(UUID), List.of()).increases(uuid('9'), uuid('a'))).isTrue();
  }

  @Test
  void whatIsNoKeyIsNotAskedFor() {
    KeyOrder numbers = new KeyOrder(List.of(NUMBER), List.of());

    assertThat(List.of("0", "-1", "9223372036854775807", "-9223372036854775808"))
        .allMatch(numbers::canBeKey);
    assertThat(List.of("", "-", "a", "1.0", "9223372036854775808", "-9223372036854775809"))
        .noneMatch(numbers::canBeKey);
    assertThat(new KeyOrder(List.of(UUID), List.of()).canBeKey("1")).isFalse();
    assertThat(new KeyOrder(List.of(NUMBER, TEXT), List.of()).canBeKey("1")).isFalse();
  }

  private static String uuid(char first) {
    return first + "0000000-0000-0000-0000-000000000000";
  }
}
