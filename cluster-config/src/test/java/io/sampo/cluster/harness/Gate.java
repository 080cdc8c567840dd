package io.sampo.cluster.harness;

import io.sampo.code.UDF1;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A function that holds up the tasks that call it, in whatever process, until the test lets them
 * pass: what is to happen in the middle of a query happens there on every machine.
 */
public final class Gate {
  private static final String OPEN = "open";
  private static final long BETWEEN_LOOKS = 2_000_000;

  private final Path folder;

  /** A closed gate in a folder of its own, which is made. */
  public Gate(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Yields its argument once the gate is open. */
  public UDF1<Long, Long> function(String name) {
    String place = folder.toString();
    return value -> {
      Path open = Path.of(place, OPEN);
      if (!Files.exists(open)) {
        Path arrival = Path.of(place, name + "-" + ProcessHandle.current().pid());
        Files.writeString(arrival, "");
        while (!Files.exists(open)) {
          LockSupport.parkNanos(BETWEEN_LOOKS);
        }
      }
      return value;
    };
  }

  /** The names of functions at which tasks of a process have arrived. */
  public Set<String> arrived(long pid) {
    try (Stream<Path> arrivals = Files.list(folder)) {
      return arrivals
          .map(arrival -> arrival.getFileName().toString())
          .filter(arrival -> arrival.endsWith("-" + pid))
          .map(arrival -> arrival.substring(0, arrival.lastIndexOf('-')))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets all pass from now on. */
  public void open() {
    try {
      Files.writeString(folder.resolve(OPEN), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
