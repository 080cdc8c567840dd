package io.sampo.bench.report;

import io.sampo.bench.peer.EngineKind;
import io.sampo.bench.run.BenchResult;
import io.sampo.bench.run.Measurement;
import io.sampo.bench.statistics.Statistics;
import io.sampo.bench.suite.Question;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One engine's medians over the questions it answered rightly, and their ratios to the reference's
 * over those that both did.
 *
 * @param medians milliseconds per question
 * @param ratios per question, this engine's median by the reference's
 * @param sumRatio sum of the common medians by the reference's sum of them; empty when nothing is
 *     common
 */
public record EngineSummary(
    EngineKind engine,
    Map<String, Double> medians,
    Map<String, Double> ratios,
    Optional<Double> sumRatio) {
  /** The engine that others are compared with. */
  public static final EngineKind REFERENCE = EngineKind.DUCKDB;

  public static EngineSummary of(BenchResult result, EngineKind engine) {
    Map<String, Double> own = medians(result, engine);
    Map<String, Double> reference = medians(result, REFERENCE);
    var ratios = new LinkedHashMap<String, Double>();
    double sum = 0;
    double referenceSum = 0;
    for (Map.Entry<String, Double> median : own.entrySet()) {
      Double yardstick = reference.get(median.getKey());
      if (yardstick != null) {
        ratios.put(median.getKey(), median.getValue() / yardstick);
        sum += median.getValue();
        referenceSum += yardstick;
      }
    }
    return new EngineSummary(
        engine, own, ratios, ratios.isEmpty() ? Optional.empty() : Optional.of(sum / referenceSum));
  }

  private static Map<String, Double> medians(BenchResult result, EngineKind engine) {
    var medians = new LinkedHashMap<String, Double>();
    for (Question question : result.suite().questions()) {
      result
          .measurement(question, engine)
          .filter(Measurement::right)
          .ifPresent(
              measurement -> medians.put(question.name(), Statistics.median(measurement.runs())));
    }
    return medians;
  }

  /** Milliseconds of all questions together. */
  public double sum() {
    return medians.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Geometric mean of the ratios; empty when there is none. */
  public Optional<Double> meanRatio() {
    return ratios.isEmpty()
        ? Optional.empty()
        : Optional.of(Statistics.geometricMean(ratios.values()));
  }

  /** The question with the highest ratio; empty when there is none. */
  public Optional<Map.Entry<String, Double>> worst() {
    return ratios.entrySet().stream().max(Map.Entry.comparingByValue());
  }
}
