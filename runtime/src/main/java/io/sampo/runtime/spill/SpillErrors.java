package io.sampo.runtime.spill;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Errors of spilling. */
final class SpillErrors {
  private SpillErrors() {}

  static SampoException cannotWrite(Path folder, long bytes, Exception cause) {
    String details = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return new SampoException(
        ErrorCode.SPILL_FAILED,
        Map.of("bytes", bytes, "folder", folder, "free", free(folder), "details", details),
        null,
        cause);
  }

  static SampoException cannotRead(Path file, Exception cause) {
    String details = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return new SampoException(
        ErrorCode.SPILL_READ_FAILED, Map.of("path", file, "details", details), null, cause);
  }

  private static String free(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace() + " bytes";
    } catch (IOException | RuntimeException e) {
      return "an unknown number of bytes";
    }
  }
}
