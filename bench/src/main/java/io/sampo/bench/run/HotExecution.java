package io.sampo.bench.run;

import io.sampo.bench.peer.EngineKind;
import io.sampo.bench.peer.Reply;
import io.sampo.bench.peer.Request;
import io.sampo.bench.peer.Use;
import io.sampo.bench.suite.Question;

/** Every engine in one long-lived process; the time is the one it takes itself. */
record HotExecution(Engines engines) implements Execution {
  @Override
  public Reply run(EngineKind engine, Question question, Request.Run request) {
    return engines.ask(engine, request);
  }

  @Override
  public Use rows() {
    return Use.HOLD;
  }
}
