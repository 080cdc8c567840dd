package io.sampo.runtime.usercode;

import io.sampo.code.UserCode;
import io.sampo.plan.function.kernel.UserFunctionKernels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The code of sessions whose queries a worker has. With the last query of a session its classes are
 * gone. Safe for use by many threads.
 */
public final class WorkerCode implements AutoCloseable {
  private final Map<String, String> sessions = new HashMap<>();

  /** A task of a query is about to start. */
  public synchronized void enter(String query, UserCode code) {
    if (code.isEmpty()) {
      return;
    }
    UserFunctionKernels.Source source =
        UserFunctionKernels.open(
            code.session(), () -> new SessionCode(WorkerCode.class.getClassLoader()));
    if (sessions.putIfAbsent(query, code.session()) != null) {
      UserFunctionKernels.close(code.session());
    }
    if (source instanceof SessionCode mine) {
      mine.add(code);
    }
  }

  /** A query is over. */
  public synchronized void leave(String query) {
    String session = sessions.remove(query);
    if (session != null) {
      UserFunctionKernels.close(session);
    }
  }

  @Override
  public void close() {
    List<String> all;
    synchronized (this) {
      all = new ArrayList<>(sessions.keySet());
    }
    all.forEach(this::leave);
  }
}
