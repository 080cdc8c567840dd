package io.sampo.bench.answer;

import io.sampo.bench.error.BenchException;
import io.sampo.bench.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An engine's answer: typed columns, and rows of texts in which null stands for NULL. Dates are ISO
 * texts, decimals plain, doubles in a form that reads back to the same number.
 */
public record Answer(List<AnswerColumn> columns, List<List<@Nullable String>> rows) {
  public Answer {
    columns = List.copyOf(columns);
  }

  /** Reads rows from a file with one JSON array of texts per line. */
  public static Answer read(List<AnswerColumn> columns, Path file) {
    var rows = new ArrayList<List<@Nullable String>>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        rows.add(row(line));
      }
    } catch (IOException e) {
      throw new BenchException("cannot read the answer " + file + ": " + e.getMessage(), e);
    }
    return new Answer(columns, rows);
  }

  private static List<@Nullable String> row(String line) {
    if (!(Json.parse(line) instanceof List<?> cells)) {
      throw new BenchException("not a row of an answer: " + line);
    }
    var row = new ArrayList<@Nullable String>(cells.size());
    for (Object cell : cells) {
      row.add(cell == null ? null : cell.toString());
    }
    return row;
  }
}
