package io.sampo.bench.chaos;

import io.sampo.bench.error.BenchException;
import io.sampo.cluster.process.LocalCluster;
import io.sampo.runtime.network.Sockets;
import io.sampo.runtime.remote.client.DriverCall;
import io.sampo.runtime.remote.client.MasterUrl;
import io.sampo.runtime.remote.protocol.ClusterView;
import io.sampo.runtime.remote.protocol.Request;
import io.sampo.runtime.remote.protocol.Response;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What a driver says of its cluster. */
final class ClusterLook {
  private static final Duration LONGEST_SETTLING = Duration.ofSeconds(60);
  private static final long BETWEEN_LOOKS = Duration.ofMillis(50).toNanos();

  private ClusterLook() {}

  static ClusterView view(LocalCluster cluster) {
    Response response =
        new DriverCall(Sockets.PLAIN).ask(MasterUrl.parse(cluster.url()), new Request.Status());
    if (response instanceof Response.Cluster(ClusterView view)) {
      return view;
    }
    throw new BenchException("the driver answers with " + response);
  }

  static long blocks(ClusterView view) {
    return view.workers().stream().mapToLong(ClusterView.Worker::blocks).sum();
  }

  /** Waits until so many workers are known and hold nothing, but not for ever. */
  static void settle(LocalCluster cluster, int workers) {
    long until = System.nanoTime() + LONGEST_SETTLING.toNanos();
    while (System.nanoTime() < until) {
      ClusterView view = view(cluster);
      if (view.workers().size() == workers && blocks(view) == 0) {
        return;
      }
      LockSupport.parkNanos(BETWEEN_LOOKS);
    }
  }
}
