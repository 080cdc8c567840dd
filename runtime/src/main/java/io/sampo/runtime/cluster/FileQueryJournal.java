package io.sampo.runtime.cluster;

import io.sampo.code.UserCode;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.serde.Serde;
import io.sampo.runtime.worker.protocol.TaskCode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal in files: for each query its order, which appears complete, and lists of workers and of
 * decisions that grow. A query that cannot be kept is still run; its loss is that of a driver
 * without a journal.
 */
public final class FileQueryJournal implements QueryJournal, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FileQueryJournal.class);
  private static final String ORDER = ".order";
  private static final String WORKERS = ".workers";
  private static final String JOINS = ".joins";
  private static final String DRIVERS = ".drivers";
  private static final String CODE = ".code";

  private final Path folder;
  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          work -> Thread.ofPlatform().daemon().name("sampo-journal").unstarted(work));

  /**
   * @param folder made when it is not there
   * @throws SampoException when it cannot be made
   */
  public FileQueryJournal(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new SampoException(
          ErrorCode.FAILED_WRITE_FILE,
          Map.of("path", folder, "details", String.valueOf(e)),
          null,
          e);
    }
  }

  /** Changes files. */
  private interface Change {
    void make() throws IOException;
  }

  private void later(String query, Change change) {
    if (!query.matches("[A-Za-z0-9-]{1,100}")) {
      return;
    }
    writer.execute(() -> {
      try {
        change.make();
      } catch (IOException | RuntimeException e) {
        LOG.warn("the journal misses something of the query {}: {}", query, e.toString());
      }
    });
  }

  @Override
  public void started(QueryOrder order) {
    later(order.id(), () -> write(order.id(), ORDER, Serde.standard().write(order)));
  }

  /** Appears complete. */
  private void write(String name, String ending, byte[] bytes) throws IOException {
    Path fresh = folder.resolve(name + ".new");
    Files.write(fresh, bytes);
    Files.move(fresh, folder.resolve(name + ending), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void code(String key, byte[] bytes) {
    told.add(key + CODE);
    later(key, () -> write(key, CODE, bytes));
  }

  @Override
  public void codeLeft(String key) {
    told.remove(key + CODE);
    later(key, () -> Files.deleteIfExists(folder.resolve(key + CODE)));
  }

  @Override
  public void given(String query, String worker) {
    append(query, WORKERS, worker);
  }

  @Override
  public void decided(String query, int probe, boolean joined) {
    append(query, JOINS, probe + " " + joined);
  }

  private void append(String query, String list, String line) {
    later(query, () -> append(folder.resolve(query + list), line));
  }

  private static void append(Path list, String line) throws IOException {
    Files.writeString(list, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Override
  public void ended(String query) {
    later(
        query,
        () -> {
          Files.deleteIfExists(folder.resolve(query + ORDER));
          Files.deleteIfExists(folder.resolve(query + WORKERS));
          Files.deleteIfExists(folder.resolve(query + JOINS));
          Files.deleteIfExists(folder.resolve(query + DRIVERS));
        });
  }

  @Override
  public List<Left> left() {
    var left = new ArrayList<Left>();
    try (DirectoryStream<Path> orders = Files.newDirectoryStream(folder, "*" + ORDER)) {
      for (Path file : orders) {
        read(file, left);
      }
    } catch (IOException e) {
      LOG.warn("the journal {} cannot be read: {}", folder, e.toString());
    }
    // What is needed of it is told anew.
    try (DirectoryStream<Path> codes = Files.newDirectoryStream(folder, "*" + CODE)) {
      for (Path file : codes) {
        if (!told.contains(file.getFileName().toString())) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      LOG.warn("code in the journal {} stays: {}", folder, e.toString());
    }
    return left;
  }

  /** The order with all of its code. */
  private static QueryOrder complete(QueryOrder order, Path folder) throws IOException {
    if (!(order.settings().code() instanceof TaskCode.Elsewhere large)) {
      return order;
    }
    byte[] code = Files.readAllBytes(folder.resolve(large.key() + CODE));
    return order.with(new TaskCode.Here(Serde.standard().read(code, UserCode.class)));
  }

  private static void read(Path file, List<Left> left) {
    String name = file.getFileName().toString();
    String query = name.substring(0, name.length() - ORDER.length());
    try {
      QueryOrder order =
          complete(
              Serde.standard().read(Files.readAllBytes(file), QueryOrder.class),
              Objects.requireNonNull(file.getParent()));
      var joins = new HashMap<Integer, Boolean>();
      for (String line : lines(file.resolveSibling(query + JOINS))) {
        String[] words = line.split(" ", -1);
        joins.put(Integer.parseInt(words[0]), Boolean.parseBoolean(words[1]));
      }
      Path successors = file.resolveSibling(query + DRIVERS);
      int drivers = 1 + lines(successors).size();
      append(successors, "successor");
      Set<String> workers = Set.copyOf(lines(file.resolveSibling(query + WORKERS)));
      left.add(new Left(order, workers, joins, drivers));
    } catch (IOException | SampoException | IllegalArgumentException e) {
      LOG.warn("the query in {} cannot go on: {}", file, e.toString());
    }
  }

  private static List<String> lines(Path list) throws IOException {
    return Files.exists(list) ? Files.readAllLines(list) : List.of();
  }

  /** Waits until all that was told is kept. */
  @Override
  public void close() {
    writer.close();
  }
}
