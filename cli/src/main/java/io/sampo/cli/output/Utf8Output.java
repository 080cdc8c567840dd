package io.sampo.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A buffer of UTF-8 in front of a stream. Belongs to one thread. */
public final class Utf8Output {
  private static final int CAPACITY = 1 << 16;
  private static final int LONGEST_NUMBER = 20;
  private static final int LAST_ASCII = 0x7F;

  private final OutputStream stream;
  private final byte[] buffer = new byte[CAPACITY];
  private int size;

  public Utf8Output(OutputStream stream) {
    this.stream = stream;
  }

  void ascii(char character) {
    if (size == CAPACITY) {
      drain();
    }
    buffer[size++] = (byte) character;
  }

  public void text(String text) {
    int length = text.length();
    if (length > CAPACITY) {
      bytes(text.getBytes(StandardCharsets.UTF_8));
      return;
    }
    if (length > CAPACITY - size) {
      drain();
    }
    int at = size;
    for (int i = 0; i < length; i++) {
      char character = text.charAt(i);
      if (character > LAST_ASCII) {
        bytes(text.getBytes(StandardCharsets.UTF_8));
        return;
      }
      buffer[at++] = (byte) character;
    }
    size = at;
  }

  void number(long number) {
    if (number == Long.MIN_VALUE) {
      text(Long.toString(number));
      return;
    }
    if (CAPACITY - size < LONGEST_NUMBER) {
      drain();
    }
    long rest = Math.abs(number);
    int digits = 1;
    for (long power = 10; digits < LONGEST_NUMBER - 1 && rest >= power; power *= 10) {
      digits++;
    }
    if (number < 0) {
      buffer[size++] = '-';
    }
    for (int at = size + digits - 1; at >= size; at--) {
      buffer[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += digits;
  }

  void bytes(byte[] bytes) {
    if (bytes.length > CAPACITY - size) {
      drain();
    }
    if (bytes.length > CAPACITY) {
      write(bytes, bytes.length);
      return;
    }
    System.arraycopy(bytes, 0, buffer, size, bytes.length);
    size += bytes.length;
  }

  void repeat(char character, int times) {
    for (int i = 0; i < times; i++) {
      ascii(character);
    }
  }

  /** Hands everything on. */
  public void flush() {
    drain();
    try {
      stream.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void drain() {
    int filled = size;
    // What could not be written is not tried again: the next flush must not fail a second time.
    size = 0;
    write(buffer, filled);
  }

  private void write(byte[] bytes, int length) {
    if (length == 0) {
      return;
    }
    try {
      stream.write(bytes, 0, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
