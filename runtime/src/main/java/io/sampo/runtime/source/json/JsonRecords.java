package io.sampo.runtime.source.json;

import io.sampo.codegen.vector.Memory;
import io.sampo.runtime.source.text.LineChunks;

/**
 * Finds the records of a chunk: each line that is not blank is one, or if it is an array each of
 * its elements; with {@code multiline} each value of the file, or each element of an array. The
 * cursor stands at the record's value. Used by one thread.
 */
final class JsonRecords {
  private final JsonCursor cursor;
  private final boolean multiLine;

  private long next;
  private long limit;
  private long recordStart;
  private long recordEnd;
  private boolean inArray;

  JsonRecords(JsonCursor cursor, boolean multiLine) {
    this.cursor = cursor;
    this.multiLine = multiLine;
  }

  void open(LineChunks chunks) {
    open(chunks.base(), chunks.limit());
    if (chunks.fileOffset() == 0
        && limit - next >= 3
        && (Memory.getInt(next) & 0xFFFFFF) == 0xBFBBEF) {
      next += 3;
    }
  }

  void open(long address, long end) {
    next = address;
    limit = end;
    inArray = false;
  }

  /** The first byte of the current record's text: its line, or with multiline its value. */
  long recordStart() {
    return recordStart;
  }

  /** Behind the current record's text. */
  long recordEnd() {
    return recordEnd;
  }

  /**
   * Moves to the next record; false at the chunk's end.
   *
   * @throws JsonSyntaxException if there is none where one must be; then {@link #skipRest} must be
   *     called
   */
  boolean advance() {
    if (inArray) {
      if (cursor.more(']')) {
        return true;
      }
      inArray = false;
      finishLine();
    }
    while (startText()) {
      if (!cursor.take('[')) {
        return true;
      }
      if (!cursor.take(']')) {
        inArray = true;
        return true;
      }
      finishLine();
    }
    return false;
  }

  private boolean startText() {
    if (multiLine) {
      cursor.open(next, limit);
      recordStart = next;
      recordEnd = limit;
      return !cursor.atEnd();
    }
    while (next < limit) {
      long end = next;
      while (end < limit && Memory.getByte(end) != '\n') {
        end++;
      }
      recordStart = next;
      recordEnd = end > next && Memory.getByte(end - 1) == '\r' ? end - 1 : end;
      next = Math.min(limit, end + 1);
      cursor.open(recordStart, recordEnd);
      if (!cursor.atEnd()) {
        return true;
      }
    }
    return false;
  }

  /** Must be called when a record's value was read to its end. */
  void finishRecord() {
    if (!inArray) {
      finishLine();
    }
  }

  private void finishLine() {
    if (multiLine) {
      next = cursor.position();
    } else if (!cursor.atEnd()) {
      throw new JsonSyntaxException("something follows the record");
    }
  }

  /**
   * Leaves the text that a syntax error was found in: the line, or with multiline the rest of the
   * file.
   */
  void skipRest() {
    inArray = false;
    if (multiLine) {
      next = limit;
    }
  }
}
