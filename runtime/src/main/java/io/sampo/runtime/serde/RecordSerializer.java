package io.sampo.runtime.serde;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.sampo.error.SampoException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes a record's components and makes the copy by its canonical constructor, so that whatever
 * the constructor checks holds for the copy too. One instance serves all threads.
 */
final class RecordSerializer extends Serializer<Object> {
  private final Class<?> type;
  private volatile @Nullable Shape shape;

  RecordSerializer(Class<?> type) {
    this.type = type;
    setImmutable(true);
  }

  /** How a component is written. */
  private enum Form {
    BOOLEAN,
    INT,
    LONG,
    DOUBLE,
    /** Of exactly the declared class, or null. */
    EXACT,
    /** Of some class, or null. */
    ANY
  }

  private record Shape(
      MethodHandle constructor,
      MethodHandle[] accessors,
      Form[] forms,
      Class<?>[] classes,
      @Nullable Object only) {}

  private Shape shape() {
    Shape known = shape;
    if (known == null) {
      known = derive(type);
      shape = known;
    }
    return known;
  }

  private static Shape derive(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    var classes = new Class<?>[components.length];
    var accessors = new MethodHandle[components.length];
    var forms = new Form[components.length];
    try {
      MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
      for (int i = 0; i < components.length; i++) {
        classes[i] = components[i].getType();
        accessors[i] =
            lookup
                .findVirtual(type, components[i].getName(), MethodType.methodType(classes[i]))
                .asType(MethodType.methodType(Object.class, Object.class));
        forms[i] = form(classes[i]);
      }
      MethodHandle constructor =
          lookup
              .findConstructor(type, MethodType.methodType(void.class, classes))
              .asSpreader(Object[].class, components.length)
              .asType(MethodType.methodType(Object.class, Object[].class));
      Object only = components.length == 0 ? construct(constructor, new Object[0]) : null;
      return new Shape(constructor, accessors, forms, classes, only);
    } catch (ReflectiveOperationException e) {
      throw SampoException.internal("the record " + type.getName() + " cannot be opened", e);
    }
  }

  private static Form form(Class<?> type) {
    if (type == boolean.class) {
      return Form.BOOLEAN;
    } else if (type == int.class) {
      return Form.INT;
    } else if (type == long.class) {
      return Form.LONG;
    } else if (type == double.class) {
      return Form.DOUBLE;
    }
    return Registrations.isExact(type) ? Form.EXACT : Form.ANY;
  }

  @Override
  public void write(Kryo kryo, Output output, Object value) {
    Shape known = shape();
    for (int i = 0; i < known.forms.length; i++) {
      Object component = component(known.accessors[i], value);
      switch (known.forms[i]) {
        case BOOLEAN -> output.writeBoolean((boolean) component);
        case INT -> output.writeVarInt((int) component, false);
        case LONG -> output.writeVarLong((long) component, false);
        case DOUBLE -> output.writeDouble((double) component);
        case EXACT -> kryo.writeObjectOrNull(output, component, known.classes[i]);
        case ANY -> kryo.writeClassAndObject(output, component);
      }
    }
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<? extends Object> wanted) {
    Shape known = shape();
    if (known.only != null) {
      return known.only;
    }
    var components = new Object[known.forms.length];
    for (int i = 0; i < components.length; i++) {
      components[i] =
          switch (known.forms[i]) {
            case BOOLEAN -> input.readBoolean();
            case INT -> input.readVarInt(false);
            case LONG -> input.readVarLong(false);
            case DOUBLE -> input.readDouble();
            case EXACT -> kryo.readObjectOrNull(input, known.classes[i]);
            case ANY -> kryo.readClassAndObject(input);
          };
    }
    return construct(known.constructor, components);
  }

  private static Object component(MethodHandle accessor, Object value) {
    try {
      return (Object) accessor.invokeExact(value);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  private static Object construct(MethodHandle constructor, Object[] components) {
    try {
      return (Object) constructor.invokeExact(components);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  private static RuntimeException failed(Throwable e) {
    return switch (e) {
      case RuntimeException known -> known;
      case Error error -> throw error;
      default -> new IllegalStateException(e);
    };
  }

  @Override
  public String toString() {
    return type.getName() + Arrays.toString(type.getRecordComponents());
  }
}
