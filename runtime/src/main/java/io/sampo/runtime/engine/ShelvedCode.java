package io.sampo.runtime.engine;

import io.sampo.code.UserCode;
import io.sampo.runtime.cluster.CodeShelf;
import io.sampo.runtime.usercode.SessionFunctions;
import io.sampo.runtime.worker.protocol.TaskCode;
import org.jspecify.annotations.Nullable;

/**
 * The code of a session as its queries are sent it: put on the driver's shelf once for each of its
 * versions. Safe for use by many threads.
 */
final class ShelvedCode implements AutoCloseable {
  private final SessionFunctions functions;
  private final CodeShelf shelf;
  private @Nullable UserCode version;
  private TaskCode shelved = TaskCode.NONE;

  ShelvedCode(SessionFunctions functions, CodeShelf shelf) {
    this.functions = functions;
    this.shelf = shelf;
  }

  /** The code for a query, which leaves the shelf when it ends. */
  synchronized TaskCode entered() {
    UserCode now = functions.code();
    if (now != version) {
      TaskCode fresh = shelf.shelve(now);
      shelf.leave(shelved);
      shelved = fresh;
      version = now;
    }
    shelf.enter(shelved);
    return shelved;
  }

  /** There will be no more queries. */
  @Override
  public synchronized void close() {
    shelf.leave(shelved);
    shelved = TaskCode.NONE;
    version = null;
  }
}
