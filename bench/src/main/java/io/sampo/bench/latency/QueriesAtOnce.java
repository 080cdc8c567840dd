package io.sampo.bench.latency;

import io.sampo.bench.error.BenchException;
import io.sampo.bench.suite.Question;
import io.sampo.error.SampoException;
import io.sampo.row.Row;
import io.sampo.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Queries one by one, then all at once, several times.
 *
 * @param outcomes in the order of the queries
 * @param oneByOne milliseconds for all of them
 * @param atOnce milliseconds of the slowest round
 */
public record QueriesAtOnce(List<Outcome> outcomes, double oneByOne, double atOnce) {
  private static final double NANOS = 1e6;

  /**
   * What became of a query.
   *
   * @param alone milliseconds
   * @param atOnce milliseconds beside the others, at most
   * @param fault why it has not the same answer; empty when it has
   */
  public record Outcome(String question, double alone, double atOnce, Optional<String> fault) {
    private Outcome worse(Outcome other) {
      return new Outcome(
          question, alone, Math.max(atOnce, other.atOnce), fault.or(() -> other.fault));
    }
  }

  /** An answer's rows as texts; as rows that tie may come in any order, sorted. */
  private record Answer(List<String> rows, double milliseconds) {}

  public QueriesAtOnce {
    outcomes = List.copyOf(outcomes);
  }

  /** Whether all answers are those that the queries give alone. */
  public boolean right() {
    return outcomes.stream().allMatch(outcome -> outcome.fault().isEmpty());
  }

  /** Runs them. */
  public static QueriesAtOnce of(Session session, List<Question> questions, int rounds) {
    long start = System.nanoTime();
    List<Answer> alone = questions.stream().map(question -> answer(session, question)).toList();
    double oneByOne = (System.nanoTime() - start) / NANOS;
    List<Outcome> outcomes = new ArrayList<>();
    double slowest = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(questions.size())) {
      for (int round = 0; round < rounds; round++) {
        start = System.nanoTime();
        List<Outcome> these = round(session, questions, alone, threads);
        slowest = Math.max(slowest, (System.nanoTime() - start) / NANOS);
        for (int i = 0; i < these.size(); i++) {
          if (round == 0) {
            outcomes.add(these.get(i));
          } else {
            outcomes.set(i, outcomes.get(i).worse(these.get(i)));
          }
        }
      }
    }
    return new QueriesAtOnce(outcomes, oneByOne, slowest);
  }

  private static List<Outcome> round(
      Session session, List<Question> questions, List<Answer> alone, ExecutorService threads) {
    List<Future<Answer>> running = new ArrayList<>();
    for (Question question : questions) {
      running.add(threads.submit(() -> answer(session, question)));
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < running.size(); i++) {
      outcomes.add(outcome(questions.get(i), alone.get(i), running.get(i)));
    }
    return outcomes;
  }

  private static Outcome outcome(Question question, Answer alone, Future<Answer> running) {
    try {
      Answer answer = running.get();
      Optional<String> fault =
          answer.rows().equals(alone.rows())
              ? Optional.empty()
              : Optional.of("another answer than alone");
      return new Outcome(question.name(), alone.milliseconds(), answer.milliseconds(), fault);
    } catch (ExecutionException e) {
      String fault = String.valueOf(e.getCause());
      return new Outcome(question.name(), alone.milliseconds(), Double.NaN, Optional.of(fault));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    }
  }

  private static Answer answer(Session session, Question question) {
    long start = System.nanoTime();
    try {
      List<Row> rows = session.sql(question.sql()).collect();
      double milliseconds = (System.nanoTime() - start) / NANOS;
      return new Answer(rows.stream().map(Row::toString).sorted().toList(), milliseconds);
    } catch (SampoException e) {
      throw new BenchException(question.name() + ": " + e.getMessage(), e);
    }
  }
}
