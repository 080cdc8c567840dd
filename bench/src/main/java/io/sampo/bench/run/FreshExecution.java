package io.sampo.bench.run;

import io.sampo.bench.peer.EngineKind;
import io.sampo.bench.peer.FreshProcess;
import io.sampo.bench.peer.Reply;
import io.sampo.bench.peer.Request;
import io.sampo.bench.peer.SampoLauncher;
import io.sampo.bench.peer.Use;
import io.sampo.bench.suite.Question;
import io.sampo.bench.suite.Suite;
import java.util.Optional;

/**
 * A new process for every single run, measured from its start to its exit. It registers only the
 * tables that its question names. Sampo runs as its command line does, where that can put the
 * question.
 */
final class FreshExecution implements Execution {
  private final Suite suite;
  private final FreshProcess process;
  private final BenchResult.Collector collector;
  private final Optional<SampoLauncher> launcher = SampoLauncher.find();
  private boolean launched;

  FreshExecution(Suite suite, FreshProcess process, BenchResult.Collector collector) {
    this.suite = suite;
    this.process = process;
    this.collector = collector;
  }

  @Override
  public Reply run(EngineKind engine, Question question, Request.Run request) {
    var setup = new Request.Setup(suite.tablesOf(question));
    FreshProcess.Outcome outcome =
        engine == EngineKind.SAMPO && launcher.isPresent() && launcher.get().takes(setup, request)
            ? launch(launcher.get(), setup, request)
            : process.run(engine, setup, request);
    outcome.version().ifPresent(version -> collector.version(engine, version));
    if (!request.use().saves()) {
      collector.peakMemory(engine, outcome.peakMemory());
    }
    return outcome.reply();
  }

  /** The first launch of all may have to make the start-up cache; it is not measured. */
  private FreshProcess.Outcome launch(
      SampoLauncher sampo, Request.Setup setup, Request.Run request) {
    if (!launched) {
      process.launch(sampo, setup, request);
      launched = true;
    }
    return process.launch(sampo, setup, request);
  }

  @Override
  public Use rows() {
    return Use.FETCH;
  }
}
