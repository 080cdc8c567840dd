package io.sampo.runtime.compute;

import io.sampo.runtime.work.TaskWork.Status;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One quick call, made even when its lane drains, since somebody waits for the answer. */
final class CallJob<T> extends Job {
  private final Supplier<T> call;
  private final Reply<T> reply;
  private @Nullable T value;
  private @Nullable Throwable cause;

  CallJob(Lane lane, long order, Supplier<T> call, Reply<T> reply) {
    super(lane, order);
    this.call = call;
    this.reply = reply;
  }

  @Override
  Status step(long deadlineNanos) {
    if (value == null && cause == null) {
      try {
        value = call.get();
      } catch (Throwable failure) {
        cause = failure;
      }
    }
    if (value != null) {
      reply.returned(value);
    } else if (cause != null) {
      reply.failed(cause);
    } else {
      reply.failed(new NullPointerException("a call returned null"));
    }
    return Status.DONE;
  }
}
