package io.sampo.runtime.memory;

import org.jspecify.annotations.Nullable;

/** One operator of one task as the arbiter sees it. All fields are guarded by the arbiter. */
final class Holder {
  /** What the task that uses the memory is doing. */
  enum State {
    /** No task: what is held is kept for others, or used by somebody who never asks. */
    NONE,
    /** On a thread, or in line for one. */
    ACTIVE,
    /** Until there is memory. */
    WAITING
  }

  final Share share;
  final String name;
  State state = State.NONE;

  /** Whether it can spill at its next batch boundary. */
  boolean revocable;

  /** Whether it was told to spill. */
  boolean asked;

  /** The thread that runs it now. */
  @Nullable Thread thread;

  /** Bytes in use. */
  long used;

  /** Bytes granted but not in use. */
  long spare;

  /** Bytes in use after it spilled last: so many it cannot spill. */
  long floor;

  /** Bytes that it left in use when it spilled last, and could spill as well. */
  long left;

  /** Whether it was sent to spill and has not asked since. */
  boolean spilling;

  @Nullable Runnable waker;

  Holder(Share share, String name, boolean revocable) {
    this.share = share;
    this.name = name;
    this.revocable = revocable;
  }

  long held() {
    return used + spare;
  }

  boolean canSpill(long least) {
    return revocable && state != State.NONE && used - floor >= least;
  }

  /** A query's part of the memory. */
  static final class Share {
    final String name;

    /** Bytes held by all of its holders. */
    long held;

    /** Tasks of it that never ask but will end. */
    int working;

    Share(String name) {
      this.name = name;
    }
  }
}
