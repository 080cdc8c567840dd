package io.sampo.bench.chaos;

import io.sampo.bench.answer.Answer;
import io.sampo.bench.answer.AnswerComparer;
import io.sampo.bench.answer.Ordering;
import io.sampo.bench.statistics.Statistics;
import io.sampo.bench.suite.Question;
import io.sampo.cluster.process.LocalCluster;
import io.sampo.config.ConfigOptions;
import io.sampo.error.SampoException;
import io.sampo.session.Session;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Kills a worker at a random moment of a query, again and again, and measures what that costs. The
 * dead worker is replaced when the query has ended, so that the others do its share. Used by one
 * thread.
 */
public final class KillRun {
  private static final int WARM_UP = 2;
  private static final int UNDISTURBED = 3;
  private static final double MILLION = 1e6;

  private final KillPlan plan;
  private final PrintWriter progress;
  private final Map<String, Answer> expected;
  private final Random random;
  private final List<KillCost> costs = new ArrayList<>();

  private KillRun(KillPlan plan, PrintWriter progress) {
    this.plan = plan;
    this.progress = progress;
    this.random = new Random(plan.seed());
    this.expected = ReferenceAnswers.of(plan.tables(), plan.questions());
  }

  /**
   * Measures all questions in turn.
   *
   * @param progress gets lines on the way
   */
  public static List<KillCost> run(KillPlan plan, PrintWriter progress) {
    return new KillRun(plan, progress).run();
  }

  private List<KillCost> run() {
    var settings =
        Map.of(ConfigOptions.SPILL_DIRS.key(), plan.folder().resolve("spill").toString());
    var processes =
        new LocalCluster.Plan(plan.command(), 0, 1, plan.workerMemory(), settings, plan.folder());
    try (LocalCluster cluster = LocalCluster.start(processes)) {
      cluster.addWorkers(plan.workers());
      ClusterLook.settle(cluster, plan.workers());
      say("%d workers, seed %d, folder %s", plan.workers(), plan.seed(), plan.folder());
      try (Session session = Session.builder().master(cluster.url()).create()) {
        ReferenceAnswers.register(session, plan.tables());
        for (int round = 0; round < plan.rounds(); round++) {
          plan.questions().forEach(question -> measure(cluster, session, question));
        }
      }
    }
    return List.copyOf(costs);
  }

  private void measure(LocalCluster cluster, Session session, Question question) {
    var times = new ArrayList<Double>();
    for (int i = 0; i < WARM_UP + UNDISTURBED; i++) {
      long start = System.nanoTime();
      ReferenceAnswers.answer(session, question);
      if (i >= WARM_UP) {
        times.add((double) (System.nanoTime() - start));
      }
    }
    Duration undisturbed = Duration.ofNanos((long) Statistics.median(times));
    Duration moment = Duration.ofNanos((long) (undisturbed.toNanos() * random.nextDouble()));
    List<Integer> workers = cluster.workers();
    int victim = workers.get(random.nextInt(workers.size()));
    long before = ClusterLook.view(cluster).reruns();
    var killer =
        Thread.ofPlatform()
            .daemon()
            .name("sampo-killer")
            .unstarted(() -> {
              long until = System.nanoTime() + moment.toNanos();
              for (long left = moment.toNanos(); left > 0; left = until - System.nanoTime()) {
                LockSupport.parkNanos(left);
              }
              cluster.worker(victim).kill();
            });
    long start = System.nanoTime();
    killer.start();
    String details = ask(session, question);
    Duration disturbed = Duration.ofNanos(System.nanoTime() - start);
    join(killer);
    long tasks = ClusterLook.view(cluster).reruns() - before;
    cluster.replaceWorker(victim);
    ClusterLook.settle(cluster, plan.workers());
    var cost =
        new KillCost(
            question.name(), undisturbed, moment, disturbed, tasks, details.isEmpty(), details);
    costs.add(cost);
    say(
        "%s %.0f ms, with worker %d killed after %.0f ms %.0f ms, %d tasks run again %s",
        cost.question(),
        millis(undisturbed),
        victim,
        millis(moment),
        millis(disturbed),
        tasks,
        details);
  }

  private String ask(Session session, Question question) {
    try {
      Answer actual = ReferenceAnswers.answer(session, question);
      Answer wanted = Objects.requireNonNull(expected.get(question.name()));
      Optional<String> difference =
          AnswerComparer.difference(wanted, actual, Ordering.of(question.sql()));
      return difference.orElse("");
    } catch (SampoException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static double millis(Duration time) {
    return time.toNanos() / MILLION;
  }

  private void say(String format, Object... values) {
    progress.println(String.format(Locale.ROOT, format, values));
    progress.flush();
  }
}
