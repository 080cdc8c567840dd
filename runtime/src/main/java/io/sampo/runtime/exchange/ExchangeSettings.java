package io.sampo.runtime.exchange;

import io.sampo.runtime.block.Compression;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How a node keeps and moves blocks.
 *
 * @param memoryBytes the most bytes of blocks that a store keeps in memory
 * @param folder where a store puts the others; it makes a folder of its own below
 * @param compression of blocks on their way and on disk
 * @param windowBytes the most bytes that a reader has on their way or waiting; one block always may
 *     be
 * @param connectTimeout how long a connection may take to be made
 * @param idleTimeout after how long without a sign of life a connection counts as dead
 * @param attempts how often a block is asked for before it counts as lost, at least 1
 * @param retryDelay the wait before the second attempt; later ones wait longer in proportion
 */
public record ExchangeSettings(
    long memoryBytes,
    Path folder,
    Compression compression,
    long windowBytes,
    Duration connectTimeout,
    Duration idleTimeout,
    int attempts,
    Duration retryDelay) {
  public ExchangeSettings {
    if (attempts < 1 || windowBytes < 1 || memoryBytes < 0) {
      throw new IllegalArgumentException("attempts, window and memory are too small");
    }
  }

  /** Settings that suit most: 8 MiB on their way to a reader, LZ4, three attempts. */
  public static ExchangeSettings of(long memoryBytes, Path folder) {
    return new ExchangeSettings(
        memoryBytes,
        folder,
        Compression.LZ4,
        8L << 20,
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        3,
        Duration.ofMillis(100));
  }

  public ExchangeSettings withCompression(Compression other) {
    return new ExchangeSettings(
        memoryBytes, folder, other, windowBytes, connectTimeout, idleTimeout, attempts, retryDelay);
  }

  public ExchangeSettings withWindow(long bytes) {
    return new ExchangeSettings(
        memoryBytes, folder, compression, bytes, connectTimeout, idleTimeout, attempts, retryDelay);
  }

  /** The same with other patience. */
  public ExchangeSettings withTimeouts(Duration connect, Duration idle, Duration retry) {
    return new ExchangeSettings(
        memoryBytes, folder, compression, windowBytes, connect, idle, attempts, retry);
  }
}
