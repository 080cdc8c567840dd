package io.sampo.bench.chaos;

import io.sampo.bench.answer.Answer;
import io.sampo.bench.answer.AnswerComparer;
import io.sampo.bench.answer.Ordering;
import io.sampo.bench.error.BenchException;
import io.sampo.bench.suite.Question;
import io.sampo.cluster.process.LocalCluster;
import io.sampo.config.ConfigOptions;
import io.sampo.session.Session;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Asks the questions in a loop of a cluster whose workers are killed, and checks every answer. Used
 * by one thread.
 */
public final class ChaosRun {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
  private static final long MEBIBYTE = 1L << 20;

  private final ChaosPlan plan;
  private final PrintWriter progress;
  private final Map<String, Answer> expected;
  private final Path spill;
  private final long started = System.nanoTime();
  private final List<String> wrong = new ArrayList<>();
  private final List<String> lost = new ArrayList<>();
  private final List<Sample> samples = new ArrayList<>();
  private int queries;
  private Duration nextLine = BETWEEN_LINES;

  private ChaosRun(ChaosPlan plan, PrintWriter progress) {
    this.plan = plan;
    this.progress = progress;
    this.spill = plan.folder().resolve("spill");
    this.expected = ReferenceAnswers.of(plan.tables(), plan.questions());
  }

  /**
   * Runs to the end of the plan's time, or to the first question that is lost by hanging.
   *
   * @param progress gets lines on the way
   */
  public static ChaosResult run(ChaosPlan plan, PrintWriter progress) {
    return new ChaosRun(plan, progress).run();
  }

  private ChaosResult run() {
    var settings = Map.of(ConfigOptions.SPILL_DIRS.key(), spill.toString());
    var processes =
        new LocalCluster.Plan(
            plan.command(), 0, 1, plan.workerMemory(), settings, created(plan.folder()));
    try (LocalCluster cluster = LocalCluster.start(processes)) {
      cluster.addWorkers(plan.workers());
      ClusterLook.settle(cluster, plan.workers());
      say(
          "%d workers, a kill every %s, seed %d, folder %s",
          plan.workers(), plan.killEvery(), plan.seed(), plan.folder());
      try (Session session = Session.builder().master(cluster.url()).create()) {
        ReferenceAnswers.register(session, plan.tables());
        return ask(cluster, session);
      }
    }
  }

  private ChaosResult ask(LocalCluster cluster, Session session) {
    Duration start = elapsed();
    var killer = new WorkerKiller(cluster, plan.killEvery(), plan.seed(), progress);
    try (killer) {
      boolean goesOn = true;
      while (goesOn && elapsed().minus(start).compareTo(plan.time()) < 0) {
        for (Question question : plan.questions()) {
          goesOn = goesOn && ask(session, question);
          tell(killer, cluster);
          // The first round is asked to its end: it is what later ones are compared with.
          if (!samples.isEmpty() && elapsed().minus(start).compareTo(plan.time()) >= 0) {
            break;
          }
        }
        samples.add(sample(cluster));
      }
    }
    ClusterLook.settle(cluster, plan.workers());
    samples.add(sample(cluster));
    lost.addAll(killer.failures());
    return new ChaosResult(
        queries,
        wrong,
        lost,
        killer.kills(),
        ClusterLook.view(cluster).reruns(),
        Growth.of(samples, plan.workers() + 1),
        samples);
  }

  /** Asks one question; false when it hangs, so that nothing more can be found out. */
  private boolean ask(Session session, Question question) {
    queries++;
    var answer = CompletableFuture.supplyAsync(() -> ReferenceAnswers.answer(session, question));
    try {
      Answer actual =
          answer.orTimeout(plan.answerWithin().toMillis(), TimeUnit.MILLISECONDS).join();
      AnswerComparer.difference(
              Objects.requireNonNull(expected.get(question.name())),
              actual,
              Ordering.of(question.sql()))
          .ifPresent(difference -> note("WRONG", question.name() + ": " + difference, wrong));
      return true;
    } catch (CompletionException e) {
      boolean hangs = e.getCause() instanceof TimeoutException;
      String details =
          hangs ? "no answer within " + plan.answerWithin() : String.valueOf(e.getCause());
      note("LOST", question.name() + ": " + details, lost);
      return !hangs;
    }
  }

  private void note(String verdict, String details, List<String> to) {
    to.add("query " + queries + " after " + elapsed().toSeconds() + " s, " + details);
    say("%s %s", verdict, to.getLast());
  }

  private void tell(WorkerKiller killer, LocalCluster cluster) {
    if (elapsed().compareTo(nextLine) < 0) {
      return;
    }
    nextLine = elapsed().plus(BETWEEN_LINES);
    say(
        "%4d s  %d queries, %d wrong, %d lost, %d kills, %d tasks run again; driver %d MiB,"
            + " client %d MiB, workers %d MiB",
        elapsed().toSeconds(),
        queries,
        wrong.size(),
        lost.size(),
        killer.kills(),
        ClusterLook.view(cluster).reruns(),
        ProcessFigures.resident(cluster.driver().pid()) / MEBIBYTE,
        ProcessFigures.resident(ProcessHandle.current().pid()) / MEBIBYTE,
        workersResident(cluster) / MEBIBYTE);
  }

  private void say(String format, Object... values) {
    progress.println(String.format(Locale.ROOT, format, values));
    progress.flush();
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  private Sample sample(LocalCluster cluster) {
    long files = 0;
    long bytes = 0;
    for (Path path : spilled()) {
      files++;
      bytes += size(path);
    }
    return new Sample(
        elapsed(),
        queries,
        ProcessFigures.of(cluster.driver().pid()),
        ProcessFigures.own(),
        workersResident(cluster),
        ClusterLook.blocks(ClusterLook.view(cluster)),
        files,
        bytes);
  }

  private static long workersResident(LocalCluster cluster) {
    return cluster.workers().stream()
        .mapToLong(number -> ProcessFigures.resident(cluster.worker(number).pid()))
        .sum();
  }

  /** Files and folders below the one that is spilled to. */
  private List<Path> spilled() {
    if (!Files.isDirectory(spill)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(spill)) {
      return all.filter(path -> !path.equals(spill)).toList();
    } catch (IOException e) {
      throw new BenchException("cannot look into " + spill + ": " + e.getMessage(), e);
    } catch (UncheckedIOException _) {
      // Something was removed meanwhile.
      return spilled();
    }
  }

  private static long size(Path path) {
    try {
      return Files.isRegularFile(path) ? Files.size(path) : 0;
    } catch (IOException _) {
      return 0;
    }
  }

  private static Path created(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new BenchException("cannot make " + folder + ": " + e.getMessage(), e);
    }
  }
}
