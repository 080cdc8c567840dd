package io.sampo.code;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.types.DataType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.security.CodeSource;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns lambdas into functions that other processes can evaluate: the object with what it has
 * captured, and the classes it needs. Those are the class that holds the lambda and all that it
 * names, as far as they come from the same jar or folder; others must be in jars of the session.
 */
public final class CapturedCode {
  private CapturedCode() {}

  /**
   * Captures a lambda as it is now.
   *
   * @param name for people
   * @throws SampoException when it, or what it has captured, cannot be serialized
   */
  public static UserFunction of(
      String name, Serializable lambda, DataType type, boolean deterministic) {
    return new UserFunction(
        name,
        new FunctionBody.Serialized(serialized(name, lambda)),
        type,
        deterministic,
        classes(lambda.getClass()));
  }

  private static byte[] serialized(String name, Serializable lambda) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(lambda);
    } catch (IOException e) {
      throw new SampoException(
          ErrorCode.INVALID_ARGUMENT,
          Map.of(
              "parameter",
              "function",
              "value",
              name,
              "details",
              "it cannot be serialized, perhaps for what it has captured: " + e),
          null,
          e);
    }
    return bytes.toByteArray();
  }

  /** The class of a lambda is made up; the one that holds it is its host. */
  private static Map<String, byte[]> classes(Class<?> body) {
    Class<?> start = body.isHidden() ? body.getNestHost() : body;
    ClassLoader loader = start.getClassLoader();
    CodeSource source = source(start);
    var found = new LinkedHashMap<String, byte[]>();
    if (loader == null || source == null) {
      return found;
    }
    var open = new ArrayDeque<Class<?>>();
    open.add(start);
    while (!open.isEmpty()) {
      Class<?> next = open.remove();
      byte[] bytes = found.containsKey(next.getName()) ? null : bytes(next);
      if (bytes == null) {
        continue;
      }
      found.put(next.getName(), bytes);
      for (PoolEntry entry : ClassFile.of().parse(bytes).constantPool()) {
        if (entry instanceof ClassEntry named) {
          Class<?> other = load(named.asInternalName(), loader);
          if (other != null && source.equals(source(other))) {
            open.add(other);
          }
        }
      }
    }
    return found;
  }

  private static @Nullable CodeSource source(Class<?> type) {
    return type.getProtectionDomain().getCodeSource();
  }

  private static @Nullable Class<?> load(String internalName, ClassLoader loader) {
    if (internalName.startsWith("[")) {
      return null;
    }
    try {
      return Class.forName(internalName.replace('/', '.'), false, loader);
    } catch (ClassNotFoundException | LinkageError _) {
      return null;
    }
  }

  private static byte @Nullable [] bytes(Class<?> type) {
    String file = type.getName().replace('.', '/') + ".class";
    ClassLoader loader = type.getClassLoader();
    try (InputStream in = loader == null ? null : loader.getResourceAsStream(file)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException _) {
      return null;
    }
  }
}
