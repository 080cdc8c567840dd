package io.sampo.runtime.source.csv;

import io.sampo.runtime.source.text.ByteInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one file before its records are read: its dialect, whether it has a header and
 * where its records start.
 *
 * @param path the file
 * @param size its bytes on disk
 * @param streamed whether it can only be read from beginning to end
 * @param dialect its structure
 * @param header whether its first record names the columns
 * @param starts where its records start
 */
record CsvFile(
    String path,
    long size,
    boolean streamed,
    CsvDialect dialect,
    boolean header,
    RecordStarts starts) {
  private static final int HEAD = 1 << 16;
  private static final int LARGEST_HEADER = 1 << 26;
  private static final int REMEMBERED = 512;

  /** Everything that decides the answer; a file that changes has another time or size. */
  private record Key(
      String path, long size, long modified, CsvOptions options, @Nullable List<String> names) {}

  private static final Map<Key, CsvFile> FILES =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, CsvFile> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * Looks at a file, or remembers having done so.
   *
   * @param names the columns' names if the schema is known; they help to recognise a header
   */
  static CsvFile of(
      String path, CsvOptions options, @Nullable List<String> names, BufferAllocator allocator) {
    Key key;
    try {
      var attributes = Files.readAttributes(Path.of(path), BasicFileAttributes.class);
      List<String> deciding =
          options.header() == CsvOptions.Header.AUTO || options.sniffsDelimiter() ? names : null;
      key =
          new Key(
              path, attributes.size(), attributes.lastModifiedTime().toMillis(), options, deciding);
    } catch (IOException e) {
      throw ByteInput.unreadable("csv", path, e);
    }
    synchronized (FILES) {
      CsvFile found = FILES.get(key);
      if (found != null) {
        return found;
      }
    }
    CsvFile file = look(key, names, allocator);
    synchronized (FILES) {
      CsvFile earlier = FILES.putIfAbsent(key, file);
      return earlier == null ? file : earlier;
    }
  }

  private static CsvFile look(Key key, @Nullable List<String> names, BufferAllocator allocator) {
    CsvOptions options = key.options();
    for (int bytes = HEAD; ; bytes *= 4) {
      try (CsvSample sample = CsvSample.read(key.path(), options.charset(), 0, bytes)) {
        CsvDialect dialect = CsvSniffer.dialect(sample, options, names == null ? 0 : names.size());
        int second = CsvSniffer.secondRecord(sample, dialect);
        if (second == sample.limit() && !sample.isComplete() && bytes < LARGEST_HEADER) {
          continue;
        }
        boolean header =
            switch (options.header()) {
              case PRESENT -> true;
              case ABSENT -> false;
              case AUTO -> CsvSniffer.hasHeader(sample, dialect, options, names, allocator);
            };
        long dataStart = header ? second : sample.markLength();
        var starts = new RecordStarts(key.path(), key.size(), dataStart, dialect);
        return new CsvFile(
            key.path(),
            key.size(),
            ByteInput.isStreamed(key.path(), options.charset()),
            dialect,
            header,
            starts);
      }
    }
  }
}
