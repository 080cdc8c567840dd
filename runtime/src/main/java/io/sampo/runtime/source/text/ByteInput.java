package io.sampo.runtime.source.text;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;

/** A forward reader of a file's bytes into raw memory, as UTF-8 text. Used by one thread. */
public interface ByteInput extends AutoCloseable {
  /** How many bytes behind its content a buffer must have, because scanners load whole words. */
  int PADDING = 128;

  /**
   * Reads the next bytes.
   *
   * @return how many were read, at least 1, or -1 at the end
   */
  int read(long address, int capacity) throws IOException;

  @Override
  void close();

  /**
   * Opens a file by its extension: {@code .gz}, {@code .zst} and {@code .zstd} are decompressed.
   *
   * @param start bytes of text to skip: cheap for plain files, read and dropped for the others
   * @param charset the encoding of the file; anything other than UTF-8 (and ASCII) is converted
   * @throws SampoException FAILED_READ_FILE
   */
  static ByteInput open(String format, String path, long start, Charset charset) {
    try {
      return isStreamed(path, charset)
          ? StreamInput.open(path, start, charset)
          : FileInput.open(path, start);
    } catch (IOException e) {
      throw unreadable(format, path, e);
    }
  }

  /** Whether the file can only be read from its beginning to its end, in one split. */
  static boolean isStreamed(String path, Charset charset) {
    return isCompressed(path) || StreamInput.needsTranscoding(charset);
  }

  /** Whether the extension is that of a compressed file. */
  static boolean isCompressed(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    return lower.endsWith(".gz") || lower.endsWith(".zst") || lower.endsWith(".zstd");
  }

  /** The error for a file that cannot be read. */
  static SampoException unreadable(String format, String path, IOException cause) {
    String details =
        cause.getMessage() == null
            ? cause.toString()
            : cause.getClass().getSimpleName() + ": " + cause.getMessage();
    return new SampoException(
        ErrorCode.FAILED_READ_FILE,
        Map.of("format", format, "path", path, "details", details),
        null,
        cause);
  }
}
