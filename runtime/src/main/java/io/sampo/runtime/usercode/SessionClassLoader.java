package io.sampo.runtime.usercode;

import io.sampo.code.UserJar;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The classes and files that one session brings along, behind those of this process. Safe for use
 * by many threads.
 */
final class SessionClassLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private static final String CLASS = ".class";

  private final Map<String, byte[]> files = new HashMap<>();

  SessionClassLoader(ClassLoader parent) {
    super("session", parent);
  }

  /** Adds classes by name; those that are there already stay. */
  synchronized void add(Map<String, byte[]> classes) {
    classes.forEach((name, bytes) -> files.putIfAbsent(file(name), bytes));
  }

  /**
   * Adds what a jar holds.
   *
   * @throws SampoException when it is none
   */
  synchronized void add(UserJar jar) {
    try (var entries = new JarInputStream(new ByteArrayInputStream(jar.content()))) {
      for (JarEntry entry = entries.getNextJarEntry();
          entry != null;
          entry = entries.getNextJarEntry()) {
        if (!entry.isDirectory()) {
          files.putIfAbsent(entry.getName(), entries.readAllBytes());
        }
      }
    } catch (IOException e) {
      throw new SampoException(
          ErrorCode.FAILED_READ_FILE,
          Map.of("format", "jar", "path", jar.name(), "details", e),
          null,
          e);
    }
  }

  /** Whether the session brought a class of that name. */
  synchronized boolean has(String className) {
    return files.containsKey(file(className));
  }

  private static String file(String className) {
    return className.replace('.', '/') + CLASS;
  }

  private synchronized byte @Nullable [] bytes(String name) {
    return files.get(name);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = bytes(file(name));
    if (bytes == null) {
      throw new ClassNotFoundException(
          name + " is neither among the function's own classes nor in a jar of the session");
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    InputStream outer = super.getResourceAsStream(name);
    byte[] own = outer == null ? bytes(name) : null;
    return own == null ? outer : new ByteArrayInputStream(own);
  }
}
