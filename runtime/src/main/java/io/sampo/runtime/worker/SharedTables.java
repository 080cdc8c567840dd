package io.sampo.runtime.worker;

import io.sampo.physical.Flow;
import io.sampo.physical.Source;
import io.sampo.physical.Stage;
import io.sampo.runtime.exchange.PartitionLocation;
import io.sampo.runtime.operator.SharedBuild;
import io.sampo.runtime.work.QueryRunner;
import io.sampo.runtime.worker.protocol.TaskInput;
import io.sampo.runtime.worker.protocol.TaskOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Hash tables that all tasks of a fragment on this worker look into: of rows that every task reads
 * alike. The first task that needs one has it built, all others take it by reference; it is kept
 * until the query lets go of the worker. What does not fit into memory is not shared. Safe for use
 * by many threads.
 */
final class SharedTables implements AutoCloseable {
  private static final Duration LONGEST_END = Duration.ofSeconds(10);

  private final Builder builder;
  private final Map<Key, Entry> tables = new HashMap<>();

  /** Those that are not freed yet, also when nobody can find them any more. */
  private final Set<Entry> alive = new HashSet<>();

  /** Starts a build. */
  @FunctionalInterface
  interface Builder {
    Building start(TaskOrder order, Stage stage);
  }

  /** A build on its way. */
  record Building(SharedBuild build, QueryRunner.RunningQuery running) {}

  private record Key(
      String query, int fragment, int stage, List<List<PartitionLocation>> partitions) {}

  /** One table. Guarded by the enclosing object. */
  private static final class Entry {
    final Key key;
    final CompletableFuture<Optional<SharedBuild>> ready = new CompletableFuture<>();
    @Nullable Building building;
    int users;
    boolean ended;
    boolean released;

    Entry(Key key) {
      this.key = key;
    }
  }

  SharedTables(Builder builder) {
    this.builder = builder;
  }

  /** What a task looks into; to be closed when it has ended. */
  final class Lease implements AutoCloseable {
    private final Map<Integer, Entry> entries;
    private boolean closed;

    private Lease(Map<Integer, Entry> entries) {
      this.entries = entries;
    }

    /** The tables by the stages that need not be run, when all of them are built. */
    CompletableFuture<Map<Integer, SharedBuild>> tables() {
      var all = entries.values().stream().map(entry -> entry.ready).toList();
      return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
          .thenApply(done -> {
            var found = new HashMap<Integer, SharedBuild>();
            entries.forEach(
                (stage, entry) -> entry.ready.join().ifPresent(table -> found.put(stage, table)));
            return found;
          });
    }

    @Override
    public void close() {
      synchronized (SharedTables.this) {
        if (!closed) {
          closed = true;
          entries
              .values()
              .forEach(entry -> {
                entry.users--;
                freeIfUnused(entry);
              });
        }
      }
    }
  }

  /** Takes the tables that a task can share, and has those built that are not there. */
  Lease lease(TaskOrder order) {
    var entries = new HashMap<Integer, Entry>();
    for (Stage stage : order.fragment().stages().stages()) {
      Optional<Key> key = key(order, stage);
      if (key.isPresent()) {
        entries.put(stage.id(), enter(key.get(), order, stage));
      }
    }
    return new Lease(entries);
  }

  private static Optional<Key> key(TaskOrder order, Stage stage) {
    if (order.fragment().tasks() == 1 || !SharedBuild.isPossible(stage)) {
      return Optional.empty();
    }
    var partitions = new ArrayList<List<PartitionLocation>>();
    for (Flow flow : stage.flows()) {
      if (order.fragment().whole().contains(stage.id())) {
        continue;
      }
      if (!(flow.source() instanceof Source.ExchangeRows rows)) {
        return Optional.empty();
      }
      for (TaskInput input : order.inputs()) {
        if (input.fragment() == rows.exchange()) {
          if (!input.shared()) {
            return Optional.empty();
          }
          partitions.add(input.partitions());
        }
      }
    }
    return Optional.of(
        new Key(order.attempt().query(), order.fragment().id(), stage.id(), partitions));
  }

  private Entry enter(Key key, TaskOrder order, Stage stage) {
    Entry entry;
    synchronized (this) {
      Entry known = tables.get(key);
      if (known != null) {
        known.users++;
        return known;
      }
      entry = new Entry(key);
      entry.users++;
      tables.put(key, entry);
      alive.add(entry);
    }
    try {
      Building building = builder.start(order, stage);
      boolean late;
      synchronized (this) {
        entry.building = building;
        late = entry.released;
      }
      if (late) {
        building.running().cancel();
      }
      building.running().done().whenComplete((done, failure) -> ended(entry, failure));
    } catch (RuntimeException e) {
      ended(entry, e);
    }
    return entry;
  }

  private void ended(Entry entry, @Nullable Throwable failure) {
    Optional<SharedBuild> table = Optional.empty();
    synchronized (this) {
      entry.ended = true;
      Building building = entry.building;
      if (failure == null && building != null && building.build().isReady()) {
        table = Optional.of(building.build());
      } else if (failure != null && tables.get(entry.key) == entry) {
        // The next task tries anew.
        tables.remove(entry.key);
        entry.released = true;
      } else if (building != null) {
        building.build().free();
      }
      freeIfUnused(entry);
    }
    if (failure == null) {
      entry.ready.complete(table);
    } else {
      entry.ready.completeExceptionally(failure);
    }
  }

  /** Under the lock. */
  private void freeIfUnused(Entry entry) {
    if (entry.released && entry.ended && entry.users == 0 && alive.remove(entry)) {
      if (entry.building != null) {
        entry.building.build().free();
      }
      notifyAll();
    }
  }

  /** The query needs nothing more here. */
  void release(String query) {
    release(key -> key.query().equals(query));
  }

  private void release(Predicate<Key> which) {
    var builds = new ArrayList<Building>();
    synchronized (this) {
      for (Entry entry : List.copyOf(tables.values())) {
        if (which.test(entry.key)) {
          tables.remove(entry.key);
          entry.released = true;
          if (!entry.ended && entry.building != null) {
            builds.add(entry.building);
          }
          freeIfUnused(entry);
        }
      }
    }
    builds.forEach(building -> building.running().cancel());
  }

  /** Frees all tables as their last users end, and waits for that. */
  @Override
  public void close() {
    release(key -> true);
    long until = System.nanoTime() + LONGEST_END.toNanos();
    synchronized (this) {
      try {
        for (long left = LONGEST_END.toMillis(); !alive.isEmpty() && left > 0; ) {
          wait(left);
          left = (until - System.nanoTime()) / 1_000_000;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
