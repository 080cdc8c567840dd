package io.sampo.bench.run;

import io.sampo.bench.answer.Answer;
import io.sampo.bench.answer.AnswerComparer;
import io.sampo.bench.answer.Ordering;
import io.sampo.bench.error.BenchException;
import io.sampo.bench.peer.EngineKind;
import io.sampo.bench.peer.Reply;
import io.sampo.bench.peer.Request;
import io.sampo.bench.peer.Use;
import io.sampo.bench.suite.AnswerForm;
import io.sampo.bench.suite.CsvSuite;
import io.sampo.bench.suite.Question;
import io.sampo.bench.suite.Suite;
import io.sampo.bench.suite.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Compares answers with DuckDB's, which it asks for when a question comes up for the first time.
 */
final class AnswerCheck {
  static final EngineKind REFERENCE = EngineKind.DUCKDB;

  private final Suite suite;
  private final Engines engines;
  private final Path folder;
  private final Map<String, Answer> references = new HashMap<>();

  /**
   * @param engines where the reference is asked
   * @param folder for answers on their way
   */
  AnswerCheck(Suite suite, Engines engines, Path folder) {
    this.suite = suite;
    this.engines = engines;
    this.folder = folder;
  }

  /** The request whose reply can be checked. */
  Request.Run request(Question question, EngineKind engine) {
    return Request.Run.of(suite, question, use(question), target(engine));
  }

  private static Use use(Question question) {
    return switch (question.form()) {
      case ROWS -> Use.SAVE_ROWS;
      case DIGEST -> Use.SAVE_DIGEST;
      case FILE -> Use.EXPORT;
    };
  }

  /** Where an engine writes an answer or an exported table. */
  Path target(EngineKind engine) {
    return folder.resolve(engine + ".parquet-or-answer");
  }

  /** Judges what {@link #request} brought. */
  Verdict verdict(Question question, EngineKind engine, Reply.Done reply) {
    try {
      Answer actual =
          question.form() == AnswerForm.FILE
              ? sums(List.of(writtenBy(engine)))
              : Answer.read(reply.columns(), target(engine));
      Answer expected = reference(question);
      return AnswerComparer.difference(expected, actual, ordering(question))
          .or(() -> outOfOrder(question, engine))
          .<Verdict>map(Verdict.Wrong::new)
          .orElseGet(Verdict.Right::new);
    } catch (BenchException e) {
      return new Verdict.Failed(String.valueOf(e.getMessage()));
    }
  }

  /** What is known of the order of the answers that are compared. */
  private static Ordering ordering(Question question) {
    return switch (question.form()) {
      case ROWS -> Ordering.of(question.sql());
      case DIGEST, FILE -> Ordering.NONE;
    };
  }

  /** Whether a file that was to be in an order is not. */
  private Optional<String> outOfOrder(Question question, EngineKind engine) {
    List<String> keys = Ordering.of(question.sql()).columns();
    if (question.form() != AnswerForm.FILE || keys.isEmpty()) {
      return Optional.empty();
    }
    String before =
        keys.stream().map(key -> "lag(" + key + ") over ()").collect(Collectors.joining(", "));
    String sql =
        "select count(*) as misplaced from (select row(%s) as own, row(%s) as before, %s as first"
                .formatted(String.join(", ", keys), before, "row_number() over ()")
            + " from lineitem) where first > 1 and own < before";
    List<Table> written = List.of(writtenBy(engine));
    Answer answer =
        ask(new Request.Run(suite.name(), "order", sql, written, Use.SAVE_ROWS, answerFile()));
    Object misplaced = answer.rows().getFirst().getFirst();
    return String.valueOf(misplaced).equals("0")
        ? Optional.empty()
        : Optional.of(misplaced + " rows of the file come behind one that they belong before");
  }

  private Answer reference(Question question) {
    Answer known = references.get(question.name());
    if (known == null) {
      known =
          question.form() == AnswerForm.FILE
              ? sums(question.tables())
              : ask(Request.Run.of(suite, question, use(question), answerFile()));
      references.put(question.name(), known);
    }
    return known;
  }

  private Path answerFile() {
    return folder.resolve("reference");
  }

  private Table writtenBy(EngineKind engine) {
    Path file = target(engine);
    return Table.parquet("lineitem", Files.isDirectory(file) ? file.resolve("*.parquet") : file);
  }

  private Answer sums(List<Table> tables) {
    String sql = CsvSuite.sumsOfLineitem();
    return ask(new Request.Run(suite.name(), "sums", sql, tables, Use.SAVE_ROWS, answerFile()));
  }

  private Answer ask(Request.Run request) {
    return switch (engines.ask(REFERENCE, request)) {
      case Reply.Done done -> Answer.read(done.columns(), answerFile());
      case Reply.Failed failed ->
          throw new BenchException(
              "the reference answer is missing, " + REFERENCE + " says: " + failed.message());
    };
  }
}
