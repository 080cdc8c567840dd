package io.sampo.runtime.remote.protocol;

import io.sampo.config.StorageLevel;
import io.sampo.engine.QueryProgress;
import io.sampo.error.SampoException;
import io.sampo.spec.Relation;
import io.sampo.types.StructType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a driver answers. */
public sealed interface Response {
  /**
   * A session has begun.
   *
   * @param session its name, for {@link Request.Attach}
   */
  record Opened(String session) implements Response {}

  /**
   * This driver stands by.
   *
   * @param active where the active one answers, when that is known
   */
  record Elsewhere(Optional<String> active) implements Response {}

  /** It is done. */
  record Done() implements Response {}

  /** The columns of a relation. */
  record Columns(StructType schema) implements Response {}

  /** Some text. */
  record Text(String text) implements Response {}

  /** Some text or none. */
  record OptionalText(Optional<String> text) implements Response {}

  /** Yes or no. */
  record Flag(boolean value) implements Response {}

  /** How something is kept. */
  record Level(StorageLevel level) implements Response {}

  /** A relation whose rows the driver's session keeps until it is told to forget them. */
  record Checkpointed(Relation relation) implements Response {}

  /** Settings by key. */
  record Settings(Map<String, String> values) implements Response {
    public Settings {
      values = Map.copyOf(values);
    }
  }

  /** A query has begun; its batches follow. */
  record Started(StructType schema) implements Response {}

  /** Some rows, one array for each, for results that are not in columns. */
  record Rows(List<@Nullable Object[]> rows) implements Response {}

  /** How far a query is. Sent about twice a second while it runs, so that silence means trouble. */
  record Progress(QueryProgress progress) implements Response {
    /** Of a request that is no query, or whose query has not begun. */
    public static final Progress NONE =
        new Progress(new QueryProgress("", 0, 0, 0, 0, 0, 0, 0, Duration.ZERO));
  }

  /** A query has yielded all its rows. */
  record Ended() implements Response {}

  /** It did not work. Ends whatever was asked. */
  record Failed(SampoException error) implements Response {}

  /** The cluster as the driver sees it. */
  record Cluster(ClusterView view) implements Response {}

  /**
   * Where to join.
   *
   * @param system the actor system's name
   * @param seeds addresses of members, {@code host:port}
   */
  record Members(String system, List<String> seeds) implements Response {
    public Members {
      seeds = List.copyOf(seeds);
    }
  }
}
