package io.sampo.runtime.serde;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/** Numbers of elements, believed only as far as the bytes that are left could hold them. */
final class Lengths {
  private Lengths() {}

  static void write(Output output, int length) {
    output.writeVarInt(length, true);
  }

  /**
   * @param bytesOfElement the fewest bytes that an element takes
   */
  static int read(Input input, int bytesOfElement) {
    int length = input.readVarInt(true);
    int left = input.limit() - input.position();
    if (length < 0 || (long) length * bytesOfElement > left) {
      throw new MalformedBytesException(length + " elements in " + left + " bytes");
    }
    return length;
  }

  /** Exactly so many bytes. */
  static byte[] bytes(Input input) {
    return input.readBytes(read(input, 1));
  }

  static void writeBytes(Output output, byte[] bytes) {
    write(output, bytes.length);
    output.writeBytes(bytes);
  }
}
