package io.sampo.runtime.usercode;

import io.sampo.types.DataType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.lang.invoke.SerializedLambda;
import java.util.Set;

/**
 * Reads a lambda with what it has captured. Bytes can make objects of the session's own classes and
 * of plain values of the JDK, and of nothing else that happens to be on the class path.
 */
final class BodyReader extends ObjectInputStream {
  private static final int DEEPEST = 100;

  private static final Set<String> PLAIN_PACKAGES =
      Set.of("java.lang", "java.util", "java.math", "java.time", "java.util.regex");

  private static final String TYPES = DataType.class.getPackageName();

  private final SessionClassLoader loader;

  private BodyReader(byte[] bytes, SessionClassLoader loader) throws IOException {
    super(new ByteArrayInputStream(bytes));
    this.loader = loader;
    setObjectInputFilter(this::check);
  }

  static Object read(byte[] bytes, SessionClassLoader loader)
      throws IOException, ClassNotFoundException {
    try (var reader = new BodyReader(bytes, loader)) {
      return reader.readObject();
    }
  }

  private ObjectInputFilter.Status check(ObjectInputFilter.FilterInfo info) {
    if (info.depth() > DEEPEST) {
      return ObjectInputFilter.Status.REJECTED;
    }
    Class<?> type = info.serialClass();
    while (type != null && type.isArray()) {
      type = type.getComponentType();
    }
    if (type == null || type.isPrimitive() || isAllowed(type)) {
      return ObjectInputFilter.Status.ALLOWED;
    }
    return ObjectInputFilter.Status.REJECTED;
  }

  private boolean isAllowed(Class<?> type) {
    // A lambda's class is made up by the class that holds it.
    return type.isHidden() && loader.has(type.getNestHost().getName())
        || type.equals(SerializedLambda.class)
        || loader.has(type.getName())
        || PLAIN_PACKAGES.contains(type.getPackageName())
        || type.getPackageName().equals(TYPES);
  }

  @Override
  protected Class<?> resolveClass(ObjectStreamClass description)
      throws IOException, ClassNotFoundException {
    try {
      return Class.forName(description.getName(), false, loader);
    } catch (ClassNotFoundException _) {
      return super.resolveClass(description);
    }
  }
}
