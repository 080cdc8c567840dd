package io.sampo.cluster.node;

import io.sampo.cluster.coordinator.WorkerListener;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.membership.protocol.WorkerIdentity;
import io.sampo.runtime.network.HostPort;
import io.sampo.runtime.worker.protocol.WorkerCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What a driver leaves to its successor, in files: where the workers are. Each file is replaced as
 * a whole, so that a crash leaves the old one or the new one. Safe for use by many threads.
 */
final class DriverJournal implements WorkerListener {
  private static final String WORKERS = "workers";

  private final Path folder;
  private final WorkerListener next;
  private final Map<String, String> workers = new TreeMap<>();

  /**
   * A journal in the folder, which is made when it is not there.
   *
   * @param next hears of workers after this
   * @throws SampoException when the folder cannot be made
   */
  DriverJournal(Path folder, WorkerListener next) {
    this.folder = folder;
    this.next = next;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  /** Where the workers of the last driver were; empty when it left nothing. */
  static List<HostPort> workers(Path folder) {
    Path file = folder.resolve(WORKERS);
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      return Files.readAllLines(file).stream()
          .flatMap(line -> HostPort.parse(line).stream())
          .toList();
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  @Override
  public synchronized void joined(WorkerIdentity worker, ActorRef<WorkerCommand> actor) {
    workers.put(worker.id(), worker.address());
    save();
    next.joined(worker, actor);
  }

  @Override
  public void leaving(String worker) {
    next.leaving(worker);
  }

  @Override
  public synchronized void lost(String worker, String reason) {
    workers.remove(worker);
    save();
    next.lost(worker, reason);
  }

  private void save() {
    Path file = folder.resolve(WORKERS);
    Path fresh = folder.resolve(WORKERS + ".new");
    try {
      Files.write(fresh, List.copyOf(workers.values()));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static SampoException failed(Path path, IOException cause) {
    return new SampoException(
        ErrorCode.FAILED_WRITE_FILE,
        Map.of("path", path, "details", String.valueOf(cause)),
        null,
        cause);
  }
}
