package io.sampo.cli.arguments;

import java.util.Collection;

/** Finds the word that was probably meant, by the fewest single-letter edits. */
public final class Suggestion {
  private Suggestion() {}

  /** Text to put after a message: {@code "; did you mean X?"}, or nothing when no word is near. */
  public static String hint(String typed, Collection<String> words) {
    String nearest = "";
    int least = Math.max(2, typed.length() / 3) + 1;
    for (String word : words) {
      int edits = edits(typed, word);
      if (edits < least) {
        least = edits;
        nearest = word;
      }
    }
    return nearest.isEmpty() ? "" : "; did you mean " + nearest + "?";
  }

  private static int edits(String from, String to) {
    int[] above = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      above[column] = column;
    }
    for (int row = 1; row <= from.length(); row++) {
      int[] current = new int[to.length() + 1];
      current[0] = row;
      for (int column = 1; column <= to.length(); column++) {
        int replaced = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
        current[column] = Math.min(replaced, Math.min(above[column], current[column - 1]) + 1);
      }
      above = current;
    }
    return above[to.length()];
  }
}
