package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.Memory;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads footers, and keeps those used last as long as their files do not change. Safe for use by
 * many threads.
 */
final class Footers {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final String ENCRYPTED = "PARE";
  private static final int TAIL = 8;

  /** Stored bytes of all kept footers; parsed, they take a few times as much. */
  private static final long MAX_KEPT_BYTES = 8L << 20;

  private record Key(String path, long size, long modified) {}

  private final Map<Key, Footer> kept = new LinkedHashMap<>(16, 0.75f, true);
  private long keptBytes;

  /** The footer of a file. */
  Footer of(Path file) {
    Key key;
    try {
      key = new Key(file.toString(), Files.size(file), Files.getLastModifiedTime(file).toMillis());
    } catch (NoSuchFileException e) {
      throw new SampoException(
          ErrorCode.PATH_NOT_FOUND,
          Map.of("path", file.toString(), "folder", Path.of("").toAbsolutePath().toString()),
          null,
          e);
    } catch (IOException e) {
      throw ParquetErrors.unreadable(file.toString(), String.valueOf(e.getMessage()), e);
    }
    Footer footer = find(key);
    if (footer == null) {
      footer = read(key.path());
      keep(key, footer);
    }
    return footer;
  }

  private synchronized @Nullable Footer find(Key key) {
    return kept.get(key);
  }

  private synchronized void keep(Key key, Footer footer) {
    if (kept.put(key, footer) == null) {
      keptBytes += footer.storedBytes();
    }
    Iterator<Footer> oldest = kept.values().iterator();
    while (keptBytes > MAX_KEPT_BYTES && kept.size() > 1) {
      keptBytes -= oldest.next().storedBytes();
      oldest.remove();
    }
  }

  private static Footer read(String path) {
    try (var file = new InputFile(path)) {
      return read(file);
    } catch (MalformedException | IOException e) {
      throw ParquetErrors.unreadable(path, "footer: " + e.getMessage(), e);
    }
  }

  private static Footer read(InputFile file) throws IOException {
    long size = file.size();
    if (size < MAGIC.length + TAIL) {
      throw new MalformedException("the file has only " + size + " bytes");
    }
    byte[] tail = file.read(size - TAIL, TAIL);
    String magic = new String(tail, 4, 4, StandardCharsets.US_ASCII);
    if (magic.equals(ENCRYPTED)) {
      throw ParquetErrors.unsupported(file.path(), "an encrypted Parquet footer");
    }
    if (!magic.equals("PAR1")) {
      throw new MalformedException("the file does not end with PAR1");
    }
    long length = Memory.getLong(tail, 0) & 0xFFFFFFFFL;
    if (length > size - TAIL - MAGIC.length) {
      throw new MalformedException("a footer of " + length + " bytes in a file of " + size);
    }
    if (length == 0) {
      throw new MalformedException("an empty footer");
    }
    try (Arena arena = Arena.ofConfined()) {
      long at = arena.allocate(length + GrowingBuffer.SLACK).address();
      file.read(size - TAIL - length, at, length);
      return FooterParser.parse(file.path(), at, at + length);
    }
  }
}
