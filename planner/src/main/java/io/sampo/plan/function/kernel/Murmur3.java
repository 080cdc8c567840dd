package io.sampo.plan.function.kernel;

/**
 * Murmur3 of 32 bits, in the variant that Spark uses: the bytes behind the last whole word are
 * mixed in one by one, as signed numbers.
 */
final class Murmur3 {
  private static final int C1 = 0xcc9e2d51;
  private static final int C2 = 0x1b873593;

  private Murmur3() {}

  static int hashInt(int value, int seed) {
    return finish(mix(seed, scramble(value)), Integer.BYTES);
  }

  static int hashLong(long value, int seed) {
    int hash = mix(seed, scramble((int) value));
    return finish(mix(hash, scramble((int) (value >>> 32))), Long.BYTES);
  }

  static int hashBytes(byte[] bytes, int seed) {
    int hash = seed;
    int words = bytes.length & ~3;
    for (int i = 0; i < words; i += Integer.BYTES) {
      int word =
          bytes[i] & 0xFF
              | (bytes[i + 1] & 0xFF) << 8
              | (bytes[i + 2] & 0xFF) << 16
              | bytes[i + 3] << 24;
      hash = mix(hash, scramble(word));
    }
    for (int i = words; i < bytes.length; i++) {
      hash = mix(hash, scramble(bytes[i]));
    }
    return finish(hash, bytes.length);
  }

  private static int scramble(int word) {
    return Integer.rotateLeft(word * C1, 15) * C2;
  }

  private static int mix(int hash, int word) {
    return Integer.rotateLeft(hash ^ word, 13) * 5 + 0xe6546b64;
  }

  private static int finish(int hash, int length) {
    int mixed = hash ^ length;
    mixed = (mixed ^ mixed >>> 16) * 0x85ebca6b;
    mixed = (mixed ^ mixed >>> 13) * 0xc2b2ae35;
    return mixed ^ mixed >>> 16;
  }
}
