package io.sampo.bench.run;

import io.sampo.bench.statistics.Statistics;
import io.sampo.bench.suite.Question;
import java.util.Collection;
import java.util.stream.Collectors;

/** One line on standard error per finished question. */
final class ProgressLine {
  private ProgressLine() {}

  static String of(Question question, Collection<Measurement> measurements) {
    return question.name()
        + measurements.stream().map(ProgressLine::figure).collect(Collectors.joining());
  }

  private static String figure(Measurement measurement) {
    String figure =
        switch (measurement.verdict()) {
          case Verdict.Right _ -> "%.1f ms".formatted(Statistics.median(measurement.runs()));
          case Verdict.Wrong _ -> "WRONG";
          case Verdict.Failed _ -> "FAILED";
        };
    return "  " + measurement.engine() + " " + figure;
  }
}
