package io.sampo.bench.report;

import java.util.ArrayList;
import java.util.List;

/** A table for the terminal: the first column to the left, the others to the right. */
public final class TextTable {
  private static final String GAP = "  ";

  private final int width;
  private final List<List<String>> rows = new ArrayList<>();
  private final List<Integer> rules = new ArrayList<>();

  public TextTable(List<String> header) {
    width = header.size();
    add(header);
    rule();
  }

  /** Adds a row with as many cells as the header has. */
  public void add(List<String> cells) {
    if (cells.size() != width) {
      throw new IllegalArgumentException("expected " + width + " cells: " + cells);
    }
    rows.add(List.copyOf(cells));
  }

  /** Draws a line below the last row. */
  public void rule() {
    rules.add(rows.size());
  }

  /** The table with a line end after every row. */
  public String render() {
    int[] widths = widths();
    int total = GAP.length() * (width - 1);
    for (int columnWidth : widths) {
      total += columnWidth;
    }
    var text = new StringBuilder();
    for (int row = 0; row < rows.size(); row++) {
      text.append(line(rows.get(row), widths).stripTrailing()).append('\n');
      if (rules.contains(row + 1)) {
        text.append("-".repeat(total)).append('\n');
      }
    }
    return text.toString();
  }

  private int[] widths() {
    var widths = new int[width];
    for (List<String> row : rows) {
      for (int column = 0; column < width; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    return widths;
  }

  private static String line(List<String> row, int[] widths) {
    var line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      String cell = row.get(column);
      String padding = " ".repeat(widths[column] - cell.length());
      line.append(column == 0 ? "" : GAP).append(column == 0 ? cell + padding : padding + cell);
    }
    return line.toString();
  }
}
