package io.sampo.runtime.cluster;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.cache.RowFigures;
import io.sampo.runtime.cache.SpreadRows;
import io.sampo.runtime.exchange.PartitionLocation;
import io.sampo.runtime.exchange.PartitionSummary;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A query whose result later queries read. When it is complete all that it was made of is freed; a
 * part that is lost is made again, by lineage, when a task is to read it. Where that would not
 * surely yield the same rows all of them are given up, so that rows of two attempts are never
 * mixed. Used by one thread.
 */
final class KeptState {
  private final QueryState query;
  private final QueryOrder.Keeping keeping;
  private final List<PartitionSummary> written = new ArrayList<>();
  private boolean complete;
  private boolean settled;
  private boolean doubtful;
  private long wishes;

  KeptState(QueryState query, QueryOrder.Keeping keeping) {
    this.query = query;
    this.keeping = keeping;
  }

  /** Whether nothing of it is under way. */
  boolean isSettled() {
    return settled;
  }

  /** Something may have been lost. */
  void doubt() {
    doubtful = true;
  }

  /** What follows from what became of its tasks. */
  List<ClusterAction> advance() {
    if (query.ended() || settled && !doubtful) {
      return List.of();
    }
    doubtful = false;
    List<TaskKey> parts = query.result();
    if (!complete) {
      return parts.isEmpty() || !parts.stream().allMatch(query::available)
          ? List.of()
          : completed(parts);
    }
    for (int i = 0; i < parts.size(); i++) {
      Optional<SampoException> trouble = trouble(parts.get(i), written.get(i));
      if (trouble.isPresent()) {
        return query.fail(trouble.get());
      }
    }
    return settled || parts.stream().anyMatch(query::isWanted) ? List.of() : List.of(settle());
  }

  private List<ClusterAction> completed(List<TaskKey> parts) {
    complete = true;
    var told = new ArrayList<SpreadRows.Part>();
    var figures = new RowFigures(0, List.of());
    for (TaskKey part : parts) {
      TaskState.Done done = Objects.requireNonNull(done(part));
      PartitionSummary summary = done.partitions().getFirst();
      written.add(summary);
      told.add(new SpreadRows.Part(summary.blocks(), summary.rows(), summary.bytes()));
      figures = done.kept().map(figures::plus).orElse(figures);
    }
    return List.of(settle(), new ClusterAction.Kept(query.order().id(), told, figures));
  }

  private TaskState.@Nullable Done done(TaskKey part) {
    return Objects.requireNonNull(query.tasks().get(part)).done;
  }

  private ClusterAction settle() {
    settled = true;
    query.rest();
    return new ClusterAction.KeepOnly(
        query.order().id(), new LinkedHashSet<>(query.order().graph().results()));
  }

  /** Why the rows cannot be kept any longer. */
  private Optional<SampoException> trouble(TaskKey part, PartitionSummary first) {
    TaskState.Done done = done(part);
    if (done != null) {
      PartitionSummary now = done.partitions().getFirst();
      boolean alike =
          now.rows() == first.rows()
              && now.blocks() == first.blocks()
              && now.checksum() == first.checksum();
      return alike ? Optional.empty() : Optional.of(lost("a part came out otherwise"));
    }
    if (!keeping.again()) {
      return Optional.of(
          new SampoException(ErrorCode.CHECKPOINT_LOST, Map.of("name", keeping.label())));
    }
    return query.yieldsTheSame(part.fragment())
        ? Optional.empty()
        : Optional.of(lost("they vary each time they are computed"));
  }

  /** The error of rows that are gone. */
  static SampoException lost(String details) {
    return new SampoException(ErrorCode.KEPT_ROWS_LOST, Map.of("details", details));
  }

  /** Where a part is; empty when it has to be made again, as it is from now on. */
  Optional<PartitionLocation> place(int part) {
    TaskKey key = query.result().get(part);
    Optional<PartitionLocation> place = query.place(key);
    if (place.isEmpty() && !query.isWanted(key)) {
      query.want(key);
      settled = false;
      wishes++;
    }
    return place;
  }

  /** How many parts were to be made again so far. */
  long wishes() {
    return wishes;
  }
}
