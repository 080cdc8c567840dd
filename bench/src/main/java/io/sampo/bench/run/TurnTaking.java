package io.sampo.bench.run;

import io.sampo.bench.peer.EngineKind;
import io.sampo.bench.peer.Reply;
import io.sampo.bench.peer.Request;
import io.sampo.bench.peer.Use;
import io.sampo.bench.suite.Question;
import io.sampo.bench.suite.Suite;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/**
 * Runs one question on all engines: a first run of each, which warms up and is checked, then the
 * measured rounds. The engines take turns, so that a slow moment of the machine meets all of them.
 */
record TurnTaking(Suite suite, Schedule schedule, Execution execution, AnswerCheck check) {
  /** One measurement per engine, in the schedule's order of engines. */
  Collection<Measurement> measure(Question question) {
    Map<EngineKind, Measurement> measured = new EnumMap<>(EngineKind.class);
    for (EngineKind engine : schedule.engines()) {
      measured.put(engine, first(question, engine));
    }
    for (int run = 0; run < schedule.runs(); run++) {
      for (EngineKind engine : schedule.engines()) {
        measured.computeIfPresent(engine, (_, sofar) -> again(question, sofar));
      }
    }
    return schedule.engines().stream().map(measured::get).toList();
  }

  private Measurement first(Question question, EngineKind engine) {
    ScratchFolder.deleteTree(check.target(engine));
    Reply reply = execution.run(engine, question, check.request(question, engine));
    return switch (reply) {
      case Reply.Failed failed -> Measurement.failed(engine, question.name(), failed.message());
      case Reply.Done done ->
          Measurement.checked(engine, question.name(), done, check.verdict(question, engine, done));
    };
  }

  private Measurement again(Question question, Measurement sofar) {
    if (sofar.verdict() instanceof Verdict.Failed) {
      return sofar;
    }
    EngineKind engine = sofar.engine();
    return switch (execution.run(engine, question, timed(question, engine))) {
      case Reply.Failed failed -> Measurement.failed(engine, question.name(), failed.message());
      case Reply.Done done -> sofar.withRun(done.milliseconds());
    };
  }

  private Request.Run timed(Question question, EngineKind engine) {
    return switch (question.form()) {
      case ROWS -> Request.Run.of(suite, question, execution.rows());
      case DIGEST -> Request.Run.of(suite, question, Use.DROP);
      case FILE -> {
        ScratchFolder.deleteTree(check.target(engine));
        yield Request.Run.of(suite, question, Use.EXPORT, check.target(engine));
      }
    };
  }
}
