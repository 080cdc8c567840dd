package io.sampo.bench.chaos;

import io.sampo.bench.answer.Answer;
import io.sampo.bench.sampo.ValueForms;
import io.sampo.bench.suite.Question;
import io.sampo.bench.suite.Table;
import io.sampo.row.Row;
import io.sampo.session.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is asked of a cluster, asked of an engine inside this process, which nobody kills. */
final class ReferenceAnswers {
  private ReferenceAnswers() {}

  static Map<String, Answer> of(List<Table> tables, List<Question> questions) {
    var answers = new LinkedHashMap<String, Answer>();
    try (Session session = Session.builder().master("local[*]").create()) {
      register(session, tables);
      questions.forEach(question -> answers.put(question.name(), answer(session, question)));
    }
    return answers;
  }

  static void register(Session session, List<Table> tables) {
    for (Table table : tables) {
      session.read().parquet(table.path().toString()).createOrReplaceTempView(table.name());
    }
  }

  static Answer answer(Session session, Question question) {
    var frame = session.sql(question.sql());
    var rows = new ArrayList<List<@Nullable String>>();
    for (Row row : frame.collect()) {
      rows.add(ValueForms.texts(row));
    }
    return new Answer(ValueForms.columns(frame.schema()), rows);
  }
}
