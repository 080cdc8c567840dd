package io.sampo.bench.suite;

import java.util.List;
import java.util.Map;

/**
 * Questions over tables.
 *
 * @param name what the runners call it
 * @param title one line for the result's heading
 * @param facts what else belongs into the result file, for example the scale factor
 * @param tables tables that are registered before the clock starts
 */
public record Suite(
    String name,
    String title,
    Map<String, String> facts,
    List<Table> tables,
    List<Question> questions) {
  public Suite {
    facts = Map.copyOf(facts);
    tables = List.copyOf(tables);
    questions = List.copyOf(questions);
  }

  /** The registered tables that a question's text names. */
  public List<Table> tablesOf(Question question) {
    return tables.stream()
        .filter(table -> question.sql().matches("(?s).*\\b" + table.name() + "\\b.*"))
        .toList();
  }
}
