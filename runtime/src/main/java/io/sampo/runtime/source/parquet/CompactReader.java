package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.Memory;
import java.nio.charset.StandardCharsets;

/**
 * Reads Thrift's compact protocol from memory, just as much as page headers need. Allocates
 * nothing, so no size in the bytes can do harm.
 */
final class CompactReader {
  static final int STOP = 0;
  private static final int TRUE = 1;
  private static final int FALSE = 2;
  private static final int BYTE = 3;
  private static final int I16 = 4;
  private static final int I32 = 5;
  private static final int I64 = 6;
  private static final int DOUBLE = 7;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int SET = 10;
  private static final int MAP = 11;
  private static final int STRUCT = 12;
  private static final int MAX_DEPTH = 16;

  private long position;
  private long end;
  private int fieldId;
  private int type;

  void start(long address, long endAddress) {
    position = address;
    end = endAddress;
    fieldId = 0;
  }

  long position() {
    return position;
  }

  /** Enters a struct; returns what {@link #leave} wants back. */
  int enter() {
    int outer = fieldId;
    fieldId = 0;
    return outer;
  }

  void leave(int outer) {
    fieldId = outer;
  }

  /** Moves to the next field of the struct; its id, or 0 at the end. */
  int next() {
    int head = readByte() & 0xFF;
    type = head & 15;
    if (type == STOP) {
      return STOP;
    }
    int delta = head >>> 4;
    fieldId = delta == 0 ? (short) zigzag() : fieldId + delta;
    if (fieldId <= 0) {
      throw new MalformedException("a header with field " + fieldId);
    }
    return fieldId;
  }

  boolean readBoolean() {
    if (type != TRUE && type != FALSE) {
      throw wrongType();
    }
    return type == TRUE;
  }

  /** An integer of up to 32 bits. */
  int readInt() {
    if (type == BYTE) {
      return readByte();
    }
    if (type != I32 && type != I16) {
      throw wrongType();
    }
    return (int) zigzag();
  }

  long readLong() {
    if (type != I64) {
      throw wrongType();
    }
    return zigzag();
  }

  byte[] readBytes() {
    if (type != BINARY) {
      throw wrongType();
    }
    long count = varint();
    if (count < 0 || count > end - position) {
      throw truncated();
    }
    byte[] bytes = new byte[(int) count];
    Memory.copyTo(position, bytes, 0, bytes.length);
    position += count;
    return bytes;
  }

  String readText() {
    return new String(readBytes(), StandardCharsets.UTF_8);
  }

  /** Enters a list of structs, each of which is entered and left by itself; their number. */
  int listOfStructs() {
    return list(STRUCT);
  }

  /** Enters a list of ints, to be read with {@link #readElement}; their number. */
  int listOfInts() {
    return list(I32);
  }

  /** Enters a list of 64-bit ints, to be read with {@link #readElement64}; their number. */
  int listOfLongs() {
    return list(I64);
  }

  /** Enters a list of byte strings, to be read with {@link #readElementBytes}; their number. */
  int listOfBytes() {
    return list(BINARY);
  }

  /** Enters a list of booleans, to be read with {@link #readElementBoolean}; their number. */
  int listOfBooleans() {
    return list(TRUE);
  }

  private int list(int elementType) {
    if (type != LIST) {
      throw wrongType();
    }
    int head = readByte() & 0xFF;
    long count = head >>> 4 == 15 ? varint() : head >>> 4;
    boolean fits =
        (head & 15) == elementType || (elementType == TRUE && (head & 15) == FALSE) || count == 0;
    if (!fits) {
      throw wrongType();
    }
    // Every element takes a byte at least.
    if (count < 0 || count > end - position) {
      throw truncated();
    }
    return (int) count;
  }

  int readElement() {
    return (int) zigzag();
  }

  long readElement64() {
    return zigzag();
  }

  byte[] readElementBytes() {
    type = BINARY;
    return readBytes();
  }

  boolean readElementBoolean() {
    return readByte() == TRUE;
  }

  void expectStruct() {
    if (type != STRUCT) {
      throw wrongType();
    }
  }

  /** Passes over the value of the field. */
  void skip() {
    skip(type, false, 0);
  }

  private void skip(int valueType, boolean element, int depth) {
    if (depth > MAX_DEPTH) {
      throw new MalformedException("a header nested too deeply");
    }
    switch (valueType) {
      case TRUE, FALSE -> position += element ? 1 : 0;
      case BYTE -> position++;
      case I16, I32, I64 -> varint();
      case DOUBLE -> position += 8;
      case BINARY -> skipBytes(varint());
      case LIST, SET -> skipList(depth);
      case MAP -> skipMap(depth);
      case STRUCT -> skipStruct(depth);
      default -> throw new MalformedException("a header with field type " + valueType);
    }
    if (position > end) {
      throw new MalformedException("a truncated page header");
    }
  }

  private void skipBytes(long count) {
    if (count < 0 || count > end - position) {
      throw new MalformedException("a truncated page header");
    }
    position += count;
  }

  private void skipList(int depth) {
    int head = readByte() & 0xFF;
    long count = head >>> 4 == 15 ? varint() : head >>> 4;
    for (long i = 0; i < count; i++) {
      skip(head & 15, true, depth + 1);
    }
  }

  private void skipMap(int depth) {
    long count = varint();
    int types = count == 0 ? 0 : readByte() & 0xFF;
    for (long i = 0; i < count; i++) {
      skip(types >>> 4, true, depth + 1);
      skip(types & 15, true, depth + 1);
    }
  }

  private void skipStruct(int depth) {
    while (true) {
      int head = readByte() & 0xFF;
      if ((head & 15) == STOP) {
        return;
      }
      if (head >>> 4 == 0) {
        varint();
      }
      skip(head & 15, false, depth + 1);
    }
  }

  private static MalformedException wrongType() {
    return new MalformedException("a header with a wrong field type");
  }

  private static MalformedException truncated() {
    return new MalformedException("a truncated header");
  }

  private byte readByte() {
    if (position >= end) {
      throw new MalformedException("a truncated page header");
    }
    return Memory.getByte(position++);
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = readByte();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new MalformedException("a number that does not end");
  }

  private long zigzag() {
    long value = varint();
    return value >>> 1 ^ -(value & 1);
  }
}
