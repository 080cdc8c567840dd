package io.sampo.runtime.remote.server;

import io.sampo.engine.Engine;
import io.sampo.engine.RelationCache;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.remote.protocol.Checkpoints;
import io.sampo.runtime.remote.protocol.Request;
import io.sampo.runtime.remote.protocol.Response;
import io.sampo.runtime.remote.wire.Connection;
import io.sampo.runtime.remote.wire.Frame;
import io.sampo.spec.Relation;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection. A thread reads, so that a cancel and the client's end are noticed at once; each
 * request is answered on a thread of its own, and the client sends the next one after the answer.
 */
final class ClientConnection {
  private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);

  private final Connection connection;
  private final OpenSessions sessions;
  private final Desk desk;
  private volatile @Nullable ServedSession session;
  private volatile @Nullable ServedQuery running;

  /** The query that was cancelled last: a cancel may overtake the thread that begins it. */
  private volatile String cancelled = "";

  /** The session that lives as long as this connection. */
  private @Nullable ServedSession own;

  /** The worker that lives as long as this connection. */
  private volatile @Nullable String worker;

  private boolean ended;

  ClientConnection(Connection connection, OpenSessions sessions, Desk desk) {
    this.connection = connection;
    this.sessions = sessions;
    this.desk = desk;
  }

  /** Serves until the client is gone. */
  void serve() {
    try {
      while (true) {
        if (!(connection.receive() instanceof Frame.Message(Request request))) {
          throw new IOException("what came is no request");
        }
        if (request instanceof Request.Cancel(String query)) {
          cancelled = query;
          ServedQuery current = running;
          if (current != null && current.id().equals(query)) {
            current.cancel();
          }
        } else {
          Thread.ofPlatform().daemon().name("sampo-answer").start(() -> answer(request));
        }
      }
    } catch (IOException e) {
      LOG.debug("the client {} is gone: {}", connection.peer(), e.toString());
    } finally {
      end();
    }
  }

  private void end() {
    ServedQuery current = running;
    if (current != null) {
      current.cancel();
    }
    String dead = worker;
    if (dead != null) {
      desk.gone(dead);
    }
    ServedSession closing;
    synchronized (this) {
      ended = true;
      closing = own;
      own = null;
    }
    if (closing != null) {
      LOG.atInfo().addKeyValue("session", closing.id()).log("a session ended");
      sessions.close(closing);
    }
  }

  private void answer(Request request) {
    try (var pulse = new Pulse(connection, () -> Optional.ofNullable(running))) {
      Response last;
      try {
        last = response(request);
      } catch (RuntimeException | Error e) {
        last = new Response.Failed(failure(e));
      }
      pulse.close();
      connection.send(last);
    } catch (IOException e) {
      LOG.debug("the client {} did not take its answer: {}", connection.peer(), e.toString());
      connection.close();
    }
  }

  private static SampoException failure(Throwable error) {
    return error instanceof SampoException known
        ? known
        : SampoException.internal(String.valueOf(error), error);
  }

  private Response response(Request request) throws IOException {
    return switch (request) {
      case Request.Open open -> open(open);
      case Request.Attach attach -> {
        session = sessions.require(attach.session());
        yield new Response.Done();
      }
      case Request.Schema schema -> new Response.Columns(engine().schema(schema.relation()));
      case Request.Explain explain ->
          new Response.Text(engine().explain(explain.relation(), explain.mode()));
      case Request.CreateView view -> {
        engine().createView(view.name(), view.relation(), view.replace());
        yield new Response.Done();
      }
      case Request.DropView view -> new Response.Flag(engine().dropView(view.name()));
      case Request.Register register -> {
        engine().register(register.function());
        yield new Response.Done();
      }
      case Request.AddJar add -> {
        engine().addJar(add.jar());
        yield new Response.Done();
      }
      case Request.Setting setting -> new Response.OptionalText(engine().setting(setting.key()));
      case Request.Set set -> {
        engine().set(set.key(), set.value());
        yield new Response.Done();
      }
      case Request.Cache cache -> cache(cache, session());
      case Request.Settings _ -> new Response.Settings(engine().settings());
      case Request.Execute execute -> execute(execute);
      case Request.Cancel _ -> throw new IllegalStateException("a cancel has no answer");
      case Request.Status _ -> new Response.Cluster(desk.view(sessions.queries()));
      case Request.Alive alive -> {
        worker = alive.worker();
        yield new Response.Done();
      }
      case Request.Join _ -> desk.members();
    };
  }

  private static Response cache(Request.Cache request, ServedSession session) {
    RelationCache cache = session.engine().cache();
    return switch (request) {
      case Request.Persist persist -> {
        cache.persist(persist.relation(), persist.level());
        yield new Response.Done();
      }
      case Request.Unpersist unpersist -> new Response.Flag(cache.unpersist(unpersist.relation()));
      case Request.LevelOf of -> new Response.Level(cache.storageLevel(of.relation()));
      case Request.ClearCache _ -> {
        cache.clear();
        yield new Response.Done();
      }
      case Request.Refresh refresh -> {
        cache.refresh(refresh.relation());
        yield new Response.Done();
      }
      case Request.RefreshPath refresh -> {
        cache.refreshPath(refresh.path());
        yield new Response.Done();
      }
      case Request.Checkpoint asked -> {
        Relation made = cache.checkpoint(asked.relation(), asked.eager());
        session.hold(made);
        yield new Response.Checkpointed(made);
      }
      case Request.LocalCheckpoint asked -> {
        Relation made = cache.localCheckpoint(asked.relation(), asked.eager(), asked.level());
        session.hold(made);
        yield new Response.Checkpointed(made);
      }
      case Request.ForgetCheckpoint asked -> {
        // Files may be those of a session that the client had on another driver.
        cache.forget(
            session.letGo(asked.name()).orElseGet(() -> Checkpoints.relation(asked.name())));
        yield new Response.Done();
      }
    };
  }

  private Response open(Request.Open open) {
    Optional<Response.Elsewhere> elsewhere = desk.elsewhere();
    if (elsewhere.isPresent()) {
      return elsewhere.get();
    }
    ServedSession opened = sessions.open(desk.open(open.settings()));
    boolean tooLate;
    synchronized (this) {
      tooLate = ended;
      own = tooLate ? null : opened;
    }
    if (tooLate) {
      sessions.close(opened);
      throw new SampoException(ErrorCode.SESSION_CLOSED, Map.of());
    }
    session = opened;
    LOG.atInfo()
        .addKeyValue("session", opened.id())
        .addKeyValue("client", connection.peer())
        .log("a session began");
    return new Response.Opened(opened.id());
  }

  private Engine engine() {
    return session().engine();
  }

  private ServedSession session() {
    ServedSession current = session;
    if (current == null) {
      throw new SampoException(ErrorCode.SESSION_CLOSED, Map.of());
    }
    return current;
  }

  private Response execute(Request.Execute execute) throws IOException {
    ServedSession current = session();
    var query = new ServedQuery(execute.query(), execute.statement());
    running = query;
    if (query.id().equals(cancelled)) {
      query.cancel();
    }
    current.started(query);
    try {
      LOG.atInfo()
          .addKeyValue("query", query.id())
          .addKeyValue("session", current.id())
          .log("a query began");
      new ResultStream(connection, query).run(current.engine(), execute.statement());
      LOG.atInfo().addKeyValue("query", query.id()).log("a query ended");
      return new Response.Ended();
    } catch (SampoException e) {
      LOG.atInfo()
          .addKeyValue("query", query.id())
          .addKeyValue("condition", e.code())
          .log("a query failed");
      throw e;
    } finally {
      running = null;
      current.ended(query);
    }
  }
}
