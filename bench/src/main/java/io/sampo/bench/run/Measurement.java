package io.sampo.bench.run;

import io.sampo.bench.peer.EngineKind;
import io.sampo.bench.peer.Reply;
import java.util.ArrayList;
import java.util.List;

/**
 * One engine's runs of one question.
 *
 * @param warmup milliseconds of the first run, whose answer was checked; NaN when it failed
 * @param runs milliseconds of the measured runs, in order; empty when the verdict is a failure
 * @param rows of the answer
 */
public record Measurement(
    EngineKind engine,
    String question,
    double warmup,
    List<Double> runs,
    long rows,
    Verdict verdict) {
  public Measurement {
    runs = List.copyOf(runs);
  }

  /** A question an engine could not answer. */
  static Measurement failed(EngineKind engine, String question, String message) {
    return new Measurement(engine, question, Double.NaN, List.of(), 0, new Verdict.Failed(message));
  }

  /** A question answered once; the answer was compared. */
  static Measurement checked(
      EngineKind engine, String question, Reply.Done reply, Verdict verdict) {
    return new Measurement(
        engine, question, reply.milliseconds(), List.of(), reply.rows(), verdict);
  }

  /** The same with one more measured run. */
  Measurement withRun(double milliseconds) {
    var more = new ArrayList<>(runs);
    more.add(milliseconds);
    return new Measurement(engine, question, warmup, more, rows, verdict);
  }

  public boolean right() {
    return verdict instanceof Verdict.Right && !runs.isEmpty();
  }
}
