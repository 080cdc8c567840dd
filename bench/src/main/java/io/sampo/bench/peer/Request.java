package io.sampo.bench.peer;

import io.sampo.bench.json.Json;
import io.sampo.bench.suite.Question;
import io.sampo.bench.suite.Suite;
import io.sampo.bench.suite.Table;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an engine process can be asked, each one line of JSON. */
public sealed interface Request {
  /** The line that is sent. */
  String toJson();

  /** Registers tables. */
  record Setup(List<Table> tables) implements Request {
    public Setup {
      tables = List.copyOf(tables);
    }

    @Override
    public String toJson() {
      return Json.write(
          Map.of("op", "setup", "tables", tables.stream().map(Table::toProtocol).toList()));
    }
  }

  /**
   * Runs a query.
   *
   * @param tables what to register within the measured time
   * @param use what becomes of the answer
   * @param file where to write the answer or the table, for the uses that write
   */
  record Run(String suite, String key, String sql, List<Table> tables, Use use, @Nullable Path file)
      implements Request {
    public Run {
      tables = List.copyOf(tables);
      if (use.writes() != (file != null)) {
        throw new IllegalArgumentException(use + " with the file " + file);
      }
    }

    /** A run of a question whose answer is not written. */
    public static Run of(Suite suite, Question question, Use use) {
      return of(suite, question, use, null);
    }

    /** A run of a question. */
    public static Run of(Suite suite, Question question, Use use, @Nullable Path file) {
      return new Run(suite.name(), question.key(), question.sql(), question.tables(), use, file);
    }

    @Override
    public String toJson() {
      var fields = new LinkedHashMap<String, @Nullable Object>();
      fields.put("op", "run");
      fields.put("suite", suite);
      fields.put("id", key);
      fields.put("sql", sql);
      fields.put("tables", tables.stream().map(Table::toProtocol).toList());
      fields.put("use", use.label());
      fields.put("file", file == null ? null : file.toString());
      return Json.write(fields);
    }
  }

  /** Ends the process. */
  record Stop() implements Request {
    @Override
    public String toJson() {
      return Json.write(Map.of("op", "stop"));
    }
  }
}
