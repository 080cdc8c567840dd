package io.sampo.bench.report;

import io.sampo.bench.peer.EngineKind;
import io.sampo.bench.run.BenchResult;
import io.sampo.bench.run.Measurement;
import io.sampo.bench.run.Verdict;
import io.sampo.bench.statistics.Statistics;
import io.sampo.bench.suite.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A result as text for the terminal. */
public final class ResultTable {
  private static final String NOTHING = "-";

  private final BenchResult result;
  private final List<EngineSummary> summaries;
  private final List<EngineSummary> compared;

  private ResultTable(BenchResult result) {
    this.result = result;
    this.summaries =
        result.schedule().engines().stream()
            .map(engine -> EngineSummary.of(result, engine))
            .toList();
    boolean yardstick = result.schedule().engines().contains(EngineSummary.REFERENCE);
    this.compared =
        yardstick
            ? summaries.stream()
                .filter(summary -> summary.engine() != EngineSummary.REFERENCE)
                .toList()
            : List.of();
  }

  /** The heading, one row per question, the totals, and then what went wrong. */
  public static String render(BenchResult result) {
    return new ResultTable(result).render();
  }

  private String render() {
    var header = new ArrayList<String>();
    header.add("ms");
    summaries.forEach(summary -> header.add(summary.engine().label()));
    compared.forEach(
        summary -> header.add(summary.engine().label() + "/" + EngineSummary.REFERENCE));
    var table = new TextTable(header);
    for (Question question : result.suite().questions()) {
      table.add(
          row(
              question.name(),
              summary -> cell(question, summary.engine()),
              summary -> ratio(Optional.ofNullable(summary.ratios().get(question.name())))));
    }
    table.rule();
    totals(table);
    return heading() + "\n\n" + table.render() + faults();
  }

  private void totals(TextTable table) {
    table.add(row("sum", summary -> number(summary.sum()), summary -> ratio(summary.sumRatio())));
    table.add(row("geometric mean", _ -> "", summary -> ratio(summary.meanRatio())));
    table.add(row("worst", _ -> "", summary -> ratio(summary.worst().map(Map.Entry::getValue))));
    table.add(
        row(
            "worst question",
            _ -> "",
            summary -> summary.worst().map(Map.Entry::getKey).orElse(NOTHING)));
    table.add(row("peak MiB", this::memory, _ -> ""));
  }

  private List<String> row(
      String name,
      Function<EngineSummary, String> figure,
      Function<EngineSummary, String> comparison) {
    var row = new ArrayList<String>();
    row.add(name);
    summaries.forEach(summary -> row.add(figure.apply(summary)));
    compared.forEach(summary -> row.add(comparison.apply(summary)));
    return row;
  }

  private String heading() {
    int runs = result.schedule().runs();
    int cores = result.limits().cores();
    String clock =
        result.schedule().fresh()
            ? "a new process per run, whole process"
            : "hot, engines taking turns";
    return "%s; %s; %d core%s; medians of %d after 1 warm-up"
        .formatted(result.suite().title(), clock, cores, cores == 1 ? "" : "s", runs);
  }

  private String cell(Question question, EngineKind engine) {
    Optional<Measurement> measurement = result.measurement(question, engine);
    if (measurement.isEmpty()) {
      return NOTHING;
    }
    return switch (measurement.get().verdict()) {
      case Verdict.Right _ -> number(Statistics.median(measurement.get().runs()));
      case Verdict.Wrong _ -> "wrong";
      case Verdict.Failed _ -> "failed";
    };
  }

  private String memory(EngineSummary summary) {
    Long bytes = result.peakMemory().get(summary.engine());
    return bytes == null ? NOTHING : Long.toString(bytes >> 20);
  }

  private static String number(double milliseconds) {
    return String.format(Locale.ROOT, "%.1f", milliseconds);
  }

  private static String ratio(Optional<Double> ratio) {
    return ratio.map(value -> String.format(Locale.ROOT, "%.2fx", value)).orElse(NOTHING);
  }

  private String faults() {
    var text = new StringBuilder();
    for (Measurement fault : result.faults()) {
      text.append('\n').append(fault.engine()).append(", ").append(fault.question()).append(": ");
      text.append(
          switch (fault.verdict()) {
            case Verdict.Wrong wrong -> "wrong answer: " + wrong.difference();
            case Verdict.Failed failed -> failed.message();
            case Verdict.Right _ -> "was not measured";
          });
      text.append('\n');
    }
    return text.toString();
  }
}
