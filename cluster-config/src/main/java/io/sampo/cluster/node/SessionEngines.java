package io.sampo.cluster.node;

import io.sampo.cluster.coordinator.WorkerListener;
import io.sampo.config.ConfigOption;
import io.sampo.config.ConfigOptions;
import io.sampo.engine.Engine;
import io.sampo.runtime.cluster.ClusterActor;
import io.sampo.runtime.cluster.ClusterStatus;
import io.sampo.runtime.cluster.CodeShelf;
import io.sampo.runtime.cluster.FileQueryJournal;
import io.sampo.runtime.cluster.QueryJournal;
import io.sampo.runtime.cluster.protocol.WorkerEvent;
import io.sampo.runtime.engine.DistributedEngine;
import io.sampo.runtime.membership.protocol.WorkerIdentity;
import io.sampo.runtime.memory.MemoryBudget;
import io.sampo.runtime.worker.protocol.WorkerCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Props;

/**
 * Makes the engines of sessions, which share the driver's memory, its scheduler and the workers
 * that it knows. Safe for use by many threads.
 */
final class SessionEngines implements WorkerListener, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String DEFAULT_MEMORY = "1g";

  private final DriverSettings settings;
  private final MemoryBudget memory;
  private final DataPlane data;
  private final Optional<FileQueryJournal> journal;
  private final CodeShelf shelf;
  private final ActorRef<ClusterActor.Command> scheduler;

  SessionEngines(DriverSettings settings, Membership membership) {
    this.settings = settings;
    long limit =
        ConfigOptions.MEMORY.bytes(
            settings.session().getOrDefault(ConfigOptions.MEMORY.key(), DEFAULT_MEMORY));
    this.memory = new MemoryBudget(limit, limit / 4);
    this.data =
        new DataPlane(
            "driver-" + UUID.randomUUID(), settings.node(), memory, spillFolder(settings));
    this.journal =
        settings.journal().map(folder -> new FileQueryJournal(folder.resolve("queries")));
    QueryJournal kept = journal.<QueryJournal>map(file -> file).orElse(QueryJournal.NONE);
    this.shelf = new CodeShelf(data.store(), data.node(), memory.forQuery("code"), kept);
    this.scheduler =
        membership
            .system()
            .systemActorOf(ClusterActor.create(kept, shelf), "scheduler", Props.empty());
  }

  private static Path spillFolder(DriverSettings settings) {
    return Path.of(
        Optional.ofNullable(settings.session().get(ConfigOptions.SPILL_DIRS.key()))
            .map(folders -> folders.split(",", -1)[0])
            .orElseGet(() -> System.getProperty("java.io.tmpdir")));
  }

  /**
   * An engine with the driver's settings below those of the client, except for what is the driver's
   * business alone.
   */
  Engine open(Map<String, String> wished) {
    Map<String, String> all = new LinkedHashMap<>(settings.session());
    all.putAll(wished);
    take(all, ConfigOptions.MEMORY);
    take(all, ConfigOptions.CORES);
    take(all, ConfigOptions.SPILL_DIRS);
    all.put(ConfigOptions.MASTER.key(), ConfigOptions.MASTER.defaultValue().orElseThrow());
    return new DistributedEngine(all, memory, data.client(), scheduler, shelf);
  }

  /** The driver's own value, whatever the client wished. */
  private void take(Map<String, String> all, ConfigOption option) {
    String own = settings.session().get(option.key());
    if (own == null) {
      all.remove(option.key());
    } else {
      all.put(option.key(), own);
    }
  }

  /** How the workers are; empty when the scheduler is too busy to say. */
  Optional<ClusterStatus> status() {
    var reply = new CompletableFuture<ClusterStatus>();
    scheduler.tell(new ClusterActor.Inspect(reply));
    return reply
        .thenApply(Optional::of)
        .completeOnTimeout(Optional.empty(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  /** The memory of results on their way. */
  MemoryBudget memory() {
    return memory;
  }

  @Override
  public void joined(WorkerIdentity worker, ActorRef<WorkerCommand> actor) {
    scheduler.tell(new ClusterActor.Workers(new WorkerEvent.WorkerJoined(actor, worker.info())));
  }

  @Override
  public void leaving(String worker) {
    scheduler.tell(new ClusterActor.Workers(new WorkerEvent.WorkerDraining(worker)));
  }

  @Override
  public void lost(String worker, String reason) {
    scheduler.tell(new ClusterActor.Workers(new WorkerEvent.WorkerLost(worker)));
  }

  @Override
  public void close() {
    journal.ifPresent(FileQueryJournal::close);
    data.close();
  }
}
