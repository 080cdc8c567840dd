package io.sampo.sql.parser;

import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/** Finds the keyword that a misspelled word was meant to be. */
final class Spelling {
  private static final int SHORT_WORD = 5;

  private Spelling() {}

  /** The keyword among the expected types that is nearest to the word in upper case, or null when none is near. */
  static @Nullable String nearest(String word, IntervalSet expected) {
    String nearest = null;
    int best = word.length() <= SHORT_WORD ? 2 : 3;
    if (word.length() < 3) {
      return null;
    }
    for (int type : expected.toArray()) {
      if (Keywords.isKeyword(type)) {
        String keyword = Keywords.text(type);
        int distance = distance(word, keyword, best);
        if (distance < best) {
          best = distance;
          nearest = keyword;
        }
      }
    }
    return best == 0 ? null : nearest;
  }

  /** Insertions, deletions, replacements and swaps of neighbours that lead from one to the other; at most the limit. */
  static int distance(String from, String to, int limit) {
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
        int least = Math.min(cost[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped =
            i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        cost[i][j] = swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
      }
    }
    return Math.min(limit, cost[from.length()][to.length()]);
  }
}
