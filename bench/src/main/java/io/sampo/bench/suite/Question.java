package io.sampo.bench.suite;

import java.util.List;

/**
 * One timed question.
 *
 * @param name what the result table calls it
 * @param key what the runners that do not read SQL call it
 * @param tables tables that are registered within the measured time, since finding out their schema
 *     is part of the question
 */
public record Question(String name, String key, String sql, AnswerForm form, List<Table> tables) {
  public Question {
    tables = List.copyOf(tables);
  }

  /** A question over tables that are there already. */
  public static Question of(String name, String sql, AnswerForm form) {
    return new Question(name, name, sql, form, List.of());
  }
}
