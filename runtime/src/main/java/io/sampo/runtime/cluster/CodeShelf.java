package io.sampo.runtime.cluster;

import io.sampo.code.UserCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.exchange.BlockContent;
import io.sampo.runtime.exchange.BlockStore;
import io.sampo.runtime.exchange.BlockWriter;
import io.sampo.runtime.exchange.DataNode;
import io.sampo.runtime.exchange.PartitionLocation;
import io.sampo.runtime.exchange.ProducerAttempt;
import io.sampo.runtime.serde.Serde;
import io.sampo.runtime.worker.protocol.TaskCode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Large code of sessions as blocks of the driver's store, from which each worker fetches it once:
 * messages between actors have to be small. It is put there once for all queries with the same
 * code, and in the journal as well, and stays for as long as somebody uses it. Safe for use by many
 * threads.
 */
public final class CodeShelf {
  /** Sends all code with the orders of tasks. */
  public static final CodeShelf NONE = new CodeShelf();

  /** Smaller code goes with every order. */
  private static final long MOST_IN_AN_ORDER = 256L << 10;

  private static final int BLOCK = 4 << 20;

  private final @Nullable Blocks blocks;
  private final Map<String, Shelved> shelved = new HashMap<>();

  private record Blocks(
      BlockStore store, DataNode node, BufferAllocator allocator, QueryJournal journal) {}

  /** Code on the shelf. Guarded by the shelf. */
  private static final class Shelved {
    final String name;
    final TaskCode.Elsewhere code;
    int users;

    Shelved(String name, TaskCode.Elsewhere code) {
      this.name = name;
      this.code = code;
    }
  }

  private CodeShelf() {
    this.blocks = null;
  }

  /**
   * A shelf of its own for each driver.
   *
   * @param store keeps the code; closed by whoever made it
   * @param node where workers reach the store
   * @param allocator of the blocks; closed by whoever made it
   * @param journal from which a successor knows the code
   */
  public CodeShelf(
      BlockStore store, DataNode node, BufferAllocator allocator, QueryJournal journal) {
    this.blocks = new Blocks(store, node, allocator, journal);
  }

  /**
   * The code in the form in which it goes with orders of tasks. Takes a while when it is large and
   * not on the shelf yet. Whoever asks uses it until they {@link #leave} it.
   */
  public TaskCode shelve(UserCode code) {
    if (blocks == null || code.bytes() <= MOST_IN_AN_ORDER) {
      return new TaskCode.Here(code);
    }
    byte[] bytes = Serde.standard().write(code);
    String key = key(bytes);
    synchronized (this) {
      Shelved known = shelved.get(key);
      if (known != null) {
        known.users++;
        return known.code;
      }
    }
    // The scheduler, which leaves code, must not wait for this. A name of its own each time: the
    // store remembers which names were let go of.
    String name = "code-" + UUID.randomUUID();
    var fresh = new Shelved(name, new TaskCode.Elsewhere(key, put(name, bytes, blocks)));
    Shelved used;
    synchronized (this) {
      used = shelved.getOrDefault(key, fresh);
      used.users++;
      if (used == fresh) {
        shelved.put(key, fresh);
        blocks.journal().code(key, bytes);
      }
    }
    if (used != fresh) {
      blocks.store().release(name);
    }
    return used.code;
  }

  private static String key(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw SampoException.internal("there is no SHA-256", e);
    }
  }

  private static PartitionLocation put(String name, byte[] bytes, Blocks to) {
    var attempt = new ProducerAttempt(name, 0, 0, 0);
    int count = 0;
    try (BlockWriter writer = to.store().write(attempt, 1)) {
      for (int from = 0; from < bytes.length; from += BLOCK) {
        int length = Math.min(BLOCK, bytes.length - from);
        ArrowBuf buffer = to.allocator().buffer(length);
        buffer.setBytes(0, bytes, from, length);
        writer.add(0, new BlockContent(buffer, length, 1, 0));
        count++;
      }
      writer.commit();
    }
    return new PartitionLocation(attempt.forConsumer(0), to.node(), count);
  }

  /** One more user of code that somebody uses. */
  public synchronized void enter(TaskCode code) {
    if (code instanceof TaskCode.Elsewhere large) {
      Shelved known = shelved.get(large.key());
      if (known == null) {
        throw new IllegalStateException("code that nobody uses");
      }
      known.users++;
    }
  }

  /** One user less; with the last one the code is gone from here. */
  public synchronized void leave(TaskCode code) {
    if (blocks == null || !(code instanceof TaskCode.Elsewhere large)) {
      return;
    }
    Shelved known = shelved.get(large.key());
    if (known != null && --known.users == 0) {
      shelved.remove(large.key());
      blocks.store().release(known.name);
      blocks.journal().codeLeft(large.key());
    }
  }
}
