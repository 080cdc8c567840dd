package io.sampo.runtime.compress;

/** Compresses and decompresses one block. Stateless and safe for use by many threads. */
public interface Codec {
  /** Copies. */
  Codec NONE = new CopyCodec();

  /** Snappy's raw block format. */
  Codec SNAPPY = new SnappyCodec();

  /** One Zstandard frame, level 3. */
  Codec ZSTD = new ZstdCodec(3);

  /** The gzip file format: one or several members. */
  Codec GZIP = new GzipCodec();

  /** LZ4's raw block format. */
  Codec LZ4 = new Lz4Codec();

  /** LZ4 blocks framed as Hadoop does; reads raw blocks too, which some writers label alike. */
  Codec LZ4_HADOOP = new Lz4HadoopCodec();

  /** The name users write, in lower case. */
  String name();

  /**
   * Decompresses a block whose decompressed size is known.
   *
   * @throws CompressionException when the block is malformed or does not decompress to exactly
   *     {@code toBytes} bytes
   */
  void decompress(long from, long fromBytes, long to, long toBytes) throws CompressionException;

  /** The most bytes that {@code bytes} of input may compress to. */
  long maxCompressedBytes(long bytes);

  /**
   * Compresses a block.
   *
   * @param capacity the bytes writable at {@code to}, at least {@link #maxCompressedBytes}
   * @return the compressed size
   */
  long compress(long from, long fromBytes, long to, long capacity) throws CompressionException;

  /**
   * The most that {@code bytes} compressed bytes can stand for: lets a reader refuse a size that
   * lies before it allocates.
   */
  long maxDecompressedBytes(long bytes);
}
