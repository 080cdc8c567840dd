package io.sampo.runtime.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.codegen.vector.Memory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodecTest {
  private static final int GUARD = 32;

  static Stream<Codec> codecs() {
    return Stream.of(Codec.NONE, Codec.SNAPPY, Codec.ZSTD, Codec.GZIP, Codec.LZ4, Codec.LZ4_HADOOP);
  }

  private static byte[] data(int size, int range) {
    var random = new Random(size);
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) random.nextInt(range);
    }
    return bytes;
  }

  private static long place(Arena arena, byte[] bytes) {
    long at = arena.allocate(Math.max(1, bytes.length)).address();
    Memory.copyFrom(bytes, 0, at, bytes.length);
    return at;
  }

  private static byte[] compress(Codec codec, byte[] bytes) throws CompressionException {
    try (Arena arena = Arena.ofConfined()) {
      long room = codec.maxCompressedBytes(bytes.length);
      long to = arena.allocate(Math.max(1, room)).address();
      byte[] result = new byte[(int) codec.compress(place(arena, bytes), bytes.length, to, room)];
      Memory.copyTo(to, result, 0, result.length);
      return result;
    }
  }

  /** Decompresses between guards and sees to it that they stay as they were. */
  private static byte[] decompress(Codec codec, byte[] bytes, int size)
      throws CompressionException {
    try (Arena arena = Arena.ofConfined()) {
      long memory = arena.allocate(size + 2L * GUARD).address();
      Memory.fill(memory, size + 2L * GUARD, (byte) 0x5A);
      try {
        codec.decompress(place(arena, bytes), bytes.length, memory + GUARD, size);
      } finally {
        for (int i = 0; i < GUARD; i++) {
          assertThat(Memory.getByte(memory + i)).isEqualTo((byte) 0x5A);
          assertThat(Memory.getByte(memory + GUARD + size + i)).isEqualTo((byte) 0x5A);
        }
      }
      byte[] result = new byte[size];
      Memory.copyTo(memory + GUARD, result, 0, size);
      return result;
    }
  }

  @ParameterizedTest
  @MethodSource("codecs")
  void givesBackWhatItCompressed(Codec codec) throws CompressionException {
    for (int size : new int[] {0, 1, 100, 70_000}) {
      for (int range : new int[] {1, 3, 256}) {
        byte[] bytes = data(size, range);
        byte[] compressed = compress(codec, bytes);
        assertThat(decompress(codec, compressed, size)).isEqualTo(bytes);
        assertThat(codec.maxDecompressedBytes(compressed.length)).isGreaterThanOrEqualTo(size);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("codecs")
  void refusesAnotherSize(Codec codec) throws CompressionException {
    byte[] compressed = compress(codec, data(1000, 3));
    assertThatThrownBy(() -> decompress(codec, compressed, 999))
        .isInstanceOf(CompressionException.class);
    assertThatThrownBy(() -> decompress(codec, compressed, 1001))
        .isInstanceOf(CompressionException.class);
  }

  @ParameterizedTest
  @MethodSource("codecs")
  void staysWithinBoundsWhateverTheBytes(Codec codec) throws CompressionException {
    byte[] compressed = compress(codec, data(2000, 5));
    for (long seed = 0; seed < 300; seed++) {
      var random = new Random(seed);
      byte[] damaged =
          random.nextBoolean()
              ? compressed.clone()
              : Arrays.copyOf(compressed, random.nextInt(compressed.length));
      for (int i = 0; i < 3 && damaged.length > 0; i++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        decompress(codec, damaged, 2000);
      } catch (CompressionException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
  }

  @Test
  void readsGzipOfSeveralMembers() throws IOException {
    byte[] first = data(500, 3);
    byte[] second = data(300, 256);
    var stream = new ByteArrayOutputStream();
    for (byte[] part : new byte[][] {first, second}) {
      try (var gzip = new GZIPOutputStream(stream)) {
        gzip.write(part);
      }
    }
    byte[] both = Arrays.copyOf(first, 800);
    System.arraycopy(second, 0, both, 500, 300);
    assertThat(decompress(Codec.GZIP, stream.toByteArray(), 800)).isEqualTo(both);
  }

  @Test
  void readsRawBlocksLabelledAsHadoopsLz4() throws CompressionException {
    byte[] bytes = data(1000, 3);
    assertThat(decompress(Codec.LZ4_HADOOP, compress(Codec.LZ4, bytes), 1000)).isEqualTo(bytes);
  }
}
