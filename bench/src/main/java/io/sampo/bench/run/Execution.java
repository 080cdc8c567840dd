package io.sampo.bench.run;

import io.sampo.bench.peer.EngineKind;
import io.sampo.bench.peer.Reply;
import io.sampo.bench.peer.Request;
import io.sampo.bench.peer.Use;
import io.sampo.bench.suite.Question;

/** How an engine comes to run a question, and what time is taken. Used by one thread. */
interface Execution {
  /** Runs it once; the reply's milliseconds are the ones to be reported. */
  Reply run(EngineKind engine, Question question, Request.Run request);

  /** What a client does with an answer of few rows when it is measured. */
  Use rows();
}
