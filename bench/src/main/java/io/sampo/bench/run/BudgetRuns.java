package io.sampo.bench.run;

import io.sampo.bench.error.BenchException;
import io.sampo.bench.peer.EngineCommand;
import io.sampo.bench.peer.EngineKind;
import io.sampo.bench.peer.EngineLimits;
import io.sampo.bench.peer.EngineProcess;
import io.sampo.bench.peer.FreshProcess;
import io.sampo.bench.peer.Reply;
import io.sampo.bench.peer.Request;
import io.sampo.bench.peer.Use;
import io.sampo.bench.suite.Question;
import io.sampo.bench.suite.Suite;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Runs questions within budgets of memory. Every question has a process of its own for each engine
 * under each budget, so that the process's peak is the question's: it runs the question once to
 * warm up, which is checked, and then as often as wished. These processes take turns, so that a
 * slow moment of the machine meets all of them. With fresh processes every measured run has one of
 * its own, and is measured from its start to its end.
 */
public final class BudgetRuns {
  private final Suite suite;
  private final int cores;
  private final Schedule schedule;
  private final Path scratch;
  private final AnswerCheck check;
  private final PrintWriter progress;

  private BudgetRuns(
      Suite suite,
      int cores,
      Schedule schedule,
      Path scratch,
      AnswerCheck check,
      PrintWriter progress) {
    this.suite = suite;
    this.cores = cores;
    this.schedule = schedule;
    this.scratch = scratch;
    this.check = check;
    this.progress = progress;
  }

  /**
   * Runs all questions.
   *
   * @param budgets bytes, empty for none
   * @param data the folder next to whose files engines write theirs
   */
  public static List<BudgetRun> run(
      Suite suite,
      Schedule schedule,
      List<Optional<Long>> budgets,
      int cores,
      Path data,
      PrintWriter progress) {
    var unlimited = new EngineCommand(new EngineLimits(cores, Optional.empty()), progress);
    try (var folder = ScratchFolder.in(data);
        var reference =
            new Engines(
                unlimited,
                suite.tables(),
                folder.path(),
                schedule.timeout(),
                new BenchResult.Collector())) {
      var check = new AnswerCheck(suite, reference, folder.path());
      var runs = new BudgetRuns(suite, cores, schedule, folder.path(), check, progress);
      var results = new ArrayList<BudgetRun>();
      for (Question question : suite.questions()) {
        results.addAll(runs.inTurn(question, budgets));
      }
      return results;
    }
  }

  /** One engine under one budget: its process, unless it did not start, and what it did so far. */
  private record Contender(
      EngineCommand command, Optional<EngineProcess> process, BudgetRun measured)
      implements AutoCloseable {
    Contender with(BudgetRun next) {
      return new Contender(command, process, next);
    }

    @Override
    public void close() {
      process.ifPresent(EngineProcess::close);
    }
  }

  private List<BudgetRun> inTurn(Question question, List<Optional<Long>> budgets) {
    var contenders = new ArrayList<Contender>();
    try {
      for (EngineKind engine : schedule.engines()) {
        for (Optional<Long> budget : budgets) {
          Contender started = start(question, engine, budget);
          contenders.add(started);
          contenders.set(contenders.size() - 1, step(started, () -> first(question, started)));
        }
      }
      for (int run = 0; run < schedule.runs(); run++) {
        contenders.replaceAll(contender -> step(contender, () -> again(question, contender)));
      }
    } finally {
      contenders.forEach(Contender::close);
    }
    List<BudgetRun> measured = contenders.stream().map(Contender::measured).toList();
    measured.forEach(this::tell);
    return measured;
  }

  /** What breaks in one contender's turn is its failure, and the others go on. */
  private static Contender step(Contender before, Supplier<Contender> turn) {
    try {
      return turn.get();
    } catch (BenchException e) {
      long peak = before.process().map(EngineProcess::peakMemory).orElse(0L);
      return before.with(failed(before.measured(), peak, String.valueOf(e.getMessage())));
    }
  }

  private void tell(BudgetRun run) {
    progress.printf(
        "%s  %s  %s  %s%n",
        run.question(),
        run.engine(),
        run.budget().map(bytes -> (bytes >> 20) + " MiB").orElse("no limit"),
        run.right() ? "%.0f ms".formatted(run.milliseconds()) : run.verdict().text());
    progress.flush();
  }

  private Contender start(Question question, EngineKind engine, Optional<Long> budget) {
    var command = new EngineCommand(new EngineLimits(cores, budget), progress);
    var nothing =
        new BudgetRun(question.name(), engine, budget, List.of(), 0, 0, new Verdict.Right());
    try {
      Path log = scratch.resolve(engine + ".log");
      EngineProcess process = EngineProcess.start(engine, command, log, schedule.timeout());
      return new Contender(command, Optional.of(process), nothing);
    } catch (BenchException e) {
      return new Contender(
          command, Optional.empty(), failed(nothing, 0, String.valueOf(e.getMessage())));
    }
  }

  /** The run that warms up and is checked. */
  private Contender first(Question question, Contender contender) {
    if (contender.process().isEmpty()) {
      return contender;
    }
    EngineProcess process = contender.process().get();
    BudgetRun before = contender.measured();
    if (process.ask(new Request.Setup(suite.tables())) instanceof Reply.Failed failed) {
      return contender.with(failed(before, process.peakMemory(), failed.message()));
    }
    ScratchFolder.deleteTree(check.target(process.kind()));
    Reply reply = process.ask(check.request(question, process.kind()));
    if (!(reply instanceof Reply.Done done)) {
      return contender.with(failed(before, process.peakMemory(), text(reply)));
    }
    return contender.with(before.with(check.verdict(question, process.kind(), done)));
  }

  private Contender again(Question question, Contender contender) {
    BudgetRun before = contender.measured();
    if (contender.process().isEmpty() || !before.right()) {
      return contender;
    }
    ScratchFolder.deleteTree(check.target(before.engine()));
    return contender.with(
        schedule.fresh()
            ? fresh(before, question, contender.command())
            : hot(before, question, contender.process().get()));
  }

  private BudgetRun hot(BudgetRun before, Question question, EngineProcess process) {
    long writtenBefore = process.writtenBytes();
    Reply reply = process.ask(timed(question, before.engine()));
    return with(before, reply, process.peakMemory(), process.writtenBytes() - writtenBefore);
  }

  private BudgetRun fresh(BudgetRun before, Question question, EngineCommand command) {
    FreshProcess.Outcome outcome =
        new FreshProcess(command, scratch, schedule.timeout())
            .run(
                before.engine(),
                new Request.Setup(suite.tablesOf(question)),
                timed(question, before.engine()));
    return with(before, outcome.reply(), outcome.peakMemory(), outcome.written());
  }

  private BudgetRun with(BudgetRun before, Reply reply, long peak, long written) {
    if (!(reply instanceof Reply.Done done)) {
      return failed(before, peak, text(reply));
    }
    var runs = new ArrayList<>(before.runs());
    runs.add(done.milliseconds());
    return new BudgetRun(
        before.question(),
        before.engine(),
        before.budget(),
        runs,
        Math.max(before.peak(), peak),
        Math.max(0, written - size(check.target(before.engine()))),
        before.verdict());
  }

  private Request.Run timed(Question question, EngineKind engine) {
    return switch (question.form()) {
      case ROWS -> Request.Run.of(suite, question, Use.HOLD);
      case DIGEST -> Request.Run.of(suite, question, Use.DROP);
      case FILE -> Request.Run.of(suite, question, Use.EXPORT, check.target(engine));
    };
  }

  private static long size(Path file) {
    if (!Files.exists(file)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(file)) {
      return files.filter(Files::isRegularFile).mapToLong(each -> each.toFile().length()).sum();
    } catch (IOException e) {
      throw new BenchException("cannot look at " + file + ": " + e.getMessage(), e);
    }
  }

  private static String text(Reply reply) {
    return reply instanceof Reply.Failed failed ? failed.message() : "no answer";
  }

  private static BudgetRun failed(BudgetRun before, long peak, String message) {
    return new BudgetRun(
        before.question(),
        before.engine(),
        before.budget(),
        List.of(),
        peak,
        0,
        new Verdict.Failed(message));
  }
}
