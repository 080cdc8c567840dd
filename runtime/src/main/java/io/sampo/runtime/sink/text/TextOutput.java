package io.sampo.runtime.sink.text;

import com.github.luben.zstd.ZstdOutputStream;
import io.sampo.codegen.vector.Memory;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.source.text.TextForms;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * A file that bytes are appended to through a buffer, compressed if its name ends in {@code .gz} or
 * {@code .zst}. Used by one thread.
 */
public final class TextOutput implements AutoCloseable {
  private static final int CAPACITY = 1 << 17;

  /** Every short value fits behind this mark, so that it is looked at once a value. */
  private static final int FULL = CAPACITY - 128;

  private static final byte[] SMALLEST_LONG =
      "-9223372036854775808".getBytes(StandardCharsets.ISO_8859_1);

  private final Path path;
  private final OutputStream stream;
  private final byte[] buffer = new byte[CAPACITY];
  private int filled;
  private long flushed;
  private boolean closed;

  private TextOutput(Path path, OutputStream stream) {
    this.path = path;
    this.stream = stream;
  }

  /** What the option {@code compression} (none, gzip, zstd) adds to a file's name. */
  public static String extension(Map<String, String> options) {
    String compression = options.getOrDefault("compression", options.getOrDefault("codec", "none"));
    return switch (compression.toLowerCase(Locale.ROOT)) {
      case "none", "uncompressed", "" -> "";
      case "gzip" -> ".gz";
      case "zstd" -> ".zst";
      default ->
          throw TextForms.invalid("compression", compression, "it must be none, gzip or zstd");
    };
  }

  /**
   * Creates the file or replaces it.
   *
   * @throws SampoException FAILED_WRITE_FILE
   */
  public static TextOutput create(Path path) {
    try {
      OutputStream raw = Files.newOutputStream(path);
      String name = path.toString().toLowerCase(Locale.ROOT);
      OutputStream stream =
          name.endsWith(".gz")
              ? new GZIPOutputStream(raw, 1 << 16)
              : name.endsWith(".zst") ? new ZstdOutputStream(raw) : raw;
      return new TextOutput(path, stream);
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  private static SampoException unwritable(Path path, IOException e) {
    return new SampoException(
        ErrorCode.FAILED_WRITE_FILE,
        Map.of("path", path, "details", String.valueOf(e.getMessage())),
        null,
        e);
  }

  /** Bytes of text appended so far, before compression. */
  public long size() {
    return flushed + filled;
  }

  /** Appends an ASCII character. */
  public void put(int character) {
    makeRoom();
    buffer[filled++] = (byte) character;
  }

  /** Appends the bytes. */
  public void put(byte[] bytes) {
    int done = 0;
    while (done < bytes.length) {
      makeRoom();
      int count = Math.min(bytes.length - done, CAPACITY - filled);
      System.arraycopy(bytes, done, buffer, filled, count);
      filled += count;
      done += count;
    }
  }

  /** Appends a text as UTF-8. */
  public void put(String text) {
    put(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Appends bytes from raw memory. */
  public void put(long address, int length) {
    int done = 0;
    while (done < length) {
      makeRoom();
      int count = Math.min(length - done, CAPACITY - filled);
      Memory.copyTo(address + done, buffer, filled, count);
      filled += count;
      done += count;
    }
  }

  /** Appends an integer in decimal. */
  public void putInteger(long value) {
    if (value == Long.MIN_VALUE) {
      put(SMALLEST_LONG);
      return;
    }
    if (value < 0) {
      put('-');
    }
    long magnitude = Math.abs(value);
    putDigits(magnitude, digits(magnitude));
  }

  private static int digits(long magnitude) {
    int count = 1;
    long rest = magnitude;
    while (rest >= 10) {
      rest /= 10;
      count++;
    }
    return count;
  }

  /**
   * Appends the last {@code count} digits of a number that is not negative, with zeros in front.
   */
  public void putDigits(long value, int count) {
    makeRoom();
    long rest = value;
    for (int at = filled + count - 1; at >= filled; at--) {
      buffer[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    filled += count;
  }

  private void makeRoom() {
    if (filled > FULL) {
      flush();
    }
  }

  private void flush() {
    try {
      stream.write(buffer, 0, filled);
    } catch (IOException e) {
      throw unwritable(path, e);
    }
    flushed += filled;
    filled = 0;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (stream) {
      flush();
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }
}
