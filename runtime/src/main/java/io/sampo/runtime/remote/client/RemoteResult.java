package io.sampo.runtime.remote.client;

import io.sampo.engine.Cancellation;
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
 * driver is lost the query is asked for again by its name, and goes on there or begins anew;
 * batches that were read already are passed over, which needs a result that comes in the same
 * batches again.
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
  private final TakenBatches taken = new TakenBatches();
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
    try (Cancellation.Registration _ = Cancellation.on(result::cancel)) {
      result.begin();
    }
    return result;
  }

  private void begin() {
    while (true) {
      SessionLink.Attached to = link.take();
      synchronized (lock) {
        attached = to;
      }
      try {
        to.connection().send(request);
        if (cancelled) {
          to.connection().send(new Request.Cancel(request.query()));
        }
        if (receive(to) instanceof Response.Started started) {
          schema = started.schema();
          taken.again();
          return;
        }
        throw new IOException("a query's answer did not begin with its columns");
      } catch (IOException e) {
        findAnother(to, e);
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

  private void findAnother(SessionLink.Attached lost, IOException why) {
    synchronized (lock) {
      attached = null;
    }
    link.lost(lost, why);
  }

  private SampoException changed(SessionLink.Attached from) {
    ended = true;
    return new SampoException(
        ErrorCode.CONNECTION_LOST,
        Map.of(
            "address",
            from.connection().peer(),
            "details",
            "the driver was lost, and the rows came in another order from the next one",
            "hint",
            "A part of the result has been read already; run the query again."));
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
        return batch;
      }
    }
    return null;
  }

  /** Null when the result has ended, has begun again at another driver, or for a known batch. */
  private @Nullable ReceivedBatch receiveBatch() {
    SessionLink.Attached from;
    synchronized (lock) {
      from = attached;
    }
    if (from == null) {
      throw new SampoException(ErrorCode.SESSION_CLOSED, Map.of());
    }
    try {
      return switch (receive(from)) {
        case Frame.Batch batch ->
            take(TakenBatches.checksum(batch), from, () -> rows.columns(schema, batch.bytes()));
        case Response.Rows few ->
            take(TakenBatches.checksum(few), from, () -> ReceivedBatch.of(few.rows()));
        case Response.Ended _ -> {
          finish(from);
          yield null;
        }
        default -> throw new IOException("what came is no part of a result");
      };
    } catch (IOException e) {
      findAnother(from, e);
      begin();
      return null;
    }
  }

  private interface Opening {
    ReceivedBatch open() throws IOException;
  }

  private @Nullable ReceivedBatch take(long checksum, SessionLink.Attached from, Opening opening)
      throws IOException {
    return switch (taken.see(checksum)) {
      case NEW -> {
        ReceivedBatch batch = opening.open();
        taken.take(checksum);
        yield batch;
      }
      case TAKEN -> null;
      case OTHER -> throw changed(from);
    };
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
