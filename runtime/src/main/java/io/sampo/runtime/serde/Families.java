package io.sampo.runtime.serde;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Derives from root classes all that they can hold. */
final class Families {
  private static final int FINGERPRINT_BYTES = 8;

  /** What stands for itself: a serializer of its own writes it. */
  private final Set<Class<?>> known;

  /** Interfaces whose implementations other roots lead to. */
  private final Set<Class<?>> open;

  private final SortedMap<String, Class<?>> found = new TreeMap<>();

  Families(Set<Class<?>> known, Set<Class<?>> open) {
    this.known = known;
    this.open = open;
  }

  /** The roots that every module on the class path names. */
  static List<Class<?>> roots() {
    return ServiceLoader.load(SerializedFamilies.class, Families.class.getClassLoader()).stream()
        .flatMap(provider -> provider.get().roots().stream())
        .distinct()
        .toList();
  }

  /** All records, enums and arrays below the roots, sorted by name. */
  Collection<Class<?>> derive(List<Class<?>> roots) {
    roots.forEach(root -> visit(root, root.getName()));
    return found.values();
  }

  private void visit(Type type, String path) {
    switch (type) {
      case Class<?> plain -> visitClass(plain, path);
      case ParameterizedType generic -> {
        visit(generic.getRawType(), path);
        for (Type argument : generic.getActualTypeArguments()) {
          visit(argument, path);
        }
      }
      case WildcardType wildcard ->
          Arrays.stream(wildcard.getUpperBounds()).forEach(bound -> visit(bound, path));
      case TypeVariable<?> variable ->
          Arrays.stream(variable.getBounds()).forEach(bound -> visit(bound, path));
      case GenericArrayType array -> visit(array.getGenericComponentType(), path);
      default -> throw new IllegalStateException(path + " is of the unknown kind " + type);
    }
  }

  private void visitClass(Class<?> type, String path) {
    if (type.isPrimitive() || known.contains(type) || open.contains(type)) {
      return;
    }
    if (found.containsKey(type.getName())) {
      return;
    }
    if (type.isArray()) {
      found.put(type.getName(), type);
      visit(type.getComponentType(), path);
    } else if (type.isEnum()) {
      found.put(type.getName(), type);
    } else if (type.isRecord()) {
      found.put(type.getName(), type);
      for (RecordComponent component : type.getRecordComponents()) {
        visit(component.getGenericType(), type.getName() + "." + component.getName());
      }
    } else if (type.isSealed()) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        visit(permitted, path);
      }
    } else {
      throw new IllegalStateException(
          path + " holds " + type.getName() + ", which is no record, enum or sealed family");
    }
  }

  /**
   * Equal in two processes exactly when their classes have the same names, components and
   * constants.
   */
  static String fingerprint(Collection<Class<?>> classes) {
    var text = new StringBuilder();
    for (Class<?> type : classes) {
      text.append(type.getName());
      if (type.isRecord()) {
        for (RecordComponent component : type.getRecordComponents()) {
          text.append(' ').append(component.getName());
          text.append(':').append(component.getGenericType().getTypeName());
        }
      } else if (type.isEnum()) {
        text.append(' ').append(Arrays.toString(type.getEnumConstants()));
      }
      text.append('\n');
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
