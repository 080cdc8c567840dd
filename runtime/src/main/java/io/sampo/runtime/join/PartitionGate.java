package io.sampo.runtime.join;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Lets as many partitions into memory at a time as there is room for, in the order in which they
 * ask, over all queries of a process. A partition that is larger than the room enters alone.
 *
 * <p>Who has entered must not ask again before leaving. Then the tasks of one query enter in the
 * order in which they begin, which is that of their results, and none waits for a later one. Safe
 * for use by many threads.
 */
public final class PartitionGate {
  /** Of the memory, one part of so many is for partitions. */
  private static final int SHARE = 3;

  private final long room;
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();

  /** Bytes of partitions that entered. */
  private long inside;

  /** Bytes of partitions that stay. */
  private long staying;

  /** Bytes of partitions that never were on disk. */
  private long kept;

  /** A gate for a process with so much memory. */
  public static PartitionGate within(long memory) {
    return new PartitionGate(memory / SHARE);
  }

  private static final class Waiting {
    final Object owner;
    @Nullable Runnable waker;

    Waiting(Object owner) {
      this.owner = owner;
    }
  }

  /**
   * @param room bytes
   */
  public PartitionGate(long room) {
    this.room = room;
  }

  /**
   * Enters, or lines up.
   *
   * @param owner who asks; asks again when woken
   * @param waker called, once, when it makes sense to ask again
   * @return whether the owner is inside
   */
  public synchronized boolean enter(Object owner, long bytes, Runnable waker) {
    Waiting first = waiting.peek();
    boolean turn = first == null || first.owner == owner;
    if (turn && (inside == 0 || inside + bytes <= Math.max(room - staying - kept, room / 2))) {
      if (first != null) {
        waiting.remove();
      }
      inside += bytes;
      wakeFirst();
      return true;
    }
    place(owner).waker = waker;
    return false;
  }

  private Waiting place(Object owner) {
    for (Waiting other : waiting) {
      if (other.owner == owner) {
        return other;
      }
    }
    var last = new Waiting(owner);
    waiting.add(last);
    return last;
  }

  private void wakeFirst() {
    Waiting first = waiting.peek();
    if (first != null && first.waker != null) {
      Runnable waker = first.waker;
      first.waker = null;
      waker.run();
    }
  }

  /**
   * Takes room for partitions that stay while others enter and leave. Those have at least half of
   * all the room, and one of them enters in any case.
   *
   * @param wished bytes
   * @return how many of these may be used, to be given back by {@link #giveBack}
   */
  public synchronized long stay(long wished) {
    long granted = Math.clamp(room - staying - inside, 0, Math.max(0, wished));
    staying += granted;
    return granted;
  }

  /**
   * Fewer enter while there are partitions in memory that never were on disk. These are charged as
   * tables are, and leave as much room to those that {@linkplain #stay stay} as there is.
   *
   * @param bytes how many more of them there are, or less
   */
  public synchronized void kept(long bytes) {
    kept += bytes;
    if (bytes < 0) {
      wakeFirst();
    }
  }

  /** Gives back room of partitions that stayed. */
  public synchronized void giveBack(long bytes) {
    staying -= bytes;
    wakeFirst();
  }

  /** Leaves. */
  public synchronized void leave(long bytes) {
    inside -= bytes;
    wakeFirst();
  }

  /** The owner will not ask again. */
  public synchronized void forget(Object owner) {
    if (waiting.removeIf(each -> each.owner == owner)) {
      wakeFirst();
    }
  }
}
