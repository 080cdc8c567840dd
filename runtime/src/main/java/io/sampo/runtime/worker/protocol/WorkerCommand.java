package io.sampo.runtime.worker.protocol;

import io.sampo.runtime.exchange.ProducerAttempt;
import io.sampo.runtime.serde.ClusterMessage;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/** What a worker is told. */
public sealed interface WorkerCommand extends ClusterMessage {
  /**
   * Run a task and report its end.
   *
   * @param order the bytes of a {@link SentOrder}
   */
  record RunTask(ProducerAttempt attempt, byte[] order, ActorRef<TaskReport> replyTo)
      implements WorkerCommand {}

  /** End an attempt soon, and forget what it wrote; nothing is reported. */
  record CancelTask(ProducerAttempt attempt) implements WorkerCommand {}

  /**
   * There is a new driver: reports of tasks that run go to it from now on.
   *
   * @param replyTo learns what the worker has
   */
  record TellHoldings(ActorRef<TaskReport> reports, ActorRef<Holdings> replyTo)
      implements WorkerCommand {}

  /**
   * The rows of a query are complete and kept for others: free everything else of it.
   *
   * @param exchanges those whose blocks stay
   */
  record KeepOnly(String query, Set<Integer> exchanges) implements WorkerCommand {
    public KeepOnly {
      exchanges = Set.copyOf(exchanges);
    }
  }

  /** The query is over: end its tasks and free what they wrote. */
  record ReleaseQuery(String query) implements WorkerCommand {}
}
