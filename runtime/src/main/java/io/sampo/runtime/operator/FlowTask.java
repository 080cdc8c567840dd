package io.sampo.runtime.operator;

import io.sampo.codegen.pipeline.CompiledPipeline;
import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.runtime.work.TaskWork;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs a flow over some of its input into a part of its own of the sink. */
final class FlowTask implements TaskWork {
  private final Parts parts;
  private @Nullable FlowInput input;
  private @Nullable PipelineInstance instance;
  private @Nullable SinkPart part;
  private @Nullable Joins joins;

  /**
   * What a task is made of.
   *
   * @param input opens the input from its start
   * @param joins the tables to probe, loaded now where they are not shared
   * @param part makes an empty part of the sink
   * @param publish receives the part when the task is done
   */
  record Parts(
      QueryContext context,
      CompiledPipeline compiled,
      Supplier<FlowInput> input,
      Supplier<Joins> joins,
      Supplier<SinkPart> part,
      Consumer<SinkPart> publish) {}

  FlowTask(Parts parts) {
    this.parts = parts;
  }

  @Override
  public Status runSlice(long deadlineNanos, Runnable waker) {
    if (instance == null) {
      open();
    }
    FlowInput from = Objects.requireNonNull(input);
    PipelineInstance through = Objects.requireNonNull(instance);
    SinkPart into = Objects.requireNonNull(part);
    Status status;
    try {
      status = runSlice(deadlineNanos, waker, from, through, into);
    } catch (RuntimeException | Error e) {
      FailedInput.note(e, from.description());
      throw e;
    }
    if (status != Status.DONE) {
      into.leave();
    }
    return status;
  }

  private Status runSlice(
      long deadlineNanos, Runnable waker, FlowInput from, PipelineInstance through, SinkPart into) {
    do {
      parts.context().checkCancelled();
      if (!into.afterBatch(through.pipeline(), waker)
          || !hasRoom(into, through.pipeline(), parts.context(), waker)) {
        return Status.WAITING;
      }
      if (!into.satisfied() && !from.ready(waker)) {
        return Status.WAITING;
      }
      int rows = into.satisfied() ? -1 : from.next(through.pipeline());
      from.takeCompleted().forEach(into::complete);
      if (rows < 0) {
        if (!into.drained(through.pipeline(), waker)) {
          return Status.WAITING;
        }
        finish(into, through.pipeline());
        parts.context().counts().add(through.pipeline().counts);
        closeInput();
        part = null;
        parts.publish().accept(into);
        return Status.DONE;
      }
      if (rows > 0) {
        through.process(rows);
      }
    } while (System.nanoTime() < deadlineNanos);
    return Status.RUNNING;
  }

  /** Ends a part, for which no more rows will come. */
  static void finish(SinkPart into, GeneratedPipeline pipeline) {
    into.leaveBehind(pipeline);
    into.finish(pipeline);
    into.memory().settle();
  }

  /** Whether there is room for another batch; otherwise the waker will be called. */
  static boolean hasRoom(
      SinkPart into, GeneratedPipeline pipeline, QueryContext context, Runnable waker) {
    if (context.settings().forceSpill()) {
      into.spillAtEveryChance(pipeline);
    }
    while (true) {
      switch (into.memory().ask(waker)) {
        case PROCESS -> {
          return true;
        }
        case WAIT -> {
          return false;
        }
        case SPILL -> into.spill(pipeline);
      }
    }
  }

  private void open() {
    part = parts.part().get();
    joins = parts.joins().get();
    input = parts.input().get();
    instance = new PipelineInstance(parts.compiled(), joins.tables(), parts.context());
    part.attach(instance.pipeline());
  }

  private void closeInput() {
    if (input != null) {
      input.close();
    }
    if (instance != null) {
      instance.close();
    }
    if (joins != null) {
      joins.close();
    }
  }

  @Override
  public String input() {
    return input == null ? "" : input.description();
  }

  @Override
  public void abandon() {
    closeInput();
    if (part != null) {
      part.close();
      part = null;
    }
  }

  @Override
  public TaskWork retry() {
    return new FlowTask(parts);
  }

  @Override
  public Progress progress() {
    FlowInput from = input;
    return from == null ? Progress.NONE : from.progress();
  }
}
