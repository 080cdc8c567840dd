package io.sampo.runtime.source.csv;

import io.sampo.codegen.vector.Memory;
import io.sampo.runtime.source.text.TextArena;
import io.sampo.runtime.source.text.TypeCandidates;
import io.sampo.runtime.source.text.ValueParser;
import io.sampo.types.DataType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Infers names from the header and types from a sample: records of the beginning, and stretches
 * spread over the rest of the file, since a file is often sorted and its last values are the
 * widest. Used by one thread.
 */
final class CsvInference implements AutoCloseable {
  private static final int HEAD = 1 << 20;
  private static final int WHOLE = 1 << 23;
  private static final int STRETCHES = 8;
  private static final int STRETCH = 1 << 15;
  private static final int MOST_OTHER_FILES = 16;

  private final CsvOptions options;
  private final BufferAllocator allocator;
  private final TextArena arena;
  private final ValueParser parser;
  private final List<TypeCandidates> columns = new ArrayList<>();
  private boolean complete = true;

  CsvInference(CsvOptions options, BufferAllocator allocator) {
    this.options = options;
    this.allocator = allocator;
    this.arena = new TextArena(allocator);
    this.parser = new ValueParser(options.forms());
  }

  /** The schema of files, whose first gives the names; null if no file has a record. */
  @Nullable StructType schema(List<String> paths) {
    List<String> names = null;
    for (String path : paths) {
      CsvFile file = CsvFile.of(path, options, null, allocator);
      names = names(file);
      if (names != null) {
        break;
      }
    }
    if (names == null) {
      return null;
    }
    if (options.inferred()) {
      names.forEach(name -> columns.add(new TypeCandidates(parser)));
      inferTypes(paths, names);
    }
    var fields = new ArrayList<StructField>();
    for (int i = 0; i < names.size(); i++) {
      DataType type = options.inferred() ? columns.get(i).type(complete) : DataType.STRING;
      fields.add(StructField.of(names.get(i), type));
    }
    return new StructType(fields);
  }

  private @Nullable List<String> names(CsvFile file) {
    for (int bytes = HEAD; ; bytes *= 4) {
      try (CsvSample sample = CsvSample.read(file.path(), options.charset(), 0, bytes)) {
        List<@Nullable String> texts =
            CsvSniffer.firstTexts(sample, file.dialect(), options, allocator);
        if (texts.isEmpty() && !sample.isComplete() && bytes < WHOLE * 8) {
          continue;
        }
        return texts.isEmpty()
            ? null
            : file.header() ? headerNames(texts) : positionNames(texts.size());
      }
    }
  }

  private static List<String> positionNames(int count) {
    var names = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      names.add("_c" + i);
    }
    return names;
  }

  /**
   * The header's texts; empty ones are named by position, repeated ones get their position behind
   * them, as in Spark.
   */
  private static List<String> headerNames(List<@Nullable String> texts) {
    var counts = new HashMap<String, Integer>();
    for (String text : texts) {
      counts.merge(text == null ? "" : text.toLowerCase(Locale.ROOT), 1, Integer::sum);
    }
    var names = new ArrayList<String>();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      if (text == null || text.isEmpty()) {
        names.add("_c" + i);
      } else {
        names.add(counts.getOrDefault(text.toLowerCase(Locale.ROOT), 1) > 1 ? text + i : text);
      }
    }
    return names;
  }

  private void inferTypes(List<String> paths, List<String> names) {
    boolean whole = options.sampleRows() < 0;
    int step = whole ? 1 : Math.max(1, paths.size() / MOST_OTHER_FILES);
    complete = step == 1;
    for (int i = 0; i < paths.size(); i += step) {
      CsvFile file = CsvFile.of(paths.get(i), options, names, allocator);
      long end = inferFrom(file, whole);
      if (!file.streamed() && end < file.size()) {
        inferStretches(file, end);
      }
    }
  }

  /** Takes records from the beginning on; returns where it stopped. */
  private long inferFrom(CsvFile file, boolean whole) {
    long offset = file.starts().dataStart();
    int left = whole ? Integer.MAX_VALUE : options.sampleRows();
    int bytes = whole ? WHOLE : HEAD;
    while (true) {
      try (CsvSample sample = CsvSample.read(file.path(), options.charset(), offset, bytes);
          var records = new SampleRecords(sample, file.dialect(), 0)) {
        int end = 0;
        while (left > 0 && records.advance()) {
          take(records, file.dialect());
          end = records.recordEnd();
          left = whole ? left : left - 1;
        }
        offset += end;
        if (sample.isComplete() && (end == sample.limit() || left > 0)) {
          return Math.max(offset, file.size());
        }
        if (left == 0) {
          complete = false;
          return offset;
        }
        if (end == 0) {
          if (bytes > Integer.MAX_VALUE / 8) {
            complete = false;
            return file.size();
          }
          bytes *= 4;
        }
      }
    }
  }

  /**
   * Takes stretches of the rest of the file; one whose records do not have the expected number of
   * fields began inside of a text and does not count.
   */
  private void inferStretches(CsvFile file, long from) {
    complete = false;
    long rest = file.size() - from;
    for (int i = 1; i <= STRETCHES; i++) {
      long offset = Math.max(from, from + rest * i / STRETCHES - STRETCH);
      try (CsvSample sample = CsvSample.read(file.path(), options.charset(), offset, STRETCH + 1)) {
        int start = 0;
        while (start < sample.limit()
            && Memory.getByte(sample.base() + start) != file.dialect().newline()) {
          start++;
        }
        if (start + 1 < sample.limit() && isRegular(sample, file.dialect(), start + 1)) {
          try (var records = new SampleRecords(sample, file.dialect(), start + 1)) {
            while (records.advance()) {
              take(records, file.dialect());
            }
          }
        }
      }
    }
  }

  private boolean isRegular(CsvSample sample, CsvDialect dialect, int start) {
    try (var records = new SampleRecords(sample, dialect, start)) {
      while (records.advance()) {
        if (records.isIrregular() || records.fieldCount() != columns.size()) {
          return false;
        }
      }
    }
    return true;
  }

  private void take(SampleRecords records, CsvDialect dialect) {
    arena.reset();
    var field = new FieldText(options.withDialect(dialect), arena);
    for (int i = 0; i < Math.min(columns.size(), records.fieldCount()); i++) {
      if (field.read(records.fieldAddress(i), records.fieldLength(i)) && field.length() > 0) {
        columns.get(i).add(field.address(), field.length());
      }
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
