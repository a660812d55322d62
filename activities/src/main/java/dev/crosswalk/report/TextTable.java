package dev.crosswalk.report;

import java.util.ArrayList;
import java.util.List;

/** A table of text: headings, a rule, rows; each column as wide as its widest cell. */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<String> headings;
  private final boolean[] right;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * A table with these headings.
   *
   * @param headings a heading that begins with {@code >} makes its column flush right
   */
  public TextTable(String... headings) {
    this.right = new boolean[headings.length];
    this.headings = new ArrayList<>();
    for (int column = 0; column < headings.length; column++) {
      right[column] = headings[column].startsWith(">");
      this.headings.add(right[column] ? headings[column].substring(1) : headings[column]);
    }
  }

  /** Adds a row; it must have a cell for each heading. */
  public void row(String... cells) {
    if (cells.length != headings.size()) {
      throw new IllegalArgumentException(
          "expected " + headings.size() + " cells, got " + cells.length);
    }
    rows.add(List.of(cells));
  }

  /** The lines, without trailing spaces. */
  public List<String> lines() {
    int[] widths = new int[headings.size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = width(headings.get(column));
      for (List<String> row : rows) {
        widths[column] = Math.max(widths[column], width(row.get(column)));
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(line(headings, widths));
    List<String> rule = new ArrayList<>();
    for (int width : widths) {
      rule.add("─".repeat(width));
    }
    lines.add(line(rule, widths));
    rows.forEach(row -> lines.add(line(row, widths)));
    return lines;
  }

  private String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = cells.get(column);
      String space = " ".repeat(widths[column] - width(cell));
      line.append(column == 0 ? "" : GAP);
      line.append(right[column] ? space + cell : cell + space);
    }
    return line.toString().stripTrailing();
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
