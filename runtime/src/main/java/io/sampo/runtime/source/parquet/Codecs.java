package io.sampo.runtime.source.parquet;

import io.sampo.error.SampoException;
import io.sampo.runtime.compress.Codec;
import org.apache.parquet.format.CompressionCodec;

/** The codec for each of the format's compression codecs. */
final class Codecs {
  private Codecs() {}

  static Codec of(CompressionCodec codec) {
    return switch (codec) {
      case UNCOMPRESSED -> Codec.NONE;
      case SNAPPY -> Codec.SNAPPY;
      case GZIP -> Codec.GZIP;
      case ZSTD -> Codec.ZSTD;
      case LZ4_RAW -> Codec.LZ4;
      case LZ4 -> Codec.LZ4_HADOOP;
      case BROTLI, LZO ->
          throw SampoException.unsupported(
              "the Parquet compression " + codec,
              "Write the file with snappy, zstd, gzip or lz4_raw.",
              null);
    };
  }
}
