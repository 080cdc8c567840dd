package io.sampo.runtime.remote.client;

import io.sampo.engine.QueryProgress;
import io.sampo.engine.QueryResult;
import io.sampo.engine.ResultBatch;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.remote.protocol.Request;
import io.sampo.runtime.remote.protocol.Response;
import io.sampo.runtime.remote.wire.Frame;
import io.sampo.spec.Statement;
import io.sampo.types.StructType;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A query on the driver. Rows stay there, and on their way, until they are asked for. When the
 * driver is lost the query is asked for again by its name, and rows that were read already are
 * passed over, which needs a result that comes in the same order again.
 */
final class RemoteResult implements QueryResult {
  private final SessionLink link;
  private final Request.Execute request;
  private final ClientMemory rows;
  private final Object lock = new Object();
  private SessionLink.@Nullable Attached attached;
  private StructType schema = StructType.of();
  private volatile Response.Progress progress = Response.Progress.NONE;
  private volatile boolean cancelled;
  private @Nullable ReceivedBatch current;
  private boolean repeatable = true;
  private long delivered;
  private long passOver;
  private boolean ended;

  private RemoteResult(SessionLink link, Request.Execute request, ClientMemory rows) {
    this.link = link;
    this.request = request;
    this.rows = rows;
  }

  /** Starts the query and waits for its columns; a command has been carried out then. */
  static RemoteResult start(SessionLink link, Statement statement, ClientMemory rows) {
    var request = new Request.Execute(UUID.randomUUID().toString(), statement);
    var result = new RemoteResult(link, request, rows);
    result.begin();
    return result;
  }

  private void begin() {
    while (true) {
      SessionLink.Attached taken = link.take();
      synchronized (lock) {
        attached = taken;
      }
      try {
        taken.connection().send(request);
        if (cancelled) {
          taken.connection().send(new Request.Cancel(request.query()));
        }
        if (receive(taken) instanceof Response.Started started) {
          schema = started.schema();
          repeatable = started.repeatable();
          passOver = delivered;
          return;
        }
        throw new IOException("a query's answer did not begin with its columns");
      } catch (IOException e) {
        beginAgain(taken, e);
      }
    }
  }

  /** The next message that is not about progress; a failure is thrown. */
  private Object receive(SessionLink.Attached from) throws IOException {
    while (true) {
      Frame frame = from.connection().receive();
      switch (frame) {
        case Frame.Batch batch -> {
          return batch;
        }
        case Frame.Message(Response.Progress now) -> progress = now;
        case Frame.Message(Response.Failed failed) -> {
          finish(from);
          throw failed.error();
        }
        case Frame.Message(Record message) -> {
          return message;
        }
      }
    }
  }

  private void finish(SessionLink.Attached from) {
    synchronized (lock) {
      ended = true;
      attached = null;
    }
    link.giveBack(from);
  }

  /** Finds another driver, or says why the query cannot go on there. */
  private void beginAgain(SessionLink.Attached lost, IOException why) {
    synchronized (lock) {
      attached = null;
    }
    link.lost(lost, why);
    boolean mayRunTwice = !(request.statement() instanceof Statement.Write);
    if (!mayRunTwice || delivered > 0 && !repeatable) {
      ended = true;
      throw new SampoException(
          ErrorCode.CONNECTION_LOST,
          Map.of(
              "address",
              lost.connection().peer(),
              "details",
              DriverCall.details(why),
              "hint",
              mayRunTwice
                  ? "A part of the result has been read and may come in another order; run it again."
                  : "Look whether the target was written before you run it again."),
          null,
          why);
    }
  }

  @Override
  public StructType schema() {
    return schema;
  }

  @Override
  public @Nullable ResultBatch next() {
    release();
    while (!ended) {
      ReceivedBatch batch = receiveBatch();
      if (batch != null && batch.rowCount() > 0) {
        current = batch;
        delivered += batch.rowCount();
        return batch;
      }
    }
    return null;
  }

  /** Null when the result has ended, or has begun again at another driver. */
  private @Nullable ReceivedBatch receiveBatch() {
    SessionLink.Attached from;
    synchronized (lock) {
      from = attached;
    }
    if (from == null) {
      throw new SampoException(ErrorCode.SESSION_CLOSED, Map.of());
    }
    try {
      ReceivedBatch batch =
          switch (receive(from)) {
            case Frame.Batch(byte[] bytes) -> rows.columns(schema, bytes);
            case Response.Rows few -> ReceivedBatch.of(few.rows());
            case Response.Ended _ -> {
              finish(from);
              yield null;
            }
            default -> throw new IOException("what came is no part of a result");
          };
      return batch == null ? null : passOver(batch);
    } catch (IOException e) {
      beginAgain(from, e);
      begin();
      return null;
    }
  }

  private ReceivedBatch passOver(ReceivedBatch batch) {
    int known = (int) Math.min(passOver, batch.rowCount());
    passOver -= known;
    return known == 0 ? batch : batch.from(known);
  }

  private void release() {
    if (current != null) {
      current.close();
      current = null;
    }
  }

  @Override
  public QueryProgress progress() {
    return progress.progress();
  }

  @Override
  public void cancel() {
    cancelled = true;
    SessionLink.Attached to;
    synchronized (lock) {
      to = attached;
    }
    if (to != null) {
      try {
        to.connection().send(new Request.Cancel(request.query()));
      } catch (IOException _) {
        // The query ended with its driver, which the reader finds out.
      }
    }
  }

  @Override
  public void close() {
    release();
    SessionLink.Attached open;
    synchronized (lock) {
      ended = true;
      open = attached;
      attached = null;
    }
    if (open != null) {
      link.discard(open);
    }
  }
}
