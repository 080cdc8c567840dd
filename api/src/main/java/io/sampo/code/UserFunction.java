package io.sampo.code;

import io.sampo.types.DataType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * A function that a program brings along.
 *
 * @param name for people, and for SQL where it is registered
 * @param body what is called
 * @param type of the result
 * @param deterministic whether equal arguments give equal results
 * @param classes the program's classes that the body needs, by name
 */
public record UserFunction(
    String name,
    FunctionBody body,
    DataType type,
    boolean deterministic,
    Map<String, byte[]> classes) {
  private static final int ID_BYTES = 8;

  public UserFunction {
    classes = Map.copyOf(classes);
  }

  /** The same under another name. */
  public UserFunction named(String other) {
    return new UserFunction(other, body, type, deterministic, classes);
  }

  /** How many bytes it takes, about. */
  public long bytes() {
    long own =
        switch (body) {
          case FunctionBody.Serialized(byte[] bytes) -> bytes.length;
          case FunctionBody.OfClass(String className) -> className.length();
        };
    return own + classes.values().stream().mapToLong(bytes -> bytes.length).sum();
  }

  /** Functions with the same name and code have the same id, others have not. */
  public String id() {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    switch (body) {
      case FunctionBody.Serialized(byte[] bytes) -> digest.update(bytes);
      case FunctionBody.OfClass(String className) ->
          digest.update(className.getBytes(StandardCharsets.UTF_8));
    }
    digest.update(type.sql().getBytes(StandardCharsets.UTF_8));
    new TreeMap<>(classes)
        .forEach((className, bytes) -> {
          digest.update(className.getBytes(StandardCharsets.UTF_8));
          digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
          digest.update(bytes);
        });
    return name + "@" + HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
  }
}
