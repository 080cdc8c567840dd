package io.sampo.runtime.work;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A task that runs a script, and notes every breach of the contract by those who call it. */
public final class FakeTask implements TaskWork {
  /** What a slice does. */
  @FunctionalInterface
  public interface Script {
    /**
     * @param attempt counted from 1
     * @param slice counted from 1
     */
    Status slice(int attempt, int slice, Runnable waker);
  }

  private final FakeQuery query;
  private final String name;
  private final Script script;
  private final int attempt;
  private final AtomicReference<@Nullable Thread> inside = new AtomicReference<>();
  private final AtomicInteger slices = new AtomicInteger();
  private boolean done;
  private boolean abandoned;

  FakeTask(FakeQuery query, String name, Script script, int attempt) {
    this.query = query;
    this.name = name;
    this.script = script;
    this.attempt = attempt;
  }

  @Override
  public Status runSlice(long deadlineNanos, Runnable waker) {
    enter();
    try {
      if (done || abandoned) {
        query.breach(name + " ran after its end");
      }
      int slice = slices.incrementAndGet();
      query.began(name, attempt, slice);
      Status status = script.slice(attempt, slice, waker);
      if (status == Status.DONE) {
        done = true;
        query.finished(name);
      }
      return status;
    } finally {
      leave();
    }
  }

  @Override
  public String input() {
    return "split of " + name;
  }

  @Override
  public void abandon() {
    enter();
    if (done) {
      query.breach(name + " was abandoned after it was done");
    }
    if (abandoned) {
      query.breach(name + " was abandoned twice");
    }
    abandoned = true;
    query.abandoned(name, attempt);
    leave();
  }

  @Override
  public TaskWork retry() {
    if (!abandoned) {
      query.breach(name + " was retried without having been abandoned");
    }
    return query.track(new FakeTask(query, name, script, attempt + 1));
  }

  @Override
  public Progress progress() {
    return new Progress(slices.get(), 10L * slices.get());
  }

  boolean open() {
    return !done && !abandoned;
  }

  private void enter() {
    query.use(name);
    if (!inside.compareAndSet(null, Thread.currentThread())) {
      query.breach(name + " was called by two threads at once");
    }
    if (!Thread.currentThread().getName().contains("-compute-")) {
      query.breach(name + " was called by " + Thread.currentThread().getName());
    }
  }

  private void leave() {
    inside.set(null);
  }
}
