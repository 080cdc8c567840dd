package io.sampo.runtime.source.csv;

import io.sampo.codegen.vector.Memory;
import io.sampo.plan.table.ColumnStatistics;
import io.sampo.plan.table.TableStatistics;
import io.sampo.runtime.source.text.ByteInput;
import io.sampo.runtime.source.text.SampledColumn;
import io.sampo.runtime.source.text.TextArena;
import io.sampo.runtime.source.text.ValueParser;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Estimates of row counts and columns from stretches spread over the files. The same files give the
 * same estimates. Used by one thread.
 */
final class CsvStatistics implements AutoCloseable {
  private static final int STRETCHES = 16;
  private static final int STRETCH = 1 << 14;
  private static final int WHOLE = STRETCHES * STRETCH;
  private static final int MOST_FILES = 16;

  /** A compressed file is taken to hold this many times its size. */
  private static final int COMPRESSION = 4;

  private final StructType schema;
  private final CsvOptions options;
  private final BufferAllocator allocator;
  private final TextArena arena;
  private final List<SampledColumn> columns = new ArrayList<>();
  private final int fields;
  private long sampledRecords;
  private long sampledBytes;

  CsvStatistics(StructType schema, CsvOptions options, BufferAllocator allocator) {
    this.schema = schema;
    this.options = options;
    this.allocator = allocator;
    this.arena = new TextArena(allocator);
    var parser = new ValueParser(options.forms());
    for (StructField field : schema.fields()) {
      if (!isCorruptColumn(field)) {
        columns.add(new SampledColumn(field.type(), parser));
      }
    }
    this.fields = columns.size();
  }

  private boolean isCorruptColumn(StructField field) {
    return field.name().equalsIgnoreCase(options.corruptColumn());
  }

  TableStatistics of(List<String> paths) {
    List<String> names =
        schema.fields().stream()
            .filter(field -> !isCorruptColumn(field))
            .map(StructField::name)
            .toList();
    int step = (paths.size() + MOST_FILES - 1) / MOST_FILES;
    long bytes = 0;
    double text = 0;
    for (int i = 0; i < paths.size(); i++) {
      CsvFile file = CsvFile.of(paths.get(i), options, names, allocator);
      bytes += file.size();
      text += file.size() * (ByteInput.isCompressed(file.path()) ? COMPRESSION : 1.0);
      if (i % step == 0) {
        sample(file, Math.min(paths.size(), MOST_FILES));
      }
    }
    double width = sampledRecords == 0 ? 1 : (double) sampledBytes / sampledRecords;
    double rows = sampledRecords == 0 ? 0 : Math.max(1, text / Math.max(1, width));
    Map<String, ColumnStatistics> known = new HashMap<>();
    int next = 0;
    for (StructField field : schema.fields()) {
      if (!isCorruptColumn(field)) {
        known.put(field.name(), columns.get(next++).statistics(rows));
      }
    }
    return new TableStatistics(OptionalLong.of(Math.round(rows)), false, bytes, known);
  }

  private void sample(CsvFile file, int files) {
    int stretches = Math.max(1, STRETCHES / files);
    long from = file.starts().dataStart();
    if (file.streamed() || file.size() - from <= WHOLE) {
      try (CsvSample head = CsvSample.read(file.path(), options.charset(), from, WHOLE)) {
        take(head, file.dialect(), 0, Math.max(1, head.limit() / STRETCHES));
      }
      return;
    }
    for (int i = 0; i < stretches; i++) {
      long offset = from + (file.size() - from - STRETCH) * i / Math.max(1, stretches - 1);
      int more = i == 0 ? 0 : 1;
      try (CsvSample sample =
          CsvSample.read(file.path(), options.charset(), offset - more, STRETCH + more)) {
        int start = i == 0 ? 0 : nextLine(sample, file.dialect());
        if (start < sample.limit() && isRegular(sample, file.dialect(), start)) {
          take(sample, file.dialect(), start, STRETCH);
        }
      }
    }
  }

  private static int nextLine(CsvSample sample, CsvDialect dialect) {
    int at = 0;
    while (at < sample.limit() && Memory.getByte(sample.base() + at) != dialect.newline()) {
      at++;
    }
    return at + 1;
  }

  /** One whose records do not have the expected number of fields began inside of a text. */
  private boolean isRegular(CsvSample sample, CsvDialect dialect, int start) {
    try (var records = new SampleRecords(sample, dialect, start)) {
      while (records.advance()) {
        if (records.isIrregular() || records.fieldCount() != fields) {
          return false;
        }
      }
    }
    return true;
  }

  private void take(CsvSample sample, CsvDialect dialect, int start, int stretch) {
    var field = new FieldText(options.withDialect(dialect), arena);
    int end = start;
    int stretchEnd = start + stretch;
    try (var records = new SampleRecords(sample, dialect, start)) {
      while (records.advance()) {
        arena.reset();
        for (int i = 0; i < fields; i++) {
          if (i < records.fieldCount()
              && field.read(records.fieldAddress(i), records.fieldLength(i))) {
            columns.get(i).add(field.address(), field.length());
          } else {
            columns.get(i).addNull();
          }
        }
        sampledRecords++;
        end = records.recordEnd();
        if (end >= stretchEnd) {
          columns.forEach(SampledColumn::endStretch);
          stretchEnd = end + stretch;
        }
      }
    }
    columns.forEach(SampledColumn::endStretch);
    sampledBytes += end - start;
  }

  @Override
  public void close() {
    arena.close();
  }
}
