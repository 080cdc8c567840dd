package io.sampo.runtime.serde;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists, sets, maps, optional values and arrays. Copies cannot be changed and keep the order. */
final class CollectionSerializers {
  private CollectionSerializers() {}

  /** The serializers by the interface or class that stands for them. */
  static Map<Class<?>, Serializer<?>> all() {
    return Map.of(
        List.class,
        new Lists(),
        Set.class,
        new Sets(),
        Map.class,
        new Maps(),
        Optional.class,
        new Optionals(),
        Object[].class,
        new ObjectArrays(Object.class));
  }

  /** A serializer for arrays of this class. */
  static Serializer<?> array(Class<?> array) {
    return array.getComponentType().isPrimitive()
        ? new PrimitiveArrays(array.getComponentType())
        : new ObjectArrays(array.getComponentType());
  }

  private static void writeAll(Kryo kryo, Output output, Collection<?> values) {
    Lengths.write(output, values.size());
    for (Object value : values) {
      kryo.writeClassAndObject(output, value);
    }
  }

  private static @Nullable Object[] readAll(Kryo kryo, Input input) {
    var values = new Object[Lengths.read(input, 1)];
    for (int i = 0; i < values.length; i++) {
      values[i] = kryo.readClassAndObject(input);
    }
    return values;
  }

  private static final class Lists extends Serializer<List<?>> {
    @Override
    public void write(Kryo kryo, Output output, List<?> values) {
      writeAll(kryo, output, values);
    }

    @Override
    public List<?> read(Kryo kryo, Input input, Class<? extends List<?>> type) {
      @Nullable Object[] values = readAll(kryo, input);
      for (Object value : values) {
        if (value == null) {
          return Collections.unmodifiableList(Arrays.asList(values));
        }
      }
      return List.of(values);
    }
  }

  private static final class Sets extends Serializer<Set<?>> {
    @Override
    public void write(Kryo kryo, Output output, Set<?> values) {
      writeAll(kryo, output, values);
    }

    @Override
    public Set<?> read(Kryo kryo, Input input, Class<? extends Set<?>> type) {
      return Collections.unmodifiableSet(new LinkedHashSet<>(Arrays.asList(readAll(kryo, input))));
    }
  }

  private static final class Maps extends Serializer<Map<?, ?>> {
    @Override
    public void write(Kryo kryo, Output output, Map<?, ?> values) {
      Lengths.write(output, values.size());
      values.forEach((key, value) -> {
        kryo.writeClassAndObject(output, key);
        kryo.writeClassAndObject(output, value);
      });
    }

    @Override
    public Map<?, ?> read(Kryo kryo, Input input, Class<? extends Map<?, ?>> type) {
      int size = Lengths.read(input, 2);
      var values = new LinkedHashMap<@Nullable Object, @Nullable Object>();
      for (int i = 0; i < size; i++) {
        Object key = kryo.readClassAndObject(input);
        values.put(key, kryo.readClassAndObject(input));
      }
      return Collections.unmodifiableMap(values);
    }
  }

  private static final class Optionals extends Serializer<Optional<?>> {
    @Override
    public void write(Kryo kryo, Output output, Optional<?> value) {
      kryo.writeClassAndObject(output, value.orElse(null));
    }

    @Override
    public Optional<?> read(Kryo kryo, Input input, Class<? extends Optional<?>> type) {
      return Optional.ofNullable(kryo.readClassAndObject(input));
    }
  }

  /** Arrays of objects. */
  private static final class ObjectArrays extends Serializer<Object> {
    private final Class<?> component;

    ObjectArrays(Class<?> component) {
      this.component = component;
    }

    @Override
    public void write(Kryo kryo, Output output, Object array) {
      writeAll(kryo, output, Arrays.asList((Object[]) array));
    }

    @Override
    public Object read(Kryo kryo, Input input, Class<?> type) {
      @Nullable Object[] values = readAll(kryo, input);
      Object array = Array.newInstance(component, values.length);
      for (int i = 0; i < values.length; i++) {
        Array.set(array, i, values[i]);
      }
      return array;
    }
  }

  /** Arrays of primitives, each element as its box is written. */
  private static final class PrimitiveArrays extends Serializer<Object> {
    private final Class<?> component;

    PrimitiveArrays(Class<?> component) {
      this.component = component;
    }

    @Override
    public void write(Kryo kryo, Output output, Object array) {
      int length = Array.getLength(array);
      Lengths.write(output, length);
      for (int i = 0; i < length; i++) {
        kryo.writeClassAndObject(output, Array.get(array, i));
      }
    }

    @Override
    public Object read(Kryo kryo, Input input, Class<?> type) {
      int length = Lengths.read(input, 1);
      Object array = Array.newInstance(component, length);
      for (int i = 0; i < length; i++) {
        Array.set(array, i, kryo.readClassAndObject(input));
      }
      return array;
    }
  }
}
