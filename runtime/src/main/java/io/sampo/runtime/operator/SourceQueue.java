package io.sampo.runtime.operator;

import io.sampo.codegen.vector.BatchSource;
import io.sampo.physical.ValueRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sources that one task reads, either its own or taken from those that several tasks share. It
 * remembers what it took, so that a new attempt of the task reads just that again and then goes on
 * taking. Used by one thread at a time; the shared part by several.
 */
final class SourceQueue {
  private final Shared shared;
  private final List<Opening> taken;
  private int replayed;

  /**
   * A source not opened yet.
   *
   * @param owned the values that just some of its parts have, of a column that is asked for
   */
  record Opening(String description, Supplier<BatchSource> opener, Owned owned) {
    Opening(String description, Supplier<BatchSource> opener) {
      this(description, opener, (from, to) -> Optional.empty());
    }

    BatchSource open() {
      return opener.get();
    }
  }

  /** Tells which values some parts of a source have and nothing else has. */
  @FunctionalInterface
  interface Owned {
    /**
     * @param from the first part
     * @param to behind the last part
     */
    Optional<ValueRange> byParts(long from, long to);
  }

  /** Sources to be taken by whoever comes first. */
  static final class Shared {
    private final List<Opening> openings;
    private final AtomicInteger next = new AtomicInteger();

    Shared(List<Opening> openings) {
      this.openings = List.copyOf(openings);
    }

    @Nullable Opening take() {
      int index = next.getAndIncrement();
      return index < openings.size() ? openings.get(index) : null;
    }
  }

  SourceQueue(Shared shared) {
    this(shared, new ArrayList<>());
  }

  private SourceQueue(Shared shared, List<Opening> taken) {
    this.shared = shared;
    this.taken = taken;
  }

  @Nullable Opening take() {
    if (replayed < taken.size()) {
      return taken.get(replayed++);
    }
    Opening opening = shared.take();
    if (opening != null) {
      taken.add(opening);
      replayed++;
    }
    return opening;
  }

  /** The same sources from the start. */
  SourceQueue again() {
    return new SourceQueue(shared, taken);
  }
}
