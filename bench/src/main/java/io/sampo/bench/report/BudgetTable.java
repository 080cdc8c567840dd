package io.sampo.bench.report;

import io.sampo.bench.peer.EngineKind;
import io.sampo.bench.run.BudgetRun;
import io.sampo.bench.run.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What questions cost within budgets of memory, as a table. */
public final class BudgetTable {
  private static final double MEBI = 1 << 20;

  private BudgetTable() {}

  /**
   * One row for each question and budget, with four columns for each engine, and one for each
   * budget with all questions that every engine answered rightly within every budget: their times
   * and spilled bytes together, and the highest peak. Then how Sampo's times are to the others',
   * and faults.
   */
  public static String render(List<BudgetRun> runs) {
    List<EngineKind> engines = runs.stream().map(BudgetRun::engine).distinct().toList();
    var header = new ArrayList<>(List.of("query", "budget"));
    engines.forEach(engine -> header.addAll(List.of(engine.label(), "to none", "peak", "spilled")));
    var table = new TextTable(header);
    BudgetSums sums = BudgetSums.of(runs);
    List<BudgetRun> shown = Stream.concat(runs.stream(), sums.runs().stream()).toList();
    String question = "";
    for (BudgetRun first : shown) {
      if (first.engine() != engines.getFirst()) {
        continue;
      }
      if (!question.isEmpty() && !question.equals(first.question())) {
        table.rule();
      }
      question = first.question();
      var row = new ArrayList<>(List.of(question, budget(first)));
      engines.forEach(engine -> row.addAll(cells(engine, first, shown)));
      table.add(row);
    }
    var text = new StringBuilder(table.render());
    sums.comparisons().forEach(line -> text.append('\n').append(line).append('\n'));
    for (BudgetRun run : runs) {
      if (!run.right()) {
        text.append('\n')
            .append(run.question())
            .append(", ")
            .append(run.engine())
            .append(", ")
            .append(budget(run))
            .append(": ")
            .append(run.verdict().text());
      }
    }
    return text.append('\n').toString();
  }

  private static String budget(BudgetRun run) {
    return run.budget().map(BudgetTable::size).orElse("none");
  }

  /** What an engine needed for the same question within the same budget. */
  private static List<String> cells(EngineKind engine, BudgetRun same, List<BudgetRun> runs) {
    return runs.stream()
        .filter(run ->
            run.engine() == engine
                && run.question().equals(same.question())
                && run.budget().equals(same.budget()))
        .findFirst()
        .map(run ->
            List.of(
                run.right() ? "%.0f ms".formatted(run.milliseconds()) : verdict(run),
                ratio(run, runs),
                size(run.peak()),
                run.spilled() == 0 ? "-" : size(run.spilled())))
        .orElse(List.of("-", "-", "-", "-"));
  }

  private static String verdict(BudgetRun run) {
    return run.verdict() instanceof Verdict.Wrong ? "WRONG" : "FAILED";
  }

  static String size(long bytes) {
    return "%.0f MiB".formatted(bytes / MEBI);
  }

  private static String ratio(BudgetRun run, List<BudgetRun> runs) {
    Optional<BudgetRun> free =
        runs.stream()
            .filter(other ->
                other.budget().isEmpty()
                    && other.engine() == run.engine()
                    && other.question().equals(run.question())
                    && other.right())
            .findFirst();
    return run.budget().isEmpty() || !run.right() || free.isEmpty()
        ? "-"
        : "%.2fx".formatted(run.milliseconds() / free.get().milliseconds());
  }
}
