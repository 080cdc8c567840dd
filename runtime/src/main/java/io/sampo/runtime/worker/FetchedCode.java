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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The code of programs on a worker: what does not come with orders is fetched from the driver, once
 * for a query, by a thread of its own. Safe for use by many threads.
 */
final class FetchedCode implements AutoCloseable {
  private final BlockClient client;
  private final MemoryBudget memory;
  private final WorkerCode code = new WorkerCode();
  private final Map<String, CompletableFuture<@Nullable Void>> fetched = new HashMap<>();

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
      case TaskCode.Elsewhere(PartitionLocation blocks) -> {
        CompletableFuture<@Nullable Void> known = fetched.get(query);
        if (known == null) {
          known = new CompletableFuture<>();
          fetched.put(query, known);
          CompletableFuture<@Nullable Void> ready = known;
          Thread.ofPlatform().daemon().name("sampo-code").start(() -> fetch(query, blocks, ready));
        }
        yield known;
      }
    };
  }

  private void fetch(
      String query, PartitionLocation blocks, CompletableFuture<@Nullable Void> ready) {
    try {
      enter(query, Serde.standard().read(bytes(query, blocks), UserCode.class), ready);
      ready.complete(null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail(query, blocks, ready, e);
    } catch (RuntimeException | Error e) {
      fail(query, blocks, ready, e);
    }
  }

  /** Unless the query was let go of meanwhile. */
  private synchronized void enter(
      String query, UserCode found, CompletableFuture<@Nullable Void> ready) {
    if (fetched.get(query) == ready) {
      code.enter(query, found);
    }
  }

  private void fail(
      String query,
      PartitionLocation blocks,
      CompletableFuture<@Nullable Void> ready,
      Throwable cause) {
    synchronized (this) {
      fetched.remove(query, ready);
    }
    // Not as a lost block, which would be taken for one that a task has written.
    ready.completeExceptionally(
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

  private byte[] bytes(String query, PartitionLocation blocks) throws InterruptedException {
    var bytes = new ByteArrayOutputStream();
    try (BufferAllocator allocator = memory.forQuery("code of " + query);
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
    fetched.remove(query);
    code.leave(query);
  }

  @Override
  public void close() {
    code.close();
  }
}
