package io.sampo.runtime.block;

import io.sampo.runtime.compress.Codec;

/** How bytes are compressed: the buffers of a frame, or blocks on their way and on disk. */
public enum Compression {
  NONE(0, Codec.NONE),
  /** Fast: for spill files. */
  LZ4(1, Codec.LZ4),
  /** Smaller at about a third of the speed. */
  ZSTD(2, Codec.ZSTD);

  private final int id;
  private final Codec codec;

  Compression(int id, Codec codec) {
    this.id = id;
    this.codec = codec;
  }

  int id() {
    return id;
  }

  /** Does it. */
  public Codec codec() {
    return codec;
  }

  static Compression of(int id) {
    for (Compression compression : values()) {
      if (compression.id == id) {
        return compression;
      }
    }
    throw new CorruptBlockException("unknown compression " + id);
  }
}
