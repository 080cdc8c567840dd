package io.sampo.bench.run;

import java.util.stream.Collectors;

/** Whether an engine's answer to a question holds. */
public sealed interface Verdict {
  /** A message has so many characters at most. */
  int MOST_CHARACTERS = 300;

  /** It agrees with the reference. */
  record Right() implements Verdict {}

  /** It differs from the reference's. */
  record Wrong(String difference) implements Verdict {}

  /** There is none. */
  record Failed(String message) implements Verdict {}

  /** One line that says it. */
  default String text() {
    return switch (this) {
      case Right _ -> "right";
      case Wrong wrong -> "wrong answer: " + wrong.difference();
      case Failed failed -> "failed: " + firstLines(failed.message());
    };
  }

  /** A message without the lines of a stack trace, at most so much of it as fits on a screen. */
  private static String firstLines(String message) {
    String text =
        message
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("at "))
            .collect(Collectors.joining(" "));
    return text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) + "..." : text;
  }
}
