package io.sampo.bench.answer;

/**
 * A column of an answer.
 *
 * @param scale digits after the point of a decimal, 0 for every other kind
 */
public record AnswerColumn(String name, ColumnKind kind, int scale) {
  public static AnswerColumn of(String name, ColumnKind kind) {
    return new AnswerColumn(name, kind, 0);
  }
}
