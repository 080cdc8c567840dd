package io.sampo.bench.report;

import io.sampo.bench.error.BenchException;
import io.sampo.bench.json.Json;
import io.sampo.bench.run.BudgetRun;
import io.sampo.bench.run.Schedule;
import io.sampo.bench.run.Verdict;
import io.sampo.bench.suite.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs within budgets as a JSON document: machine and every single run. */
public final class BudgetFile {
  private BudgetFile() {}

  /** Writes the document, making the folders above it. */
  public static void write(
      Suite suite, Schedule schedule, List<BudgetRun> runs, Instant started, Path file) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, toJson(suite, schedule, runs, started) + "\n");
    } catch (IOException e) {
      throw new BenchException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  static String toJson(Suite suite, Schedule schedule, List<BudgetRun> runs, Instant started) {
    var document = new LinkedHashMap<String, @Nullable Object>();
    document.put("suite", suite.name());
    document.putAll(suite.facts());
    document.put("started", started.toString());
    document.put("machine", Machine.describe());
    document.put("fresh_processes", schedule.fresh());
    document.put("measurements", runs.stream().map(BudgetFile::fields).toList());
    return Json.write(document);
  }

  private static Map<String, @Nullable Object> fields(BudgetRun run) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("question", run.question());
    fields.put("engine", run.engine().label());
    fields.put("memory_limit", run.budget().orElse(null));
    fields.put("runs_ms", run.runs());
    fields.put("peak_resident_bytes", run.peak());
    fields.put("spilled_bytes", run.spilled());
    switch (run.verdict()) {
      case Verdict.Right _ -> fields.put("answer", "right");
      case Verdict.Wrong wrong -> {
        fields.put("answer", "wrong");
        fields.put("difference", wrong.difference());
      }
      case Verdict.Failed failed -> {
        fields.put("answer", "failed");
        fields.put("error", failed.message());
      }
    }
    return fields;
  }
}
