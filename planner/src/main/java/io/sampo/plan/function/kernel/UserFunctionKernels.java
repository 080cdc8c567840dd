package io.sampo.plan.function.kernel;

import io.sampo.error.SampoException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Functions that programs bring along, found by their session. Whoever evaluates queries of a
 * session in this process opens its source before and closes it afterwards. Safe for use by many
 * threads.
 */
public final class UserFunctionKernels {
  private static final Map<String, Source> SOURCES = new ConcurrentHashMap<>();
  private static final Map<String, Integer> USERS = new HashMap<>();

  private UserFunctionKernels() {}

  /** The functions of one session. */
  public interface Source extends AutoCloseable {
    /**
     * Calls one of them.
     *
     * @param id the whole id
     * @throws SampoException FAILED_EXECUTE_UDF when the function fails
     */
    @Nullable Object call(String id, @Nullable Object[] arguments);

    /** Forgets all functions and their classes. */
    @Override
    void close();
  }

  /** The source of a session, made when there is none; for each call one of {@link #close}. */
  public static Source open(String session, Supplier<Source> make) {
    synchronized (USERS) {
      USERS.merge(session, 1, Integer::sum);
      return SOURCES.computeIfAbsent(session, _ -> make.get());
    }
  }

  /** One user less; the last one ends the source. */
  public static void close(String session) {
    Source ended = null;
    synchronized (USERS) {
      Integer left = USERS.computeIfPresent(session, (_, users) -> users == 1 ? null : users - 1);
      if (left == null) {
        ended = SOURCES.remove(session);
      }
    }
    if (ended != null) {
      ended.close();
    }
  }

  /** The kernel. */
  public static @Nullable Object call(String id, @Nullable Object... arguments) {
    Source source = SOURCES.get(id.substring(0, Math.max(0, id.indexOf('/'))));
    if (source == null) {
      throw SampoException.internal("the function " + id + " is not known in this process", null);
    }
    return source.call(id, arguments);
  }
}
