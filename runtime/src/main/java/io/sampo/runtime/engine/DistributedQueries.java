package io.sampo.runtime.engine;

import io.sampo.config.ConfigOption;
import io.sampo.config.ConfigOptions;
import io.sampo.config.StorageLevel;
import io.sampo.engine.Cancellation;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.physical.Partitioning;
import io.sampo.physical.StageSharing;
import io.sampo.physical.fragment.FragmentGraph;
import io.sampo.physical.fragment.FragmentPrinter;
import io.sampo.physical.fragment.FragmentSettings;
import io.sampo.physical.fragment.Fragmenter;
import io.sampo.runtime.cache.KeptRows;
import io.sampo.runtime.cache.KeptTable;
import io.sampo.runtime.cluster.AdaptiveSettings;
import io.sampo.runtime.cluster.ClusterActor;
import io.sampo.runtime.cluster.ClusterStatus;
import io.sampo.runtime.cluster.QueryListener;
import io.sampo.runtime.cluster.QueryOrder;
import io.sampo.runtime.cluster.RecoverySettings;
import io.sampo.runtime.exchange.BlockClient;
import io.sampo.runtime.memory.MemoryBudget;
import io.sampo.runtime.worker.protocol.TaskCode;
import io.sampo.runtime.worker.protocol.TaskSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.typed.ActorRef;

/** Queries on the workers of a cluster. */
final class DistributedQueries implements QueryStarter {
  private final EngineSettings settings;
  private final MemoryBudget memory;
  private final BlockClient client;
  private final ActorRef<ClusterActor.Command> driver;
  private final ShelvedCode code;
  private final Set<DistributedResult> open = ConcurrentHashMap.newKeySet();
  private final Map<String, WorkerRows> kept = new ConcurrentHashMap<>();

  DistributedQueries(
      EngineSettings settings,
      MemoryBudget memory,
      BlockClient client,
      ActorRef<ClusterActor.Command> driver,
      ShelvedCode code) {
    this.code = code;
    this.settings = settings;
    this.memory = memory;
    this.client = client;
    this.driver = driver;
  }

  @Override
  public ResultStream start(PlannedQuery query, Runnable whenFree, Optional<String> name) {
    String id = UUID.randomUUID().toString();
    if (name.isPresent()) {
      ClusterActor.Claimed claimed = claim(name.get());
      if (claimed.left().isPresent()) {
        DistributedResult result = result(claimed.left().get(), whenFree);
        driver.tell(new ClusterActor.Attach(name.get(), result.listener()));
        return result;
      }
      id = claimed.free() ? name.get() : id;
    }
    int slots = slots();
    FragmentGraph fragments = fragments(query, slots);
    var order = new QueryOrder(id, fragments, tasks(), recovery(), adaptive(slots), patience());
    DistributedResult result = result(order, whenFree);
    start(order, result.listener());
    return result;
  }

  @Override
  public boolean keepsRows() {
    return true;
  }

  @Override
  public Optional<KeptRows> keep(PlannedQuery query, KeptTable table, boolean again) {
    int slots = slots();
    StorageLevel level = table.level();
    var where = new Partitioning.Kept(level.useMemory(), level.useDisk());
    String id = "kept-" + UUID.randomUUID();
    var order =
        new QueryOrder(
            id,
            fragments(query, slots).keeping(where),
            tasks(),
            recovery(),
            adaptive(slots),
            patience(),
            Optional.of(new QueryOrder.Keeping(table.label(), again)));
    var rows = new WorkerRows(id, table.schema(), driver, () -> kept.remove(id));
    kept.put(id, rows);
    start(order, rows);
    try (Cancellation.Registration _ = Cancellation.on(rows::cancel)) {
      rows.await();
      return Optional.of(rows);
    } catch (SampoException e) {
      rows.release();
      if (e.code() == ErrorCode.KEPT_ROWS_TOO_LARGE) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private TaskSettings tasks() {
    return new TaskSettings(
        settings.execution().batchSize(),
        settings.execution().codegen(),
        settings.zone().getId(),
        TaskCode.NONE);
  }

  private void start(QueryOrder order, QueryListener listener) {
    driver.tell(new ClusterActor.Start(order.with(code.entered()), listener));
  }

  @Override
  public StageSharing sharing() {
    return StageSharing.GROUPS;
  }

  private DistributedResult result(QueryOrder order, Runnable whenFree) {
    var result =
        new DistributedResult(order, memory.forQuery("result " + order.id()), client, driver);
    open.add(result);
    result.whenClosed(() -> {
      open.remove(result);
      whenFree.run();
    });
    return result;
  }

  private ClusterActor.Claimed claim(String name) {
    var reply = new CompletableFuture<ClusterActor.Claimed>();
    driver.tell(new ClusterActor.Claim(name, reply));
    return reply.join();
  }

  private FragmentGraph fragments(PlannedQuery query, int slots) {
    boolean bySize =
        settings
            .get(ConfigOptions.SPARK_ADAPTIVE_ENABLED.key())
            .map(Boolean::parseBoolean)
            .orElseGet(() -> isOn(ConfigOptions.ADAPTIVE_ENABLED));
    // A number that was given is kept to, however small the data.
    FragmentSettings spread =
        settings
            .chosenPartitions()
            .map(chosen -> new FragmentSettings(chosen, chosen, 1, broadcastBytes(), bySize))
            .orElseGet(() ->
                FragmentSettings.of(query.graph(), slots, rowsPerTask(), broadcastBytes(), bySize));
    return Fragmenter.fragment(query.graph(), query.ids(), query.expected(), spread);
  }

  private AdaptiveSettings adaptive(int slots) {
    Optional<Long> bytes =
        settings
            .get(ConfigOptions.ADAPTIVE_PARTITION_BYTES.key())
            .map(ConfigOptions.ADAPTIVE_PARTITION_BYTES::bytes);
    int factor =
        Integer.parseInt(settings.get(ConfigOptions.ADAPTIVE_SKEW_FACTOR.key()).orElseThrow());
    return new AdaptiveSettings(
        settings.chosenPartitions().isEmpty() || bytes.isPresent(),
        Math.max(1, bytes.orElse(AdaptiveSettings.PARTITION_BYTES)),
        Math.max(1, factor),
        slots,
        broadcastBytes());
  }

  private long rowsPerTask() {
    return Long.parseLong(
        settings
            .get(ConfigOptions.TASK_ROWS.key())
            .or(ConfigOptions.TASK_ROWS::defaultValue)
            .orElseThrow());
  }

  private long broadcastBytes() {
    return settings
        .get(ConfigOptions.BROADCAST_LIMIT.key())
        .map(ConfigOptions.BROADCAST_LIMIT::bytes)
        .orElse(FragmentSettings.BROADCAST_BYTES);
  }

  private RecoverySettings recovery() {
    if (!isOn(ConfigOptions.RECOVERY_ENABLED)) {
      return RecoverySettings.NONE;
    }
    return RecoverySettings.DEFAULT.withSpeculation(isOn(ConfigOptions.SPECULATION_ENABLED));
  }

  private boolean isOn(ConfigOption option) {
    return settings.get(option.key()).map(Boolean::parseBoolean).orElse(true);
  }

  private Duration patience() {
    String seconds =
        settings
            .get(ConfigOptions.WORKERS_PATIENCE.key())
            .orElseGet(() -> ConfigOptions.WORKERS_PATIENCE.defaultValue().orElseThrow());
    return Duration.ofSeconds(Long.parseLong(seconds));
  }

  private int slots() {
    var status = new CompletableFuture<ClusterStatus>();
    driver.tell(new ClusterActor.Inspect(status));
    return Math.max(
        1, status.join().workers().stream().mapToInt(ClusterStatus.WorkerStatus::slots).sum());
  }

  @Override
  public String plan(PlannedQuery query) {
    return "== Physical Plan ==\n" + FragmentPrinter.print(fragments(query, slots()));
  }

  @Override
  public void close() {
    open.forEach(DistributedResult::cancel);
    // Whoever waits for rows ends; all of them are let go of.
    kept.forEach((id, rows) -> {
      driver.tell(new ClusterActor.Cancel(id));
      rows.finished(null);
    });
    code.close();
  }
}
