package io.sampo.runtime.serde;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.sampo.physical.Moments;
import io.sampo.plan.function.Kernel;
import io.sampo.plan.function.kernel.MathKernels;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A kernel by class, method and parameters. The copy is bound to the method of this process; bytes
 * can name no class but those that hold kernels.
 */
final class KernelSerializer extends Serializer<Kernel> {
  private static final String KERNELS = MathKernels.class.getPackageName() + ".";

  private final Map<Name, Kernel> bound = new ConcurrentHashMap<>();

  /** What is written of a kernel. */
  private record Name(String owner, String method, List<String> parameters, String result) {}

  @Override
  public void write(Kryo kryo, Output output, Kernel kernel) {
    ValueSerializer.writeText(output, kernel.owner().getName());
    ValueSerializer.writeText(output, kernel.method());
    ValueSerializer.writeText(output, kernel.result().getName());
    Lengths.write(output, kernel.parameters().size());
    for (Class<?> parameter : kernel.parameters()) {
      ValueSerializer.writeText(output, parameter.getName());
    }
  }

  @Override
  public Kernel read(Kryo kryo, Input input, Class<? extends Kernel> type) {
    String owner = ValueSerializer.readText(input);
    String method = ValueSerializer.readText(input);
    String result = ValueSerializer.readText(input);
    int count = Lengths.read(input, 1);
    var parameters = new ArrayList<String>(count);
    for (int i = 0; i < count; i++) {
      parameters.add(ValueSerializer.readText(input));
    }
    var name = new Name(owner, method, List.copyOf(parameters), result);
    Kernel known = bound.get(name);
    if (known == null) {
      known = bind(name);
      bound.put(name, known);
    }
    return known;
  }

  private static Kernel bind(Name name) {
    boolean holdsKernels =
        name.owner().startsWith(KERNELS) || name.owner().equals(Moments.class.getName());
    if (!holdsKernels) {
      throw new MalformedBytesException(name.owner() + " holds no kernels");
    }
    Class<?> owner;
    try {
      owner = Class.forName(name.owner(), false, Kernel.class.getClassLoader());
    } catch (ClassNotFoundException _) {
      throw new MalformedBytesException("there is no class " + name.owner());
    }
    for (Method method : owner.getMethods()) {
      if (Modifier.isStatic(method.getModifiers())
          && method.getName().equals(name.method())
          && names(method.getParameterTypes()).equals(name.parameters())) {
        return new Kernel(
            owner, name.method(), List.of(method.getParameterTypes()), result(method, name));
      }
    }
    throw new MalformedBytesException("there is no kernel " + name);
  }

  /** The class a kernel says it yields may be wider than its method's. */
  private static Class<?> result(Method method, Name name) {
    Class<?> own = method.getReturnType();
    if (own.getName().equals(name.result())) {
      return own;
    }
    for (Class<?> wider : List.of(Object.class, Double.class, Number.class)) {
      if (wider.getName().equals(name.result())) {
        return wider;
      }
    }
    throw new MalformedBytesException(name.method() + " does not yield " + name.result());
  }

  private static List<String> names(Class<?>[] classes) {
    var names = new ArrayList<String>(classes.length);
    for (Class<?> type : classes) {
      names.add(type.getName());
    }
    return names;
  }
}
