package io.sampo.sql.parser;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/** Finds the word that a misspelled one was meant to be. */
public final class Spelling {
  private static final int SHORT_WORD = 5;

  private Spelling() {}

  /**
   * The keyword among the expected types that is nearest to the word, or null when none is near.
   */
  static @Nullable String nearestKeyword(String word, IntervalSet expected) {
    var keywords = new ArrayList<String>();
    for (int type : expected.toArray()) {
      if (Keywords.isKeyword(type)) {
        keywords.add(Keywords.text(type));
      }
    }
    return nearest(word, keywords);
  }

  /**
   * The candidate that is nearest to the word, or null when none is near. Short words may differ in
   * one place, longer ones in two; words of less than three letters are near to nothing.
   *
   * @param candidates in upper case
   */
  public static @Nullable String nearest(String word, List<String> candidates) {
    String upper = word.toUpperCase(Locale.ROOT);
    int best = upper.length() <= SHORT_WORD ? 2 : 3;
    if (upper.length() < 3) {
      return null;
    }
    String nearest = null;
    for (String candidate : candidates) {
      int distance = distance(upper, candidate, best);
      if (distance < best) {
        best = distance;
        nearest = candidate;
      }
    }
    return best == 0 ? null : nearest;
  }

  /**
   * Insertions, deletions, replacements and swaps of neighbours that lead from one to the other; at
   * most the limit.
   */
  private static int distance(String from, String to, int limit) {
    if (Math.abs(from.length() - to.length()) >= limit) {
      return limit;
    }
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        int least =
            Math.min(
                cost[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && from.charAt(i - 1) == to.charAt(j - 2)
                && from.charAt(i - 2) == to.charAt(j - 1);
        cost[i][j] = swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
      }
    }
    return Math.min(limit, cost[from.length()][to.length()]);
  }
}
