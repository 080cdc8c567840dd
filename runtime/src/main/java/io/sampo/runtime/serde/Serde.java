package io.sampo.runtime.serde;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Values to bytes and back. A copy equals its original; functions, kernels and tables of the copy
 * are those of the reading process. The bytes begin with a checksum. Safe for use by many threads.
 */
public final class Serde {
  private static final int CHECKSUM_BYTES = 4;
  private static final int FIRST_BUFFER = 512;

  private final Registrations registrations;
  private final ConcurrentLinkedQueue<RegisteredKryo> idle = new ConcurrentLinkedQueue<>();

  Serde(Registrations registrations) {
    this.registrations = registrations;
  }

  private static final class Holder {
    static final Serde STANDARD =
        new Serde(Registrations.of(Families.roots(), ActorReferences.NONE));
  }

  /** With the registrations of all modules on the class path; for values without actors in them. */
  public static Serde standard() {
    return Holder.STANDARD;
  }

  /** With references to actors. */
  static Serde of(ActorReferences references) {
    return new Serde(Registrations.of(Families.roots(), references));
  }

  /** With other roots than the class path's. */
  static Serde of(List<Class<?>> roots) {
    return new Serde(Registrations.of(roots, ActorReferences.NONE));
  }

  /**
   * Sixteen characters that are the same in two processes exactly when they register the same
   * classes. Processes compare them before anything else, with {@link #requireSame}.
   */
  public String fingerprint() {
    return registrations.fingerprint();
  }

  /**
   * Refuses another build.
   *
   * @param other the other side's fingerprint
   * @param peer how to name the other side
   * @throws SampoException MISMATCHED_BUILD when the fingerprints differ
   */
  public void requireSame(String other, String peer) {
    if (!other.equals(fingerprint())) {
      throw new SampoException(
          ErrorCode.MISMATCHED_BUILD, Map.of("peer", peer, "theirs", other, "ours", fingerprint()));
    }
  }

  /**
   * The bytes of a value.
   *
   * @throws SampoException INTERNAL_ERROR when it holds something that is not registered
   */
  public byte[] write(@Nullable Object value) {
    RegisteredKryo kryo = take();
    var output = new Output(FIRST_BUFFER, -1);
    output.writeInt(0);
    try {
      kryo.writeClassAndObject(output, value);
    } catch (KryoException | UnregisteredClassException | StackOverflowError e) {
      throw unwritable(value, e);
    }
    idle.add(kryo);
    byte[] bytes = output.toBytes();
    int checksum = checksum(bytes, 0, bytes.length);
    for (int i = 0; i < CHECKSUM_BYTES; i++) {
      bytes[i] = (byte) (checksum >> 8 * i);
    }
    return bytes;
  }

  /** As {@link #read(byte[], int, int)}, of the whole array. */
  public @Nullable Object read(byte[] bytes) {
    return read(bytes, 0, bytes.length);
  }

  /**
   * The value of some bytes.
   *
   * @throws SampoException MALFORMED_MESSAGE when these are not the bytes that were written
   */
  public @Nullable Object read(byte[] bytes, int offset, int length) {
    if (length < CHECKSUM_BYTES) {
      throw malformed(length, "it is cut off", null);
    }
    int stored = 0;
    for (int i = 0; i < CHECKSUM_BYTES; i++) {
      stored |= (bytes[offset + i] & 0xFF) << 8 * i;
    }
    if (stored != checksum(bytes, offset, length)) {
      throw malformed(length, "its checksum is wrong", null);
    }
    return readUnchecked(bytes, offset, length);
  }

  /** As {@link #read(byte[])}, for a value that must be of the class. */
  public <T> T read(byte[] bytes, Class<T> type) {
    Object value = read(bytes);
    if (!type.isInstance(value)) {
      throw malformed(bytes.length, "it holds no " + type.getSimpleName(), null);
    }
    return type.cast(value);
  }

  /** Reads whatever the checksum says: any bytes give a value or MALFORMED_MESSAGE. */
  @Nullable Object readUnchecked(byte[] bytes, int offset, int length) {
    RegisteredKryo kryo = take();
    var input = new Input(bytes, offset + CHECKSUM_BYTES, length - CHECKSUM_BYTES);
    Object value;
    try {
      value = kryo.readClassAndObject(input);
    } catch (RuntimeException e) {
      kryo.reset();
      idle.add(kryo);
      throw malformed(length, String.valueOf(e.getMessage()), e);
    } catch (StackOverflowError e) {
      throw malformed(length, "it is too deep", e);
    }
    idle.add(kryo);
    if (input.position() != input.limit()) {
      throw malformed(length, "bytes are left over", null);
    }
    return value;
  }

  private RegisteredKryo take() {
    RegisteredKryo kryo = idle.poll();
    return kryo == null ? new RegisteredKryo(registrations) : kryo;
  }

  private static int checksum(byte[] bytes, int offset, int length) {
    var checksum = new CRC32C();
    checksum.update(bytes, offset + CHECKSUM_BYTES, length - CHECKSUM_BYTES);
    return (int) checksum.getValue();
  }

  private static SampoException unwritable(@Nullable Object value, Throwable cause) {
    Throwable root = cause;
    while (root instanceof KryoException && root.getCause() != null) {
      root = root.getCause();
    }
    if (root instanceof SampoException known) {
      return known;
    }
    String type = value == null ? "null" : value.getClass().getName();
    return SampoException.internal(
        "a " + type + " cannot be written: " + firstLine(root.getMessage()), cause);
  }

  private static SampoException malformed(int bytes, String details, @Nullable Throwable cause) {
    return new SampoException(
        ErrorCode.MALFORMED_MESSAGE,
        Map.of("bytes", bytes, "details", firstLine(details)),
        null,
        cause);
  }

  private static String firstLine(@Nullable String text) {
    return text == null ? "no details" : text.lines().findFirst().orElse("");
  }
}
