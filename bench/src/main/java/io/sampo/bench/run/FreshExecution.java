package io.sampo.bench.run;

import io.sampo.bench.peer.EngineCommand;
import io.sampo.bench.peer.EngineKind;
import io.sampo.bench.peer.FreshProcess;
import io.sampo.bench.peer.Reply;
import io.sampo.bench.peer.Request;
import io.sampo.bench.peer.Use;
import io.sampo.bench.suite.Question;
import io.sampo.bench.suite.Suite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A new process for every single run, measured from its start to its exit. It registers only the
 * tables that its question names.
 */
record FreshExecution(
    Suite suite,
    EngineCommand command,
    Path folder,
    Duration timeout,
    BenchResult.Collector collector)
    implements Execution {
  @Override
  public Reply run(EngineKind engine, Question question, Request.Run request) {
    List<Request> requests = List.of(new Request.Setup(suite.tablesOf(question)), request);
    FreshProcess.Outcome outcome =
        FreshProcess.run(engine, command, requests, folder, timeout);
    collector.peakMemory(engine, outcome.peakMemory());
    return switch (outcome.reply()) {
      case Reply.Failed failed -> failed;
      case Reply.Done done -> {
        collector.version(engine, outcome.version());
        yield new Reply.Done(outcome.milliseconds(), done.rows(), done.columns());
      }
    };
  }

  @Override
  public Use rows() {
    return Use.FETCH;
  }
}
