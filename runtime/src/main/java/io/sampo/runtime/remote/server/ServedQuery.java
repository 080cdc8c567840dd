package io.sampo.runtime.remote.server;

import io.sampo.engine.Cancellation;
import io.sampo.engine.QueryProgress;
import io.sampo.engine.QueryResult;
import io.sampo.runtime.remote.protocol.ClusterView;
import io.sampo.runtime.remote.protocol.Response;
import io.sampo.spec.Relation;
import io.sampo.spec.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A query on its way, from its request to its end. Safe for use by many threads. */
final class ServedQuery {
  private static final int LONGEST_TEXT = 200;

  private final String id;
  private final String text;
  private final long started = System.nanoTime();
  private final Cancellation beginning = new Cancellation();
  private @Nullable QueryResult result;
  private boolean cancelled;

  ServedQuery(String id, Statement statement) {
    this.id = id;
    this.text = oneLine(text(statement));
  }

  String id() {
    return id;
  }

  /** It has a result now. */
  synchronized void follow(QueryResult running) {
    result = running;
    if (cancelled) {
      running.cancel();
    }
  }

  /** Does what comes before there is a result; {@link #cancel} reaches it. */
  QueryResult begin(Supplier<QueryResult> start) {
    return beginning.during(start);
  }

  /** Ends it soon. */
  synchronized void cancel() {
    cancelled = true;
    beginning.cancel();
    if (result != null) {
      result.cancel();
    }
  }

  synchronized Response.Progress progress() {
    return result == null ? Response.Progress.NONE : new Response.Progress(result.progress());
  }

  ClusterView.Query view(String session) {
    QueryProgress now = progress().progress();
    return new ClusterView.Query(
        id,
        session,
        text,
        now.stage(),
        now.stagesDone(),
        now.stagesTotal(),
        now.tasksDone(),
        now.tasksTotal(),
        Duration.ofNanos(System.nanoTime() - started).toMillis());
  }

  private static String text(Statement statement) {
    return switch (statement) {
      case Statement.Query query -> sql(query.relation()).orElse("a DataFrame's action");
      case Statement.Write write -> "write " + write.format() + " " + write.path();
      case Statement.Explain explain -> "explain " + sql(explain.relation()).orElse("a DataFrame");
      case Statement.CreateView view -> "create view " + view.name();
      case Statement.DropView view -> "drop view " + view.name();
      case Statement.SetConfig set -> "set " + set.key().orElse("");
      case Statement.ShowTables _ -> "show tables";
      case Statement.ShowViews _ -> "show views";
      case Statement.ShowColumns columns -> "show columns in " + name(columns.table());
      case Statement.DescribeFunction function -> "describe function " + function.name();
      case Statement.AddJars jars -> "add jar " + String.join(" ", jars.paths());
      case Statement.ShowFunctions _ -> "show functions";
      case Statement.Describe _ -> "describe";
      case Statement.CacheTable cache -> "cache table " + name(cache.table());
      case Statement.UncacheTable uncache -> "uncache table " + name(uncache.table());
      case Statement.ClearCache _ -> "clear cache";
      case Statement.RefreshTable refresh -> "refresh table " + name(refresh.table());
      case Statement.RefreshPath refresh -> "refresh " + refresh.path();
    };
  }

  private static String name(Relation.Table table) {
    return String.join(".", table.nameParts());
  }

  private static Optional<String> sql(Relation relation) {
    return Optional.ofNullable(relation.origin().span()).map(span -> span.text());
  }

  private static String oneLine(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT - 3) + "...";
  }
}
