package io.sampo.bench.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Questions that need more memory than they are given: TPC-H queries, and one each that groups,
 * sorts and joins nearly all there is.
 */
public final class MemorySuite {
  private static final String SORT = "sort-to-parquet";

  /** The names of the questions that are not TPC-H's. */
  public static final List<String> LARGE =
      List.of("many-groups", "ten-million-groups", "self-join", "skewed-join", SORT);

  private MemorySuite() {}

  /**
   * @param numbers of the TPC-H queries
   * @param large names of other questions, of {@link #LARGE}
   */
  public static Suite of(TpchData data, List<Integer> numbers, List<String> large) {
    var questions = new ArrayList<Question>();
    numbers.forEach(number -> questions.add(TpchSuite.question(number)));
    for (String name : large) {
      boolean file = name.equals(SORT);
      questions.add(
          new Question(
              name,
              name,
              QueryText.read("memory", name),
              file ? AnswerForm.FILE : AnswerForm.DIGEST,
              file ? List.of(data.table("lineitem")) : List.of()));
    }
    return new Suite(
        "memory",
        "Within bounded memory, TPC-H scale factor "
            + data.scaleFactor()
            + " as "
            + data.format().label(),
        Map.of("scale_factor", data.scaleFactor()),
        data.tables(),
        questions);
  }
}
