package io.sampo.runtime.exchange;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.compress.Codec;
import java.util.Locale;
import java.util.Map;

/** How blocks are compressed on their way and on disk; in memory they never are. */
public enum Compression {
  NONE(Codec.NONE),
  LZ4(Codec.LZ4),
  ZSTD(Codec.ZSTD);

  private final Codec codec;

  Compression(Codec codec) {
    this.codec = codec;
  }

  Codec codec() {
    return codec;
  }

  /**
   * The compression of that name, case ignored.
   *
   * @param key the setting it is the value of
   */
  public static Compression named(String name, String key) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "none", "off" -> NONE;
      case "lz4" -> LZ4;
      case "zstd" -> ZSTD;
      default ->
          throw new SampoException(
              ErrorCode.INVALID_CONFIG_VALUE,
              Map.of("key", key, "value", name, "details", "expected none, lz4 or zstd"));
    };
  }
}
