package io.sampo.runtime.operator;

import io.sampo.runtime.exchange.BlockContent;
import io.sampo.runtime.exchange.BlockWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Blocks on their way into the exchange: first all of task 0, then all of task 1, and so on, so
 * that what is written does not depend on which task was faster. Tasks may be a few blocks ahead of
 * their turn. Safe for use by many threads.
 */
final class ExchangeTurns {
  private static final int AHEAD = 64;

  private final BlockWriter writer;
  private final List<Lane> lanes = new ArrayList<>();
  private int current;
  private boolean closed;

  private record Addressed(int consumer, BlockContent content) {}

  private static final class Lane {
    final ArrayDeque<Addressed> waiting = new ArrayDeque<>();
    boolean done;
    @Nullable Runnable waker;
  }

  ExchangeTurns(BlockWriter writer) {
    this.writer = writer;
  }

  /** Opens a lane for each task. */
  synchronized void open(int tasks) {
    for (int i = 0; i < tasks; i++) {
      lanes.add(new Lane());
    }
  }

  /** Whether the task may go on; otherwise the waker is called when it may. */
  synchronized boolean mayGoOn(int task, Runnable waker) {
    Lane lane = lanes.get(task);
    if (closed || task == current || lane.waiting.size() < AHEAD) {
      return true;
    }
    lane.waker = waker;
    return false;
  }

  /** Takes over a block for a consumer. */
  synchronized void add(int task, int consumer, BlockContent content) {
    if (closed) {
      content.close();
    } else if (task == current) {
      writer.add(consumer, content);
    } else {
      lanes.get(task).waiting.add(new Addressed(consumer, content));
    }
  }

  /** The task adds nothing more. */
  void done(int task) {
    Runnable waker = null;
    synchronized (this) {
      lanes.get(task).done = true;
      while (!closed && current < lanes.size() && lanes.get(current).done) {
        current++;
        if (current < lanes.size()) {
          Lane next = lanes.get(current);
          for (Addressed each = next.waiting.poll(); each != null; each = next.waiting.poll()) {
            writer.add(each.consumer(), each.content());
          }
          waker = next.waker;
          next.waker = null;
        }
      }
    }
    if (waker != null) {
      waker.run();
    }
  }

  /** Frees the blocks that were not written. May be called twice. */
  void close() {
    var wakers = new ArrayList<Runnable>();
    synchronized (this) {
      closed = true;
      for (Lane lane : lanes) {
        lane.waiting.forEach(each -> each.content().close());
        lane.waiting.clear();
        if (lane.waker != null) {
          wakers.add(lane.waker);
          lane.waker = null;
        }
      }
    }
    wakers.forEach(Runnable::run);
  }
}
