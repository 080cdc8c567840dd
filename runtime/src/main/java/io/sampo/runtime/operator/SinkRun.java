package io.sampo.runtime.operator;

import io.sampo.codegen.emit.PipelineCompiler;
import io.sampo.codegen.row.RowLayout;
import io.sampo.physical.Sink;
import io.sampo.physical.Stage;
import io.sampo.runtime.work.TaskWork;
import java.util.List;
import java.util.Objects;

/**
 * The sink of a stage at run time: makes parts for tasks, and one of the parts when all are there.
 */
interface SinkRun {
  /** An empty part for a task. */
  SinkPart newPart(int task);

  /**
   * Whether tasks may share the input as they come; otherwise each has a fixed share, so that the
   * parts are in the input's order.
   */
  boolean sharesInput();

  /**
   * Whether fixed shares are to be few and long, one for each partition, since parts shrink as they
   * take rows; otherwise each source is a share.
   */
  default boolean wantsLongShares() {
    return false;
  }

  /** Over how many tasks the rows of one source are to be spread, in order. */
  default Spreading spreading() {
    return Spreading.ANY;
  }

  /** So many more tasks will send rows. */
  default void start(int tasks) {}

  /**
   * The next phase's tasks, called first when all parts are there; empty when the output is
   * published.
   */
  List<TaskWork> nextPhase(List<SinkPart> parts);

  default void close() {}

  /** The sink of a stage. */
  static SinkRun of(Stage stage, QueryRun query) {
    RowLayout layout = PipelineCompiler.sinkLayout(stage.sink(), query.context().ranges());
    return switch (stage.sink()) {
      case Sink.BuildTable build ->
          new BuildSink(stage.id(), query, build, Objects.requireNonNull(layout));
      case Sink.Group group ->
          new GroupSink(stage.id(), query, group, Objects.requireNonNull(layout));
      case Sink.SortRows sort ->
          new SortSink(stage.id(), query, sort, Objects.requireNonNull(layout));
      case Sink.CollectRows collect ->
          new CollectSink(stage.id(), query, collect, Objects.requireNonNull(layout));
      case Sink.WindowRows window ->
          new WindowSink(stage.id(), query, window, Objects.requireNonNull(layout));
      case Sink.Result result -> new ResultSink(stage.id(), query);
      case Sink.WriteFiles write -> new FileSink(stage.id(), query, write);
      case Sink.ExchangeWrite write -> new ExchangeSink(stage.id(), query, write);
    };
  }
}
