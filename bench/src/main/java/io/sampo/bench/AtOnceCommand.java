package io.sampo.bench;

import io.sampo.bench.latency.QueriesAtOnce;
import io.sampo.bench.peer.ResidentMemory;
import io.sampo.bench.report.TextTable;
import io.sampo.bench.suite.Question;
import io.sampo.bench.suite.TpchData;
import io.sampo.bench.suite.TpchSuite;
import io.sampo.session.Session;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sampo bench at-once}. */
@Command(
    name = "at-once",
    description =
        "TPC-H queries at once within one budget of memory: whether each finishes with the answer"
            + " that it gives alone, and the process's peak.",
    sortOptions = false)
final class AtOnceCommand implements Callable<Integer> {
  private static final double MEBI = 1 << 20;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      defaultValue = "1g",
      description = "The budget that they share. Default: ${DEFAULT-VALUE}.")
  private String memory = "";

  @Option(
      names = "--queries",
      split = ",",
      paramLabel = "N",
      defaultValue = "1,3,5,9,13,16,18,21",
      description = "The queries. Default: ${DEFAULT-VALUE}.")
  private List<Integer> queries = List.of();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "2",
      description = "How often they run at once. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Mixin private FormatOption format = new FormatOption();

  @Mixin private ScaleOptions scale = new ScaleOptions();

  @Mixin private DataOptions options = new DataOptions();

  @Override
  public Integer call() {
    scale.check(options);
    options.require(rounds >= 1, "--rounds must be at least 1");
    long budget = options.bytes("--memory", memory);
    List<Question> questions =
        options.numbers("--queries", queries, 1, TpchSuite.QUERIES).stream()
            .map(TpchSuite::question)
            .toList();
    TpchData tables = scale.ensure(format.value(), options);
    QueriesAtOnce result;
    try (Session session =
        Session.builder()
            .appName("sampo-bench")
            .config("sampo.memory", Long.toString(budget))
            .create()) {
      TpchViews.create(session, tables);
      result = QueriesAtOnce.of(session, questions, rounds);
    }
    print(result, options.out());
    return result.right() ? 0 : 1;
  }

  private void print(QueriesAtOnce result, PrintWriter out) {
    var table = new TextTable(List.of("query", "alone", "at once", "answer"));
    for (QueriesAtOnce.Outcome outcome : result.outcomes()) {
      table.add(
          List.of(
              outcome.question(),
              milliseconds(outcome.alone()),
              milliseconds(outcome.atOnce()),
              outcome.fault().isEmpty() ? "the same" : "FAILED"));
    }
    table.rule();
    table.add(List.of("all", milliseconds(result.oneByOne()), milliseconds(result.atOnce()), ""));
    out.print(table.render());
    for (QueriesAtOnce.Outcome outcome : result.outcomes()) {
      outcome.fault().ifPresent(fault -> out.println(outcome.question() + ": " + fault));
    }
    var resident = new ResidentMemory(ProcessHandle.current());
    resident.look();
    out.printf(
        Locale.ROOT,
        "%n%d queries at once, %d times, within %s: peak resident %.0f MiB%n",
        result.outcomes().size(),
        rounds,
        memory,
        resident.bytes() / MEBI);
    out.flush();
  }

  private static String milliseconds(double milliseconds) {
    return String.format(Locale.ROOT, "%.0f ms", milliseconds);
  }
}
