package io.sampo.bench.run;

import io.sampo.bench.peer.EngineKind;
import io.sampo.bench.statistics.Statistics;
import java.util.List;
import java.util.Optional;

/**
 * One question answered by one engine within one budget.
 *
 * @param budget bytes, empty for none
 * @param runs milliseconds of each measured run; none when there is no answer
 * @param peak resident bytes of a process that ran nothing else
 * @param spilled bytes the last measured run wrote to files, the answer left out
 */
public record BudgetRun(
    String question,
    EngineKind engine,
    Optional<Long> budget,
    List<Double> runs,
    long peak,
    long spilled,
    Verdict verdict) {
  public BudgetRun {
    runs = List.copyOf(runs);
  }

  /** The median of the measured runs; NaN when there is no answer. */
  public double milliseconds() {
    return runs.isEmpty() ? Double.NaN : Statistics.median(runs);
  }

  BudgetRun with(Verdict judged) {
    return new BudgetRun(question, engine, budget, runs, peak, spilled, judged);
  }

  public boolean right() {
    return verdict instanceof Verdict.Right;
  }
}
