package io.sampo.bench.latency;

import io.sampo.bench.error.BenchException;
import io.sampo.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How two queries of a session get on with each other, in milliseconds; medians are of as many runs
 * as asked for.
 *
 * @param longAlone the long query alone
 * @param twice the times of the long query started twice at once: of every pair the faster and the
 *     slower
 * @param shortAlone runs of the short query alone
 * @param shortBeside runs of the short query while the long one runs over and over
 */
public record Sharing(
    List<Double> longAlone, List<Pair> twice, List<Double> shortAlone, List<Double> shortBeside) {
  public Sharing {
    longAlone = List.copyOf(longAlone);
    twice = List.copyOf(twice);
    shortAlone = List.copyOf(shortAlone);
    shortBeside = List.copyOf(shortBeside);
  }

  /** Two runs that began together. */
  public record Pair(double faster, double slower) {}

  /** Measures, after a warm-up of both. */
  public static Sharing of(Session session, String longQuery, String shortQuery, int runs) {
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      repeat(2, () -> Cancellation.run(session, longQuery));
      repeat(2, () -> Cancellation.run(session, shortQuery));
      List<Double> longAlone = repeat(runs, () -> Cancellation.run(session, longQuery));
      List<Double> shortAlone = repeat(runs, () -> Cancellation.run(session, shortQuery));
      var twice = new ArrayList<Pair>();
      for (int run = 0; run < runs; run++) {
        Callable<Double> one = () -> Cancellation.run(session, longQuery);
        Future<Double> first = threads.submit(one);
        Future<Double> second = threads.submit(one);
        twice.add(
            new Pair(Math.min(first.get(), second.get()), Math.max(first.get(), second.get())));
      }
      var stop = new AtomicBoolean();
      Future<?> beside =
          threads.submit(() -> {
            while (!stop.get()) {
              Cancellation.run(session, longQuery);
            }
          });
      List<Double> shortBeside = repeat(3 * runs, () -> Cancellation.run(session, shortQuery));
      stop.set(true);
      beside.get();
      return new Sharing(longAlone, twice, shortAlone, shortBeside);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    } catch (ExecutionException e) {
      throw new BenchException("a query failed: " + e.getCause(), e);
    }
  }

  private interface Timing {
    double run();
  }

  private static List<Double> repeat(int runs, Timing timing) {
    var times = new ArrayList<Double>();
    for (int run = 0; run < runs; run++) {
      times.add(timing.run());
    }
    return times;
  }
}
