package io.sampo.runtime.usercode;

import io.sampo.code.FunctionBody;
import io.sampo.code.UserCode;
import io.sampo.code.UserFunction;
import io.sampo.code.UserJar;
import io.sampo.error.SampoException;
import io.sampo.plan.function.UserFunctions;
import io.sampo.plan.function.kernel.UserFunctionKernels;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The functions of one session, with a class loader for the classes it brings along. Functions are
 * made when they are called first. Safe for use by many threads.
 */
public final class SessionCode implements UserFunctionKernels.Source {
  private final SessionClassLoader loader;
  private final Map<String, UserFunction> known = new ConcurrentHashMap<>();
  private final Map<String, Object> bodies = new ConcurrentHashMap<>();
  private final Map<String, LoadedFunction> loaded = new ConcurrentHashMap<>();
  private final Set<UserJar> jars = new HashSet<>();
  private final Set<String> jarNames = new HashSet<>();

  /**
   * @param parent whose classes functions see beside their own
   */
  public SessionCode(ClassLoader parent) {
    this.loader = new SessionClassLoader(parent);
  }

  /** Where the session's classes are. */
  ClassLoader loader() {
    return loader;
  }

  /** Adds what is not there yet. */
  public void add(UserCode code) {
    code.functions().forEach(this::add);
    code.jars().forEach(this::add);
  }

  /** Adds a function with its classes. */
  void add(UserFunction function) {
    if (known.putIfAbsent(function.id(), function) == null) {
      loader.add(function.classes());
    }
  }

  /** Adds the classes of a jar; of jars of one name and length the first counts. */
  void add(UserJar jar) {
    synchronized (jars) {
      if (jarNames.add(jar.name() + " " + jar.content().length)) {
        jars.add(jar);
        loader.add(jar);
      }
    }
  }

  @Override
  public @Nullable Object call(String id, @Nullable Object[] arguments) {
    LoadedFunction function = loaded.get(id);
    if (function == null) {
      function = load(id, arguments);
      loaded.put(id, function);
    }
    return function.call(arguments);
  }

  /** Of the form {@code session/function/forms}. */
  private LoadedFunction load(String id, @Nullable Object[] arguments) {
    int first = id.indexOf('/');
    int last = id.lastIndexOf('/');
    String name = id.substring(first + 1, last);
    UserFunction function = known.get(name);
    if (function == null) {
      throw SampoException.internal("the function " + name + " has not been sent here", null);
    }
    Object body = bodies.get(name);
    if (body == null) {
      try {
        body = make(function);
      } catch (Exception | LinkageError e) {
        throw LoadedFunction.failed(function.name(), arguments, e);
      }
      Object other = bodies.putIfAbsent(name, body);
      body = other == null ? body : other;
    }
    return new LoadedFunction(function, body, UserFunctions.types(id.substring(last + 1)));
  }

  private Object make(UserFunction function) throws Exception {
    return switch (function.body()) {
      case FunctionBody.Serialized(byte[] bytes) -> BodyReader.read(bytes, loader);
      case FunctionBody.OfClass(String className) ->
          Class.forName(className, true, loader).getDeclaredConstructor().newInstance();
    };
  }

  @Override
  public void close() {
    known.clear();
    bodies.clear();
    loaded.clear();
  }
}
