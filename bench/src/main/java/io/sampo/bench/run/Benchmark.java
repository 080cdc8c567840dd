package io.sampo.bench.run;

import io.sampo.bench.error.BenchException;
import io.sampo.bench.peer.EngineCommand;
import io.sampo.bench.peer.FreshProcess;
import io.sampo.bench.suite.Question;
import io.sampo.bench.suite.Suite;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;

/** Runs a suite as a schedule says. */
public final class Benchmark {
  private Benchmark() {}

  /**
   * Runs all questions on all engines; an engine's failure is part of the result.
   *
   * @param data the folder next to whose files exported tables are written, so that all engines
   *     write to the same kind of storage
   * @throws BenchException when the benchmark itself cannot go on
   */
  public static BenchResult run(
      Suite suite, Schedule schedule, EngineCommand command, Path data, PrintWriter progress) {
    var collector = new BenchResult.Collector();
    var ofReference = schedule.fresh() ? new BenchResult.Collector() : collector;
    try (var scratch = ScratchFolder.in(data);
        var engines =
            new Engines(command, suite.tables(), scratch.path(), schedule.timeout(), ofReference)) {
      Path folder = scratch.path();
      Execution execution =
          schedule.fresh()
              ? new FreshExecution(
                  suite, new FreshProcess(command, folder, schedule.timeout()), collector)
              : new HotExecution(engines);
      var check = new AnswerCheck(suite, engines, folder);
      var turns = new TurnTaking(suite, schedule, execution, check);
      for (Question question : suite.questions()) {
        Collection<Measurement> measurements = turns.measure(question);
        measurements.forEach(collector::add);
        progress.println(ProgressLine.of(question, measurements));
        progress.flush();
      }
    }
    return collector.result(suite, schedule, command.limits());
  }
}
