package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.Memory;

/**
 * Loops that pick dictionary entries by code, and that spread dense values over rows with nulls
 * between them.
 */
final class Gathering {
  private Gathering() {}

  /** Writes {@code entries[codes[i]]} for each i. Codes are within the dictionary. */
  static void gather(long entries, long codes, int count, long to, int width) {
    switch (width) {
      case 1 -> gather1(entries, codes, count, to);
      case 2 -> gather2(entries, codes, count, to);
      case 4 -> gather4(entries, codes, count, to);
      case 8 -> gather8(entries, codes, count, to);
      case 16 -> gather16(entries, codes, count, to);
      default -> throw new IllegalArgumentException("width " + width);
    }
  }

  private static void gather1(long entries, long codes, int count, long to) {
    for (int i = 0; i < count; i++) {
      Memory.putByte(to + i, Memory.getByte(entries + Memory.getInt(codes + 4L * i)));
    }
  }

  private static void gather2(long entries, long codes, int count, long to) {
    for (int i = 0; i < count; i++) {
      Memory.putShort(to + 2L * i, Memory.getShort(entries + 2L * Memory.getInt(codes + 4L * i)));
    }
  }

  private static void gather4(long entries, long codes, int count, long to) {
    for (int i = 0; i < count; i++) {
      Memory.putInt(to + 4L * i, Memory.getInt(entries + 4L * Memory.getInt(codes + 4L * i)));
    }
  }

  private static void gather8(long entries, long codes, int count, long to) {
    for (int i = 0; i < count; i++) {
      Memory.putLong(to + 8L * i, Memory.getLong(entries + 8L * Memory.getInt(codes + 4L * i)));
    }
  }

  private static void gather16(long entries, long codes, int count, long to) {
    for (int i = 0; i < count; i++) {
      long entry = entries + 16L * Memory.getInt(codes + 4L * i);
      Memory.putLong(to + 16L * i, Memory.getLong(entry));
      Memory.putLong(to + 16L * i + 8, Memory.getLong(entry + 8));
    }
  }

  /** Writes {@code entries[codes[i]]} to row {@code rows[i]} for each i. */
  static void scatter(long entries, long codes, long rows, int count, long to, int width) {
    for (int i = 0; i < count; i++) {
      long entry = entries + (long) width * Memory.getInt(codes + 4L * i);
      copy(entry, to + (long) width * Memory.getInt(rows + 4L * i), width);
    }
  }

  /** Writes {@code entries[codes[row]]} to that row for each row of a list. */
  static void gatherAt(long entries, long codes, long rows, int count, long to, int width) {
    for (int i = 0; i < count; i++) {
      int row = Memory.getInt(rows + 4L * i);
      long entry = entries + (long) width * Memory.getInt(codes + 4L * row);
      copy(entry, to + (long) width * row, width);
    }
  }

  private static void copy(long from, long to, int width) {
    switch (width) {
      case 1 -> Memory.putByte(to, Memory.getByte(from));
      case 2 -> Memory.putShort(to, Memory.getShort(from));
      case 4 -> Memory.putInt(to, Memory.getInt(from));
      case 8 -> Memory.putLong(to, Memory.getLong(from));
      case 16 -> {
        Memory.putLong(to, Memory.getLong(from));
        Memory.putLong(to + 8, Memory.getLong(from + 8));
      }
      default -> throw new IllegalArgumentException("width " + width);
    }
  }

  /**
   * Moves {@code present} dense values to the rows whose bit is set, last first, and writes zeros
   * at the others.
   *
   * @param offset the index of the first row's bit
   */
  static void spread(long values, long validity, int offset, int rows, int present, int width) {
    switch (width) {
      case 1 -> spread1(values, validity, offset, rows, present);
      case 2 -> spread2(values, validity, offset, rows, present);
      case 4 -> spread4(values, validity, offset, rows, present);
      case 8 -> spread8(values, validity, offset, rows, present);
      case 16 -> spread16(values, validity, offset, rows, present);
      default -> throw new IllegalArgumentException("width " + width);
    }
  }

  private static void spread1(long values, long validity, int offset, int rows, int present) {
    int source = present - 1;
    for (int i = rows - 1; i > source; i--) {
      boolean set = Memory.getBit(validity, offset + i);
      Memory.putByte(values + i, set ? Memory.getByte(values + source) : 0);
      source -= set ? 1 : 0;
    }
  }

  private static void spread2(long values, long validity, int offset, int rows, int present) {
    int source = present - 1;
    for (int i = rows - 1; i > source; i--) {
      boolean set = Memory.getBit(validity, offset + i);
      Memory.putShort(values + 2L * i, set ? Memory.getShort(values + 2L * source) : 0);
      source -= set ? 1 : 0;
    }
  }

  private static void spread4(long values, long validity, int offset, int rows, int present) {
    int source = present - 1;
    for (int i = rows - 1; i > source; i--) {
      boolean set = Memory.getBit(validity, offset + i);
      Memory.putInt(values + 4L * i, set ? Memory.getInt(values + 4L * source) : 0);
      source -= set ? 1 : 0;
    }
  }

  private static void spread8(long values, long validity, int offset, int rows, int present) {
    int source = present - 1;
    for (int i = rows - 1; i > source; i--) {
      boolean set = Memory.getBit(validity, offset + i);
      Memory.putLong(values + 8L * i, set ? Memory.getLong(values + 8L * source) : 0);
      source -= set ? 1 : 0;
    }
  }

  private static void spread16(long values, long validity, int offset, int rows, int present) {
    int source = present - 1;
    for (int i = rows - 1; i > source; i--) {
      boolean set = Memory.getBit(validity, offset + i);
      long from = values + 16L * source;
      Memory.putLong(values + 16L * i, set ? Memory.getLong(from) : 0);
      Memory.putLong(values + 16L * i + 8, set ? Memory.getLong(from + 8) : 0);
      source -= set ? 1 : 0;
    }
  }
}
