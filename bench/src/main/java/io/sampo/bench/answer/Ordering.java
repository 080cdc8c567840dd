package io.sampo.bench.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a query's last ORDER BY and LIMIT decide about its answer.
 *
 * @param columns names of the answer's columns that order it, in lower case; empty for no order
 * @param limited whether a LIMIT may have cut rows that tie with the last one
 */
public record Ordering(List<String> columns, boolean limited) {
  public static final Ordering NONE = new Ordering(List.of(), false);

  private static final Pattern TAIL =
      Pattern.compile(
          "\\border\\s+by\\s+([^()]+?)(\\s+limit\\s+\\d+)?\\s*$", Pattern.CASE_INSENSITIVE);

  public Ordering {
    columns = List.copyOf(columns);
  }

  /** Reads the end of a query whose outermost ORDER BY names columns of the answer. */
  public static Ordering of(String sql) {
    Matcher tail = TAIL.matcher(sql.strip());
    if (!tail.find()) {
      return NONE;
    }
    var columns = new ArrayList<String>();
    for (String key : tail.group(1).split(",")) {
      columns.add(key.strip().split("\\s+")[0].toLowerCase(Locale.ROOT));
    }
    return new Ordering(columns, tail.group(2) != null);
  }
}
