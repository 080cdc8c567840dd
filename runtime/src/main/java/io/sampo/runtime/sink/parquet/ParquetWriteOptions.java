package io.sampo.runtime.sink.parquet;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.compress.Codec;
import java.util.Locale;
import java.util.Map;
import org.apache.parquet.format.CompressionCodec;

/**
 * How a file is written.
 *
 * @param compression of every page
 * @param rowGroupRows the rows of a row group, at least 1
 * @param deltaIntegers whether integers that no dictionary suits are written as differences
 *     (DELTA_BINARY_PACKED), which old readers do not know
 */
public record ParquetWriteOptions(
    Compression compression, int rowGroupRows, boolean deltaIntegers) {
  private static final int DEFAULT_ROW_GROUP_ROWS = 122_880;

  /** Snappy, row groups of 122,880 rows, no delta encoding. */
  public static final ParquetWriteOptions DEFAULT =
      new ParquetWriteOptions(Compression.SNAPPY, DEFAULT_ROW_GROUP_ROWS, false);

  /** A compression by the name users write. */
  public enum Compression {
    NONE(Codec.NONE, CompressionCodec.UNCOMPRESSED),
    SNAPPY(Codec.SNAPPY, CompressionCodec.SNAPPY),
    ZSTD(Codec.ZSTD, CompressionCodec.ZSTD),
    GZIP(Codec.GZIP, CompressionCodec.GZIP),
    LZ4_RAW(Codec.LZ4, CompressionCodec.LZ4_RAW);

    private final Codec codec;
    private final CompressionCodec format;

    Compression(Codec codec, CompressionCodec format) {
      this.codec = codec;
      this.format = format;
    }

    Codec codec() {
      return codec;
    }

    CompressionCodec format() {
      return format;
    }

    private static Compression of(String name) {
      return switch (name.toLowerCase(Locale.ROOT)) {
        case "none", "uncompressed" -> NONE;
        case "snappy" -> SNAPPY;
        case "zstd" -> ZSTD;
        case "gzip" -> GZIP;
        case "lz4_raw", "lz4raw", "lz4" -> LZ4_RAW;
        default ->
            throw invalid(
                "compression", name, "it is none of none, snappy, zstd, gzip and lz4_raw");
      };
    }
  }

  public ParquetWriteOptions {
    if (rowGroupRows < 1) {
      throw invalid("row_group_size", String.valueOf(rowGroupRows), "it is less than 1");
    }
  }

  /**
   * The options a user gave: {@code compression}, {@code row_group_size} (rows), {@code
   * integer_encoding} ({@code plain} or {@code delta}). Others are ignored.
   *
   * @param options keys in lower case
   */
  public static ParquetWriteOptions of(Map<String, String> options) {
    String encoding = options.getOrDefault("integer_encoding", "plain").toLowerCase(Locale.ROOT);
    if (!encoding.equals("plain") && !encoding.equals("delta")) {
      throw invalid("integer_encoding", encoding, "it is neither plain nor delta");
    }
    return new ParquetWriteOptions(
        Compression.of(options.getOrDefault("compression", "snappy")),
        rows(options.getOrDefault("row_group_size", String.valueOf(DEFAULT_ROW_GROUP_ROWS))),
        encoding.equals("delta"));
  }

  private static int rows(String text) {
    try {
      return Integer.parseInt(text.trim());
    } catch (NumberFormatException e) {
      throw invalid("row_group_size", text, "it is no whole number");
    }
  }

  private static SampoException invalid(String parameter, String value, String details) {
    return new SampoException(
        ErrorCode.INVALID_ARGUMENT,
        Map.of("parameter", parameter, "value", value, "details", details));
  }
}
