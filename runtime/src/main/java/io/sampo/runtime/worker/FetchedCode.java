package io.sampo.runtime.worker;

import io.sampo.code.UserCode;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.exchange.BlockClient;
import io.sampo.runtime.exchange.BlockContent;
import io.sampo.runtime.exchange.BlockReader;
import io.sampo.runtime.exchange.PartitionLocation;
import io.sampo.runtime.memory.MemoryBudget;
import io.sampo.runtime.serde.Serde;
import io.sampo.runtime.usercode.WorkerCode;
import io.sampo.runtime.worker.protocol.TaskCode;
import java.io.ByteArrayOutputStream;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The code of programs on a worker: what does not come with orders is fetched from the driver, once
 * for all queries with the same code, by a thread of its own. Some of it stays for queries to come.
 * Safe for use by many threads.
 */
final class FetchedCode implements AutoCloseable {
  /** So much code that no query uses is kept. */
  private static final int IDLE_KEPT = 2;

  private final BlockClient client;
  private final MemoryBudget memory;
  private final WorkerCode code = new WorkerCode();

  /** By key, the one used last at the end. */
  private final Map<String, Fetched> fetched = new LinkedHashMap<>();

  /** Code that is here or on its way. Guarded by the enclosing object. */
  private static final class Fetched {
    final CompletableFuture<UserCode> code = new CompletableFuture<>();
    final Set<String> queries = new HashSet<>();
  }

  FetchedCode(BlockClient client, MemoryBudget memory) {
    this.client = client;
    this.memory = memory;
  }

  /**
   * Completes when tasks of the query find their code: at once where it is there. Fails with a
   * {@link SampoException} when it cannot be had; the next task tries again.
   */
  synchronized CompletableFuture<@Nullable Void> ready(String query, TaskCode told) {
    return switch (told) {
      case TaskCode.Here(UserCode here) -> {
        code.enter(query, here);
        yield CompletableFuture.completedFuture(null);
      }
      case TaskCode.Elsewhere(String key, PartitionLocation blocks) -> {
        Fetched known = fetched.remove(key);
        if (known == null) {
          known = new Fetched();
          fetch(key, blocks, known);
        }
        fetched.put(key, known);
        known.queries.add(query);
        Fetched entry = known;
        // Each task enters: none may start before the first has.
        yield known.code.thenAccept(found -> enter(query, found, entry));
      }
    };
  }

  private void fetch(String key, PartitionLocation blocks, Fetched entry) {
    Thread.ofPlatform()
        .daemon()
        .name("sampo-code")
        .start(() -> {
          try {
            entry.code.complete(Serde.standard().read(bytes(key, blocks), UserCode.class));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(key, blocks, entry, e);
          } catch (RuntimeException | Error e) {
            fail(key, blocks, entry, e);
          }
        });
  }

  /** Unless the query was let go of meanwhile. */
  private synchronized void enter(String query, UserCode found, Fetched entry) {
    if (entry.queries.contains(query)) {
      code.enter(query, found);
    }
  }

  private void fail(String key, PartitionLocation blocks, Fetched entry, Throwable cause) {
    synchronized (this) {
      fetched.remove(key, entry);
    }
    // Not as a lost block, which would be taken for one that a task has written.
    entry.code.completeExceptionally(
        new SampoException(
            ErrorCode.CONNECTION_LOST,
            Map.of(
                "address",
                blocks.node(),
                "details",
                "the session's code could not be fetched: " + cause.getMessage()),
            null,
            cause));
  }

  private byte[] bytes(String key, PartitionLocation blocks) throws InterruptedException {
    var bytes = new ByteArrayOutputStream();
    try (BufferAllocator allocator = memory.forQuery("code " + key);
        BlockReader reader = client.read(List.of(blocks), allocator)) {
      while (reader.take() instanceof BlockReader.Next.Block(BlockContent block)) {
        try (block) {
          byte[] part = new byte[Math.toIntExact(block.bytes())];
          block.buffer().getBytes(0, part);
          bytes.writeBytes(part);
        }
      }
    }
    return bytes.toByteArray();
  }

  /** A query is over. */
  synchronized void leave(String query) {
    int idle = 0;
    for (String key : List.copyOf(fetched.keySet()).reversed()) {
      Fetched entry = Objects.requireNonNull(fetched.get(key));
      entry.queries.remove(query);
      if (entry.queries.isEmpty() && ++idle > IDLE_KEPT) {
        fetched.remove(key);
      }
    }
    code.leave(query);
  }

  @Override
  public void close() {
    code.close();
  }
}
