package io.sampo.runtime.usercode;

import io.sampo.analyzer.FunctionScope;
import io.sampo.code.UserCode;
import io.sampo.code.UserFunction;
import io.sampo.code.UserJar;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.plan.function.kernel.UserFunctionKernels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an engine knows of the code of its session's program. Safe for use by many threads. */
public final class SessionFunctions implements FunctionScope, AutoCloseable {
  /** Code goes with the orders of tasks, which are messages between actors. */
  private static final long MOST_BYTES = 3L << 20;

  private final String session = UUID.randomUUID().toString();
  private final Map<String, UserFunction> registered = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, UserFunction> used = new LinkedHashMap<>();
  private final List<UserJar> jars = new ArrayList<>();
  private final @Nullable SessionCode here;

  private SessionFunctions(boolean evaluates) {
    this.here = evaluates ? new SessionCode(loader()) : null;
    if (here != null) {
      SessionCode mine = here;
      UserFunctionKernels.open(session, () -> mine);
    }
  }

  /** Of an engine that evaluates functions in this process. */
  public static SessionFunctions evaluated() {
    return new SessionFunctions(true);
  }

  /** Of an engine whose queries run on workers. */
  public static SessionFunctions sent() {
    return new SessionFunctions(false);
  }

  private static ClassLoader loader() {
    ClassLoader ofProgram = Thread.currentThread().getContextClassLoader();
    return ofProgram == null ? SessionFunctions.class.getClassLoader() : ofProgram;
  }

  /** Makes a function known to SQL. */
  public synchronized void register(UserFunction function) {
    registered.put(function.name(), function);
  }

  /** Adds the classes of a jar. */
  public synchronized void add(UserJar jar) {
    jars.add(jar);
    if (here != null) {
      here.add(jar);
    }
  }

  @Override
  public synchronized Optional<UserFunction> named(String name) {
    return Optional.ofNullable(registered.get(name));
  }

  @Override
  public synchronized String use(UserFunction function) {
    String id = function.id();
    if (used.putIfAbsent(id, function) == null && here != null) {
      here.add(function);
    }
    return session + "/" + id;
  }

  /**
   * The code that queries may need.
   *
   * @throws SampoException when it is too much to be sent with every task
   */
  public synchronized UserCode code() {
    if (used.isEmpty()) {
      return UserCode.NONE;
    }
    var code = new UserCode(session, List.copyOf(used.values()), jars);
    if (code.bytes() > MOST_BYTES) {
      throw new SampoException(
          ErrorCode.INVALID_ARGUMENT,
          Map.of(
              "parameter",
              "the session's functions and jars",
              "value",
              code.bytes() + " bytes",
              "details",
              "at most " + MOST_BYTES + " bytes can be sent to workers"));
    }
    return code;
  }

  @Override
  public void close() {
    if (here != null) {
      UserFunctionKernels.close(session);
    }
  }
}
