package io.sampo.bench.report;

import io.sampo.bench.run.BudgetRun;
import io.sampo.bench.run.Verdict;
import java.util.List;
import java.util.Optional;

/** What questions cost within budgets of memory, as a table. */
public final class BudgetTable {
  private static final double MEBI = 1 << 20;

  private BudgetTable() {}

  /** One row for each question, engine and budget, then what went wrong. */
  public static String render(List<BudgetRun> runs) {
    var table =
        new TextTable(
            List.of("query", "engine", "budget", "time", "to no limit", "peak", "spilled"));
    String question = "";
    for (BudgetRun run : runs) {
      if (!question.isEmpty() && !question.equals(run.question())) {
        table.rule();
      }
      question = run.question();
      table.add(
          List.of(
              run.question(),
              run.engine().label(),
              run.budget().map(BudgetTable::size).orElse("none"),
              run.right() ? "%.0f ms".formatted(run.milliseconds()) : verdict(run),
              ratio(run, runs),
              size(run.peak()),
              run.spilled() == 0 ? "-" : size(run.spilled())));
    }
    var text = new StringBuilder(table.render());
    for (BudgetRun run : runs) {
      if (!run.right()) {
        text.append('\n')
            .append(run.question())
            .append(", ")
            .append(run.engine())
            .append(", ")
            .append(run.budget().map(BudgetTable::size).orElse("no limit"))
            .append(": ")
            .append(fault(run.verdict()));
      }
    }
    return text.append('\n').toString();
  }

  private static String verdict(BudgetRun run) {
    return run.verdict() instanceof Verdict.Wrong ? "WRONG" : "FAILED";
  }

  private static String fault(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Right _ -> "right";
      case Verdict.Wrong wrong -> "wrong answer: " + wrong.difference();
      case Verdict.Failed failed -> failed.message();
    };
  }

  private static String size(long bytes) {
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
