package io.sampo.bench.run;

import io.sampo.bench.peer.EngineKind;
import java.util.Optional;

/**
 * One question answered by one engine within one budget.
 *
 * @param budget bytes, empty for none
 * @param milliseconds of the measured run; NaN when there is no answer
 * @param peak resident bytes of the process that ran nothing else
 * @param spilled bytes the measured run wrote to files, the answer left out
 */
public record BudgetRun(
    String question,
    EngineKind engine,
    Optional<Long> budget,
    double milliseconds,
    long peak,
    long spilled,
    Verdict verdict) {
  public boolean right() {
    return verdict instanceof Verdict.Right;
  }
}
