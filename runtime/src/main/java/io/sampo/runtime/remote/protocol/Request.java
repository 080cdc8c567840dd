package io.sampo.runtime.remote.protocol;

import io.sampo.code.UserFunction;
import io.sampo.code.UserJar;
import io.sampo.config.StorageLevel;
import io.sampo.spec.Relation;
import io.sampo.spec.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a client asks a driver for. */
public sealed interface Request {
  /**
   * Starts a session, which lasts as long as this connection. Answered by {@link Response.Opened},
   * or {@link Response.Elsewhere} when another driver is the active one.
   *
   * @param settings all that were set, {@code sampo.app.name} among them
   */
  record Open(Map<String, String> settings) implements Request {
    public Open {
      settings = Map.copyOf(settings);
    }
  }

  /**
   * Says which session the requests to come on this connection belong to. Answered by {@link
   * Response.Done}.
   */
  record Attach(String session) implements Request {}

  /** Answered by {@link Response.Columns}. */
  record Schema(Relation relation) implements Request {}

  /** Answered by {@link Response.Text}. */
  record Explain(Relation relation, Statement.ExplainMode mode) implements Request {}

  /** Answered by {@link Response.Done}. */
  record CreateView(String name, Relation relation, boolean replace) implements Request {}

  /** Answered by {@link Response.Flag}: whether there was one. */
  record DropView(String name) implements Request {}

  /** Answered by {@link Response.Done}. */
  record Register(UserFunction function) implements Request {}

  /** Answered by {@link Response.Done}. */
  record AddJar(UserJar jar) implements Request {}

  /** Answered by {@link Response.OptionalText}. */
  record Setting(String key) implements Request {}

  /** Answered by {@link Response.Done}. */
  record Set(String key, String value) implements Request {}

  /** Answered by {@link Response.Settings}. */
  record Settings() implements Request {}

  /** What to do with what the session keeps. */
  sealed interface Cache extends Request {}

  /** Answered by {@link Response.Done}. */
  record Persist(Relation relation, StorageLevel level) implements Cache {}

  /** Answered by {@link Response.Flag}: whether it was kept. */
  record Unpersist(Relation relation) implements Cache {}

  /** Answered by {@link Response.Level}. */
  record LevelOf(Relation relation) implements Cache {}

  /** Answered by {@link Response.Done}. */
  record ClearCache() implements Cache {}

  /** Answered by {@link Response.Done}. */
  record Refresh(Relation relation) implements Cache {}

  /** Answered by {@link Response.Done}. */
  record RefreshPath(String path) implements Cache {}

  /** Answered by {@link Response.Checkpointed}. */
  record Checkpoint(Relation relation, boolean eager) implements Cache {}

  /** Answered by {@link Response.Checkpointed}. */
  record LocalCheckpoint(Relation relation, boolean eager, StorageLevel level) implements Cache {}

  /**
   * Nobody reads the rows of a checkpoint any more. Answered by {@link Response.Done}.
   *
   * @param name of the table that has them
   */
  record ForgetCheckpoint(List<String> name) implements Cache {
    public ForgetCheckpoint {
      name = List.copyOf(name);
    }
  }

  /**
   * Runs a statement. Answered by {@link Response.Started}, any number of batches and {@link
   * Response.Progress}, and {@link Response.Ended}.
   *
   * @param query a name that the client made up, unique for all time
   */
  record Execute(String query, Statement statement) implements Request {}

  /** Ends a query of this connection soon. Has no answer of its own. */
  record Cancel(String query) implements Request {}

  /** Answered by {@link Response.Cluster}. Needs no session. */
  record Status() implements Request {}

  /**
   * A worker lives as long as this connection. Answered by {@link Response.Done}. Needs no session.
   */
  record Alive(String worker) implements Request {}

  /**
   * Where the cluster's members talk to each other. Answered by {@link Response.Members}. Needs no
   * session.
   *
   * @param reason who asks, for the log
   */
  record Join(Optional<String> reason) implements Request {}
}
