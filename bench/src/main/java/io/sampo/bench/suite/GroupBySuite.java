package io.sampo.bench.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The ten questions of the database benchmark's group-by task. */
public final class GroupBySuite {
  public static final int QUESTIONS = 10;

  /** The question with nearly as many groups as rows. */
  private static final int MOST_GROUPS = 10;

  private GroupBySuite() {}

  public static Suite of(GroupByData data, List<Integer> numbers) {
    var questions = new ArrayList<Question>();
    for (int number : numbers) {
      String name = "q%02d".formatted(number);
      AnswerForm form = number == MOST_GROUPS ? AnswerForm.DIGEST : AnswerForm.ROWS;
      questions.add(Question.of(name, QueryText.read("groupby", name), form));
    }
    return new Suite(
        "groupby",
        "Group-by questions, %,d rows, seed %d, parquet".formatted(data.rows(), data.seed()),
        Map.of("rows", Long.toString(data.rows()), "seed", Long.toString(data.seed())),
        List.of(Table.parquet("x", data.folder().resolve("x.parquet"))),
        questions);
  }
}
