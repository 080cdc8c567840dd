package io.sampo.row;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

/**
 * Spark's layout of {@code show}: a grid, or with {@code vertical} one line a value.
 *
 * @param limit rows shown at most
 * @param truncate characters of a cell kept at most, 0 for all; cells stand to the right when
 *     positive and to the left when 0
 */
public record ShowTable(int limit, int truncate, boolean vertical) {
  private static final int MINIMUM_WIDTH = 3;
  private static final int WIDTH_OF_ELLIPSIS = 4;
  private static final int VERTICAL_MARGIN = 5;

  /** The text of the rows, of which there is one more than the limit when the query has more. */
  public String render(List<String> names, List<Row> rows, ValueText values) {
    var header = names.stream().map(ShowTable::escaped).toList();
    var cells = new ArrayList<List<String>>();
    for (Row row : rows.subList(0, Math.min(limit, rows.size()))) {
      cells.add(row.values().stream().map(value -> cell(values.text(value))).toList());
    }
    var text = new StringBuilder();
    if (vertical) {
      appendVertical(text, header, cells);
    } else {
      appendGrid(text, header, cells);
    }
    if (vertical && cells.isEmpty()) {
      text.append("(0 rows)");
    } else if (rows.size() > limit) {
      text.append("only showing top ").append(limit).append(limit == 1 ? " row" : " rows");
    }
    return text.toString();
  }

  private void appendGrid(StringBuilder text, List<String> header, List<List<String>> cells) {
    int[] widths = new int[header.size()];
    Arrays.fill(widths, MINIMUM_WIDTH);
    widen(widths, header);
    cells.forEach(row -> widen(widths, row));
    var line = new StringJoiner("+", "+", "+\n");
    Arrays.stream(widths).forEach(width -> line.add("-".repeat(width)));
    text.append(line);
    appendRow(text, header, widths);
    text.append(line);
    cells.forEach(row -> appendRow(text, row, widths));
    text.append(line);
  }

  private static void widen(int[] widths, List<String> row) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], width(row.get(i)));
    }
  }

  private void appendRow(StringBuilder text, List<String> row, int[] widths) {
    var joined = new StringJoiner("|", "|", "|\n");
    for (int i = 0; i < widths.length; i++) {
      String cell = row.get(i);
      String padding = " ".repeat(widths[i] - width(cell));
      joined.add(truncate > 0 ? padding + cell : cell + padding);
    }
    text.append(joined);
  }

  private static void appendVertical(
      StringBuilder text, List<String> header, List<List<String>> cells) {
    int nameWidth = widest(header);
    int valueWidth = cells.stream().mapToInt(ShowTable::widest).max().orElse(MINIMUM_WIDTH);
    for (int r = 0; r < cells.size(); r++) {
      String title = "-RECORD " + r;
      text.append(title)
          .append(
              "-".repeat(Math.max(0, nameWidth + valueWidth + VERTICAL_MARGIN - title.length())))
          .append('\n');
      for (int i = 0; i < header.size(); i++) {
        text.append(' ')
            .append(padded(header.get(i), nameWidth))
            .append(" | ")
            .append(padded(cells.get(r).get(i), valueWidth))
            .append(" \n");
      }
    }
  }

  private static int widest(List<String> texts) {
    return Math.max(MINIMUM_WIDTH, texts.stream().mapToInt(ShowTable::width).max().orElse(0));
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - width(text)));
  }

  private String cell(String value) {
    String text = escaped(value);
    if (truncate <= 0 || text.length() <= truncate) {
      return text;
    }
    return truncate < WIDTH_OF_ELLIPSIS
        ? text.substring(0, truncate)
        : text.substring(0, truncate - 3) + "...";
  }

  /** A cell's text in one line: control characters as backslash and letter. */
  public static String escaped(String text) {
    return text.replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\t", "\\t")
        .replace("\f", "\\f")
        .replace("\b", "\\b")
        .replace("\u000B", "\\v")
        .replace("\u0007", "\\a");
  }

  /** Columns on a terminal: East Asian wide characters take two. */
  public static int width(String text) {
    int width = text.length();
    for (int i = 0; i < text.length(); i++) {
      width += isWide(text.charAt(i)) ? 1 : 0;
    }
    return width;
  }

  private static boolean isWide(char c) {
    return c >= 0x1100
        && (c <= 0x115F
            || (c >= 0x2E80 && c <= 0xA4CF)
            || (c >= 0xAC00 && c <= 0xD7A3)
            || (c >= 0xF900 && c <= 0xFAFF)
            || (c >= 0xFE10 && c <= 0xFE19)
            || (c >= 0xFE30 && c <= 0xFE6F)
            || (c >= 0xFF00 && c <= 0xFF60)
            || (c >= 0xFFE0 && c <= 0xFFE6));
  }
}
