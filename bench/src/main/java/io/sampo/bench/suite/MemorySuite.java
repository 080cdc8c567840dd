package io.sampo.bench.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Questions that need more memory than they are given: TPC-H queries, and one each that groups,
 * sorts and joins nearly all there is.
 */
public final class MemorySuite {
  private static final List<String> LARGE = List.of("many-groups", "self-join", "skewed-join");

  private MemorySuite() {}

  /**
   * @param numbers of the TPC-H queries
   */
  public static Suite of(TpchData data, List<Integer> numbers) {
    var questions = new ArrayList<Question>();
    numbers.forEach(number -> questions.add(TpchSuite.question(number)));
    for (String name : LARGE) {
      questions.add(Question.of(name, QueryText.read("memory", name), AnswerForm.DIGEST));
    }
    Table lineitem = data.table("lineitem");
    questions.add(
        new Question(
            "sort-to-parquet",
            "sort-to-parquet",
            QueryText.read("memory", "sort-to-parquet"),
            AnswerForm.FILE,
            List.of(lineitem)));
    return new Suite(
        "memory",
        "Within bounded memory, TPC-H scale factor " + data.scaleFactor(),
        Map.of("scale_factor", data.scaleFactor()),
        data.tables(),
        questions);
  }
}
