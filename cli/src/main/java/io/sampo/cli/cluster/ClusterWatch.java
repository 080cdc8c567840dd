package io.sampo.cli.cluster;

import io.sampo.cli.output.Utf8Output;
import io.sampo.cluster.process.LocalCluster;
import io.sampo.cluster.process.NodeProcess;
import io.sampo.error.SampoException;
import io.sampo.runtime.network.HostPort;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;

/** Starts a cluster of processes, says who they are, and looks after them until the end. */
public final class ClusterWatch {
  private static final int ALL_DEAD = 1;

  /** The driver among the numbers of workers. */
  private static final int DRIVER = 0;

  private final LocalCluster.Plan plan;
  private final boolean keep;
  private final Utf8Output out;
  private final PrintStream err;
  private final BlockingQueue<Integer> deaths = new LinkedBlockingQueue<>();
  private volatile boolean ending;

  /**
   * Starts nothing yet.
   *
   * @param keep whether to start again what dies
   */
  public ClusterWatch(LocalCluster.Plan plan, boolean keep, Utf8Output out, PrintStream err) {
    this.plan = plan;
    this.keep = keep;
    this.out = out;
    this.err = err;
  }

  /** Runs until the process is told to end, or nothing is left of the cluster. */
  public int run(int workers) {
    say("logs " + plan.logs());
    LocalCluster cluster = LocalCluster.start(plan);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(cluster), "sampo-end"));
    announce(DRIVER, cluster.driver());
    cluster.addWorkers(workers).forEach(number -> announce(number, cluster.worker(number)));
    LastCluster.remember(cluster.url());
    say("ready " + cluster.url());
    return watch(cluster, workers + 1);
  }

  private void end(LocalCluster cluster) {
    ending = true;
    cluster.close();
  }

  private int watch(LocalCluster cluster, int members) {
    Set<Integer> dead = new HashSet<>();
    try {
      while (dead.size() < members) {
        int number = deaths.take();
        if (ending) {
          // The process ends with its shutdown hooks.
          deaths.clear();
        } else if (!keep || !replaced(cluster, number)) {
          dead.add(number);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return ALL_DEAD;
  }

  private boolean replaced(LocalCluster cluster, int number) {
    try {
      announce(number, number == DRIVER ? cluster.replaceDriver() : cluster.replaceWorker(number));
      return true;
    } catch (SampoException e) {
      err.println("sampo: " + name(number) + " could not be started again: " + e.getMessage());
      return false;
    }
  }

  private void announce(int number, NodeProcess process) {
    HostPort address = process.await();
    say(name(number) + " pid " + process.pid() + " " + address);
    CompletionStage<Integer> end = process.ended();
    end.thenAccept(status -> {
      if (!ending) {
        err.println(
            "sampo: "
                + name(number)
                + " pid "
                + process.pid()
                + " ended with status "
                + status
                + "; log "
                + process.log());
      }
      deaths.add(number);
    });
  }

  private static String name(int number) {
    return number == DRIVER ? "driver" : "worker " + number;
  }

  private void say(String line) {
    out.text(line + "\n");
    out.flush();
  }
}
