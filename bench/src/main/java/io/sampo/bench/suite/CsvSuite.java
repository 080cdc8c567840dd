package io.sampo.bench.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Questions over lineitem.csv, each with the schema inferred and given. */
public final class CsvSuite {
  private static final List<String> KEYS =
      List.of("count", "group-by", "all-columns", "to-parquet");

  private CsvSuite() {}

  /** The suite over the CSV data of one scale factor. */
  public static Suite of(TpchData data) {
    Table given = data.table("lineitem");
    Table inferred = new Table(given.name(), given.path(), given.format(), List.of());
    var questions = new ArrayList<Question>();
    for (String key : KEYS) {
      questions.add(question(key, "inferred", inferred));
      questions.add(question(key, "given", given));
    }
    return new Suite(
        "csv",
        "lineitem.csv, scale factor " + data.scaleFactor() + ", schema inferred and given",
        Map.of("scale_factor", data.scaleFactor()),
        List.of(),
        questions);
  }

  private static Question question(String key, String schema, Table table) {
    AnswerForm form = key.equals("to-parquet") ? AnswerForm.FILE : AnswerForm.ROWS;
    String sql = QueryText.read("csv", key);
    return new Question(key + " " + schema, key, sql, form, List.of(table));
  }

  /** A query whose answer tells whether two copies of lineitem hold the same rows. */
  public static String sumsOfLineitem() {
    return QueryText.read("csv", "all-columns");
  }
}
