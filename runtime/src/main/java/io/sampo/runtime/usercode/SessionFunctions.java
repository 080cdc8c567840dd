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
  private final String session = UUID.randomUUID().toString();
  private final Map<String, UserFunction> registered = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, UserFunction> used = new LinkedHashMap<>();
  private final List<UserJar> jars = new ArrayList<>();
  private final @Nullable SessionCode here;

  private final long mostBytes;
  private @Nullable UserCode known;

  private SessionFunctions(boolean evaluates, long mostBytes) {
    this.mostBytes = mostBytes;
    this.here = evaluates ? new SessionCode(loader()) : null;
    if (here != null) {
      SessionCode mine = here;
      UserFunctionKernels.open(session, () -> mine);
    }
  }

  /** Of an engine that evaluates functions in this process. */
  public static SessionFunctions evaluated() {
    return new SessionFunctions(true, Long.MAX_VALUE);
  }

  /**
   * Of an engine whose queries run on workers.
   *
   * @param mostBytes of functions and jars that may be sent there
   */
  public static SessionFunctions sent(long mostBytes) {
    return new SessionFunctions(false, mostBytes);
  }

  private static ClassLoader loader() {
    ClassLoader ofProgram = Thread.currentThread().getContextClassLoader();
    return ofProgram == null ? SessionFunctions.class.getClassLoader() : ofProgram;
  }

  /** Makes a function known to SQL. */
  public synchronized void register(UserFunction function) {
    registered.put(function.name(), function);
  }

  /**
   * Adds the classes of a jar.
   *
   * @throws SampoException when the session's code becomes too large to be sent
   */
  public synchronized void add(UserJar jar) {
    requireSendable(jar.content().length + bytes(jars));
    jars.add(jar);
    known = null;
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
    if (used.putIfAbsent(id, function) == null) {
      known = null;
      if (here != null) {
        here.add(function);
      }
    }
    return session + "/" + id;
  }

  /**
   * The code that queries may need: the same instance for as long as there is no other.
   *
   * @throws SampoException when it is too much to be sent
   */
  public synchronized UserCode code() {
    if (used.isEmpty()) {
      return UserCode.NONE;
    }
    if (known == null) {
      var code = new UserCode(session, List.copyOf(used.values()), jars);
      requireSendable(code.bytes());
      known = code;
    }
    return known;
  }

  private static long bytes(List<UserJar> jars) {
    return jars.stream().mapToLong(jar -> jar.content().length).sum();
  }

  private void requireSendable(long bytes) {
    if (bytes > mostBytes) {
      throw new SampoException(
          ErrorCode.INVALID_ARGUMENT,
          Map.of(
              "parameter",
              "the session's functions and jars",
              "value",
              bytes + " bytes",
              "details",
              "at most "
                  + mostBytes
                  + " bytes are sent to workers; sampo.code.limit says how many"));
    }
  }

  @Override
  public void close() {
    if (here != null) {
      UserFunctionKernels.close(session);
    }
  }
}
