package io.sampo.bench.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The 22 TPC-H queries with the validation parameters of its scale factor 1. */
public final class TpchSuite {
  public static final int QUERIES = 22;

  /**
   * Number of the query {@code select 42}, which needs no table: what a process costs by itself.
   */
  public static final int CONSTANT = 0;

  private TpchSuite() {}

  public static Suite of(TpchData data, List<Integer> numbers) {
    var questions = new ArrayList<Question>();
    for (int number : numbers) {
      questions.add(question(number));
    }
    return new Suite(
        "tpch",
        "TPC-H, scale factor " + data.scaleFactor() + ", " + data.format(),
        Map.of("scale_factor", data.scaleFactor(), "format", data.format().label()),
        data.tables(),
        questions);
  }

  /** The query of a number between 1 and 22, or {@link #CONSTANT}. */
  public static Question question(int number) {
    String name = "q%02d".formatted(number);
    String sql = number == CONSTANT ? "select 42 as answer" : QueryText.read("tpch", name);
    return Question.of(name, sql, AnswerForm.ROWS);
  }
}
