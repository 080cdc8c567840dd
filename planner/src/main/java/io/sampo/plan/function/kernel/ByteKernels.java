package io.sampo.plan.function.kernel;

import java.util.Arrays;

/** Functions of text over bytes; positions and lengths count bytes, from 1. */
public final class ByteKernels {
  private ByteKernels() {}

  public static byte[] left(byte[] bytes, int length) {
    return Arrays.copyOf(bytes, Math.clamp(length, 0, bytes.length));
  }

  public static byte[] right(byte[] bytes, int length) {
    int kept = Math.clamp(length, 0, bytes.length);
    return Arrays.copyOfRange(bytes, bytes.length - kept, bytes.length);
  }

  public static byte[] reverse(byte[] bytes) {
    var reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }

  public static byte[] lpad(byte[] bytes, int length) {
    return lpad(bytes, length, new byte[1]);
  }

  public static byte[] lpad(byte[] bytes, int length, byte[] pad) {
    return joined(padding(bytes, length, pad), left(bytes, length));
  }

  public static byte[] rpad(byte[] bytes, int length) {
    return rpad(bytes, length, new byte[1]);
  }

  public static byte[] rpad(byte[] bytes, int length, byte[] pad) {
    return joined(left(bytes, length), padding(bytes, length, pad));
  }

  private static byte[] padding(byte[] bytes, int length, byte[] pad) {
    var padding = new byte[pad.length == 0 ? 0 : Math.max(0, length - bytes.length)];
    for (int i = 0; i < padding.length; i++) {
      padding[i] = pad[i % pad.length];
    }
    return padding;
  }

  public static byte[] overlay(byte[] bytes, byte[] replacement, int position) {
    return overlay(bytes, replacement, position, -1);
  }

  /**
   * @param length of the replaced part; below 0 that of the replacement
   */
  public static byte[] overlay(byte[] bytes, byte[] replacement, int position, int length) {
    int start = Math.clamp(position - 1L, 0, bytes.length);
    long replaced = length < 0 ? replacement.length : length;
    int end = Math.clamp(position - 1 + replaced, start, bytes.length);
    return joined(
        Arrays.copyOf(bytes, start),
        joined(replacement, Arrays.copyOfRange(bytes, end, bytes.length)));
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
