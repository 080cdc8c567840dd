package io.sampo.cli.shell;

import io.sampo.engine.QueryResult;
import io.sampo.engine.ResultBatch;
import io.sampo.error.SampoException;
import io.sampo.session.Session;
import io.sampo.spec.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jspecify.annotations.Nullable;

/** Completes keywords, views, their columns, and functions. Belongs to the shell's thread. */
final class ShellCompleter implements Completer {
  private static final List<String> KEYWORDS =
      List.of(
          ("all and anti any array as asc between by case cast codegen cost create cross cube current date day"
                  + " desc describe distinct drop else end escape except exists explain extended extract false first"
                  + " following from full functions group grouping having hour if ilike in inner intersect interval"
                  + " into is join last lateral left like limit minus minute month natural not null nulls offset on"
                  + " or order outer over partition preceding qualify range recursive replace right rlike rollup row"
                  + " rows second select semi set sets show some struct table tables temporary then timestamp true"
                  + " try_cast unbounded union unnest using values view when where window with year")
              .split(" "));

  private final Session session;
  private @Nullable List<String> functions;
  private final Map<String, List<String>> columnsOfViews = new LinkedHashMap<>();

  ShellCompleter(Session session) {
    this.session = session;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    String word = line.word();
    if (word.startsWith("\\")) {
      ShellCommand.names().forEach(name -> candidates.add(candidate(name, "commands")));
      return;
    }
    boolean upper = !word.isEmpty() && word.equals(word.toUpperCase(Locale.ROOT));
    for (String view : session.catalog().listTables()) {
      candidates.add(candidate(view, "tables"));
      columns(view).forEach(column -> candidates.add(candidate(column, "columns")));
    }
    if (word.isEmpty()) {
      return;
    }
    for (String keyword : KEYWORDS) {
      candidates.add(candidate(upper ? keyword.toUpperCase(Locale.ROOT) : keyword, "keywords"));
    }
    for (String function : functions()) {
      candidates.add(candidate(function, "functions"));
    }
  }

  private static Candidate candidate(String text, String group) {
    return new Candidate(text, text, group, null, null, null, true);
  }

  private List<String> columns(String view) {
    return columnsOfViews.computeIfAbsent(
        view,
        name -> {
          try {
            return session.table(name).columns();
          } catch (SampoException e) {
            // A view over files that are not there has nothing to complete with.
            return List.of();
          }
        });
  }

  private List<String> functions() {
    List<String> known = functions;
    if (known == null) {
      known = new ArrayList<>();
      try (QueryResult result = session.execute(new Statement.ShowFunctions(Optional.empty()))) {
        for (ResultBatch batch = result.next(); batch != null; batch = result.next()) {
          for (int row = 0; row < batch.rowCount(); row++) {
            known.add(String.valueOf(batch.value(row, 0)));
          }
        }
      }
      functions = known;
    }
    return known;
  }
}
