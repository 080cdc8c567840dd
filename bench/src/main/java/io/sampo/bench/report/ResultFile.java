package io.sampo.bench.report;

import io.sampo.bench.error.BenchException;
import io.sampo.bench.json.Json;
import io.sampo.bench.peer.EngineKind;
import io.sampo.bench.run.BenchResult;
import io.sampo.bench.run.Measurement;
import io.sampo.bench.run.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A result as a JSON document: machine, versions, summaries and every single run. */
public final class ResultFile {
  private ResultFile() {}

  /** Writes the document, making the folders above it. */
  public static void write(BenchResult result, Instant started, Path file) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, toJson(result, started) + "\n");
    } catch (IOException e) {
      throw new BenchException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  static String toJson(BenchResult result, Instant started) {
    var document = new LinkedHashMap<String, @Nullable Object>();
    document.put("suite", result.suite().name());
    document.putAll(result.suite().facts());
    document.put("started", started.toString());
    document.put("machine", Machine.describe());
    document.put("cores", result.limits().cores());
    document.put("memory_limit", result.limits().memory().orElse(null));
    document.put("fresh_processes", result.schedule().fresh());
    document.put(
        "engines",
        result.schedule().engines().stream().map(engine -> engine(result, engine)).toList());
    document.put("measurements", result.measurements().stream().map(ResultFile::runs).toList());
    return Json.write(document);
  }

  private static Map<String, @Nullable Object> engine(BenchResult result, EngineKind engine) {
    EngineSummary summary = EngineSummary.of(result, engine);
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("name", engine.label());
    fields.put("version", result.versions().get(engine));
    fields.put("peak_resident_bytes", result.peakMemory().get(engine));
    fields.put("sum_ms", summary.sum());
    fields.put("sum_ratio", summary.sumRatio().orElse(null));
    fields.put("geometric_mean_ratio", summary.meanRatio().orElse(null));
    fields.put("medians_ms", summary.medians());
    fields.put("ratios", summary.ratios());
    return fields;
  }

  private static Map<String, @Nullable Object> runs(Measurement measurement) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("engine", measurement.engine().label());
    fields.put("question", measurement.question());
    fields.put("rows", measurement.rows());
    fields.put("warmup_ms", measurement.warmup());
    fields.put("runs_ms", measurement.runs());
    switch (measurement.verdict()) {
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
