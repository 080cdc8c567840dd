package io.sampo.bench;

import io.sampo.bench.latency.Cancellation;
import io.sampo.bench.latency.Sharing;
import io.sampo.bench.report.TextTable;
import io.sampo.bench.statistics.Statistics;
import io.sampo.bench.suite.Question;
import io.sampo.bench.suite.TpchData;
import io.sampo.bench.suite.TpchSuite;
import io.sampo.session.Session;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sampo bench latency}. */
@Command(
    name = "latency",
    description =
        "How soon cancelled TPC-H queries end, and how two queries at once share the processors.",
    sortOptions = false)
final class LatencyCommand implements Callable<Integer> {
  /** The query whose runs take long and the one that has to wait its turn. */
  private static final int LONG = 9;

  private static final int SHORT = 6;

  @Mixin private FormatOption format = new FormatOption();

  @Option(
      names = "--queries",
      split = ",",
      paramLabel = "N",
      description = "Queries to cancel. Default: 1 to 22.")
  private List<Integer> queries = List.of();

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "5",
      description = "Cancels per query, and runs of those that share. Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides when the cancels come. Default: another one each time.")
  private @Nullable Long seed;

  @Mixin private ScaleOptions scale = new ScaleOptions();

  @Mixin private DataOptions options = new DataOptions();

  @Override
  public Integer call() {
    scale.check(options);
    options.require(runs >= 1, "--runs must be at least 1");
    List<Integer> numbers = options.numbers("--queries", queries, 1, TpchSuite.QUERIES);
    PrintWriter out = options.out();
    TpchData tables = scale.ensure(format.value(), options);
    try (Session session = Session.builder().appName("sampo-bench").create()) {
      TpchViews.create(session, tables);
      cancel(session, numbers, out);
      share(session, out);
    }
    return 0;
  }

  private void cancel(Session session, List<Integer> numbers, PrintWriter out) {
    long chosen = seed == null ? System.nanoTime() : seed;
    out.println("cancels at random moments, seed " + chosen + ", milliseconds");
    var table =
        new TextTable(
            List.of(
                "query", "whole run", "cancels", "error: median", "most", "end: median", "most"));
    var toError = new ArrayList<Double>();
    var toEnd = new ArrayList<Double>();
    for (int number : numbers) {
      Question question = TpchSuite.question(number);
      Cancellation done = Cancellation.of(session, question, runs, chosen + number);
      toError.addAll(done.toError());
      toEnd.addAll(done.toEnd());
      table.add(row(question.name(), text(done.milliseconds()), done.toError(), done.toEnd()));
    }
    table.rule();
    table.add(row("all", "", toError, toEnd));
    out.print(table.render());
    out.flush();
  }

  private static List<String> row(
      String name, String whole, List<Double> toError, List<Double> toEnd) {
    if (toError.isEmpty()) {
      return List.of(name, whole, "0", "", "", "", "");
    }
    return List.of(
        name,
        whole,
        String.valueOf(toError.size()),
        text(Statistics.median(toError)),
        text(Collections.max(toError)),
        text(Statistics.median(toEnd)),
        text(Collections.max(toEnd)));
  }

  private void share(Session session, PrintWriter out) {
    Question longer = TpchSuite.question(LONG);
    Question shorter = TpchSuite.question(SHORT);
    Sharing sharing = Sharing.of(session, longer.sql(), shorter.sql(), runs);
    double faster = Statistics.median(sharing.twice().stream().map(Sharing.Pair::faster).toList());
    double slower = Statistics.median(sharing.twice().stream().map(Sharing.Pair::slower).toList());
    out.println();
    out.println("two queries at once, medians in milliseconds");
    var table = new TextTable(List.of("", "alone", "at once", "ratio"));
    double alone = Statistics.median(sharing.longAlone());
    table.add(ratio(longer.name() + " twice, the faster", alone, faster));
    table.add(ratio(longer.name() + " twice, the slower", alone, slower));
    table.add(
        ratio(
            shorter.name() + " beside " + longer.name(),
            Statistics.median(sharing.shortAlone()),
            Statistics.median(sharing.shortBeside())));
    out.print(table.render());
    out.flush();
  }

  private static List<String> ratio(String name, double alone, double shared) {
    return List.of(
        name, text(alone), text(shared), String.format(Locale.ROOT, "%.2fx", shared / alone));
  }

  private static String text(double milliseconds) {
    return String.format(Locale.ROOT, "%.1f", milliseconds);
  }
}
