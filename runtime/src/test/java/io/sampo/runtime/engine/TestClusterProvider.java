package io.sampo.runtime.engine;

import io.sampo.engine.Engine;
import io.sampo.engine.EngineProvider;
import io.sampo.runtime.cluster.ClusterActor;
import io.sampo.runtime.cluster.CodeShelf;
import io.sampo.runtime.cluster.TestCluster;
import io.sampo.runtime.exchange.BlockClient;
import io.sampo.runtime.memory.MemoryBudget;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.typed.ActorRef;

/** Starts engines on the clusters of tests: masters {@code test-cluster:NAME}. */
public final class TestClusterProvider implements EngineProvider {
  private static final String PREFIX = "test-cluster:";
  private static final Map<String, Known> CLUSTERS = new ConcurrentHashMap<>();

  private record Known(
      BlockClient client, ActorRef<ClusterActor.Command> driver, CodeShelf shelf) {}

  /** The master of a cluster. */
  static String master(String name, TestCluster cluster) {
    return master(name, cluster.client(), cluster.driver());
  }

  /** The master of a driver that is reached in this process. */
  static String master(String name, BlockClient client, ActorRef<ClusterActor.Command> driver) {
    return master(name, client, driver, CodeShelf.NONE);
  }

  /** The master of a driver with a shelf for large code. */
  static String master(
      String name, BlockClient client, ActorRef<ClusterActor.Command> driver, CodeShelf shelf) {
    CLUSTERS.put(name, new Known(client, driver, shelf));
    return PREFIX + name;
  }

  @Override
  public boolean accepts(String master) {
    return master.startsWith(PREFIX);
  }

  @Override
  public Engine start(Map<String, String> settings) {
    String name = settings.getOrDefault("sampo.master", "").substring(PREFIX.length());
    Known cluster = Objects.requireNonNull(CLUSTERS.get(name));
    return new DistributedEngine(
        settings,
        new MemoryBudget(1L << 30, 1L << 28),
        cluster.client(),
        cluster.driver(),
        cluster.shelf());
  }
}
