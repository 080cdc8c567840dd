package io.sampo.runtime.source.csv;

import io.sampo.codegen.vector.Memory;
import java.lang.foreign.Arena;

/** Walks over the records of a sample, leaving out blank lines and comments. Used by one thread. */
final class SampleRecords implements AutoCloseable {
  private final Arena arena = Arena.ofConfined();
  private final CsvSample sample;
  private final CsvDialect dialect;
  private final RecordScanner scanner;
  private final long separators;

  private int start;
  private int next;
  private int fields;

  SampleRecords(CsvSample sample, CsvDialect dialect, int from) {
    this.sample = sample;
    this.dialect = dialect;
    this.scanner = new RecordScanner(dialect);
    this.separators = arena.allocate(4L * (sample.limit() + 2L), 8).address();
    this.next = from;
  }

  /** Moves to the next whole record; false at the end. */
  boolean advance() {
    while (next < sample.limit()) {
      start = next;
      int end = scanner.scan(sample.base(), start, sample.limit(), separators, sample.isComplete());
      if (end == RecordScanner.UNFINISHED) {
        return false;
      }
      next = end;
      fields = scanner.separatorCount();
      if (fields > 1 || !isSkipped()) {
        return true;
      }
    }
    return false;
  }

  private boolean isSkipped() {
    if (dialect.comment() != CsvDialect.NONE
        && Memory.getByte(sample.base() + start) == dialect.comment()) {
      return true;
    }
    for (int at = start; at < Memory.getInt(separators); at++) {
      byte b = Memory.getByte(sample.base() + at);
      if (b < 0 || b > ' ') {
        return false;
      }
    }
    return true;
  }

  /** How many fields the record has. */
  int fieldCount() {
    return fields;
  }

  /** The offset of the record's first byte. */
  int recordStart() {
    return start;
  }

  /** The offset behind the record's newline. */
  int recordEnd() {
    return Math.min(next, sample.limit());
  }

  /** Whether a quote of the record is out of place. */
  boolean isIrregular() {
    return scanner.isIrregular() || scanner.isUnterminated();
  }

  /** The address of a field's raw bytes. */
  long fieldAddress(int field) {
    int before = field == 0 ? start - 1 : Memory.getInt(separators + 4L * (field - 1));
    return sample.base() + before + 1;
  }

  /** The number of a field's raw bytes, a carriage return at the line's end left out. */
  int fieldLength(int field) {
    long end = sample.base() + Memory.getInt(separators + 4L * field);
    long address = fieldAddress(field);
    if (field == fields - 1 && end > address && Memory.getByte(end - 1) == '\r') {
      end--;
    }
    return (int) (end - address);
  }

  @Override
  public void close() {
    arena.close();
  }
}
