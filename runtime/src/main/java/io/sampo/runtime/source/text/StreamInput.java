package io.sampo.runtime.source.text;

import com.github.luben.zstd.ZstdInputStream;
import io.sampo.codegen.vector.Memory;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Reads a compressed file or one in another encoding, from beginning to end. */
final class StreamInput implements ByteInput {
  private static final int BLOCK = 1 << 16;

  private final InputStream stream;
  private final byte[] block = new byte[BLOCK];

  private StreamInput(InputStream stream) {
    this.stream = stream;
  }

  static boolean needsTranscoding(Charset charset) {
    return !charset.equals(StandardCharsets.UTF_8) && !charset.equals(StandardCharsets.US_ASCII);
  }

  static StreamInput open(String path, long start, Charset charset) throws IOException {
    InputStream raw = Files.newInputStream(Path.of(path));
    try {
      InputStream stream = decompressed(path, raw);
      if (needsTranscoding(charset)) {
        stream = new Utf8Stream(new InputStreamReader(stream, charset));
      }
      stream.skipNBytes(start);
      return new StreamInput(stream);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  private static InputStream decompressed(String path, InputStream raw) throws IOException {
    String lower = path.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".gz")) {
      return new GZIPInputStream(raw, BLOCK);
    }
    if (lower.endsWith(".zst") || lower.endsWith(".zstd")) {
      return new ZstdInputStream(raw).setContinuous(false);
    }
    return new BufferedInputStream(raw, BLOCK);
  }

  @Override
  public int read(long address, int capacity) throws IOException {
    int total = 0;
    while (total < capacity) {
      int count = stream.read(block, 0, Math.min(BLOCK, capacity - total));
      if (count < 0) {
        break;
      }
      Memory.copyFrom(block, 0, address + total, count);
      total += count;
    }
    return total == 0 ? -1 : total;
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      // Nothing was written, so a failing close loses nothing.
      return;
    }
  }
}
