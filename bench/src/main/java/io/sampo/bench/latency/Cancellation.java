package io.sampo.bench.latency;

import io.sampo.bench.error.BenchException;
import io.sampo.bench.suite.Question;
import io.sampo.engine.QueryResult;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Cancels a query at random moments of its run.
 *
 * @param question the query
 * @param milliseconds how long it takes when nobody cancels it
 * @param toError from each cancel to the moment when the reader knew, in milliseconds
 * @param toEnd from each cancel to the moment when all of the query's tasks had ended and its
 *     buffers were free, in milliseconds
 */
public record Cancellation(
    Question question, double milliseconds, List<Double> toError, List<Double> toEnd) {
  public Cancellation {
    toError = List.copyOf(toError);
    toEnd = List.copyOf(toEnd);
  }

  /** Runs the query twice to its end, then cancels it until it was cut short so many times. */
  public static Cancellation of(Session session, Question question, int times, long seed) {
    var random = new SplittableRandom(seed);
    run(session, question.sql());
    double whole = run(session, question.sql());
    var toError = new ArrayList<Double>();
    var toEnd = new ArrayList<Double>();
    for (int attempt = 0; toError.size() < times && attempt < 10 * times; attempt++) {
      cancelOnce(session, question, random.nextDouble() * whole, toError, toEnd);
    }
    return new Cancellation(question, whole, toError, toEnd);
  }

  private static void cancelOnce(
      Session session,
      Question question,
      double waitMilliseconds,
      List<Double> toError,
      List<Double> toEnd) {
    QueryResult result = session.execute(session.statements(question.sql()).getFirst());
    var reading = new FutureTask<>(() -> read(result));
    Thread.ofPlatform().name("reader").start(reading);
    LockSupport.parkNanos((long) (waitMilliseconds * 1e6));
    long start = System.nanoTime();
    result.cancel();
    try {
      boolean cancelled = reading.get(60, TimeUnit.SECONDS);
      double error = millisecondsSince(start);
      result.close();
      if (cancelled) {
        toError.add(error);
        toEnd.add(millisecondsSince(start));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    } catch (ExecutionException e) {
      throw new BenchException(question.name() + " failed: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new BenchException(question.name() + " did not end a minute after its cancel", e);
    }
  }

  /** Whether the query ended by the cancel. */
  private static boolean read(QueryResult result) {
    try {
      while (result.next() != null) {
        continue;
      }
      return false;
    } catch (SampoException e) {
      if (e.code() == ErrorCode.OPERATION_CANCELED) {
        return true;
      }
      throw e;
    }
  }

  /** The time of a whole run in milliseconds. */
  static double run(Session session, String sql) {
    long start = System.nanoTime();
    try (QueryResult result = session.execute(session.statements(sql).getFirst())) {
      read(result);
    }
    return millisecondsSince(start);
  }

  static double millisecondsSince(long start) {
    return (System.nanoTime() - start) / 1e6;
  }
}
