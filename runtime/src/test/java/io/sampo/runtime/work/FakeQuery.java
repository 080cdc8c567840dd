package io.sampo.runtime.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A query of plain code. It notes what happens, and every breach of the contract. */
public final class FakeQuery implements QueryWork {
  private final List<StageWork> stages = new ArrayList<>();
  private final AtomicInteger closes = new AtomicInteger();
  private final Queue<String> breaches = new ConcurrentLinkedQueue<>();
  private final Queue<String> events = new ConcurrentLinkedQueue<>();
  private final Queue<FakeTask> tasks = new ConcurrentLinkedQueue<>();
  private final Map<String, Integer> attempts = new ConcurrentHashMap<>();

  /** Adds a stage that starts when its inputs are done. */
  public FakeStage stage(Integer... inputs) {
    var stage = new FakeStage(this, stages.size(), Set.of(inputs));
    stages.add(stage);
    return stage;
  }

  @Override
  public List<StageWork> stages() {
    return List.copyOf(stages);
  }

  @Override
  public void close() {
    closes.incrementAndGet();
    for (FakeTask task : tasks) {
      if (task.open()) {
        breach("the query was closed with a task that is neither done nor abandoned");
      }
    }
  }

  /** What happened: {@code begin NAME ATTEMPT}, {@code done NAME}, {@code abandon NAME ATTEMPT}. */
  public List<String> events() {
    return List.copyOf(events);
  }

  /** The highest attempt of a task that ran, 0 when none did. */
  public int attempts(String task) {
    return attempts.getOrDefault(task, 0);
  }

  /** Asserts what must hold after every query. */
  public void assertClosedOnceAndContractKept() {
    assertThat(breaches).isEmpty();
    assertThat(closes).hasValue(1);
  }

  public int closes() {
    return closes.get();
  }

  FakeTask track(FakeTask task) {
    tasks.add(task);
    return task;
  }

  void use(String what) {
    if (closes.get() > 0) {
      breach(what + " was used after the query was closed");
    }
  }

  void began(String task, int attempt, int slice) {
    attempts.merge(task, attempt, Math::max);
    if (slice == 1) {
      events.add("begin " + task + " " + attempt);
    }
  }

  void finished(String task) {
    events.add("done " + task);
  }

  void abandoned(String task, int attempt) {
    events.add("abandon " + task + " " + attempt);
  }

  void breach(String words) {
    breaches.add(words);
  }
}
