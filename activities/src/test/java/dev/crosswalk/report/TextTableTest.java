package dev.crosswalk.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    TextTable table = new TextTable("name", ">rows", "note");
    table.row("patients", "7", "");
    table.row("œuvres", "12,345", "soft");

    assertThat(table.lines())
        .containsExactly(
            "name        rows  note",
            "────────  ──────  ────",
            "patients       7",
            "œuvres    12,345  soft");
  }

  @Test
  void aRowMustFit() {
    assertThatThrownBy(() -> new TextTable("one").row("a", "b"))
        .hasMessage("expected 1 cells, got 2");
  }
}
