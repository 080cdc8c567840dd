package io.sampo.runtime.source.parquet;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The errors of this package. */
final class ParquetErrors {
  private ParquetErrors() {}

  static SampoException unreadable(String path, String details, @Nullable Throwable cause) {
    return new SampoException(
        ErrorCode.FAILED_READ_FILE,
        Map.of("format", "parquet", "path", path, "details", details),
        null,
        cause);
  }

  static SampoException unreadable(
      String path, int rowGroup, String column, long offset, Throwable cause) {
    String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return unreadable(
        path,
        "row group " + rowGroup + ", column " + column + ", offset " + offset + ": " + reason,
        cause);
  }

  static SampoException unsupported(String path, String feature) {
    return SampoException.unsupported(
        feature + " (in " + path + ")",
        "Write the file without it, or leave the column out.",
        null);
  }

  static SampoException notInferred(String path, String details) {
    return new SampoException(
        ErrorCode.UNABLE_TO_INFER_SCHEMA,
        Map.of("format", "parquet", "path", path, "details", details));
  }
}
