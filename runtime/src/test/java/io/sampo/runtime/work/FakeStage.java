package io.sampo.runtime.work;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** A stage of a {@link FakeQuery}: its phases are told beforehand. */
public final class FakeStage implements StageWork {
  private final FakeQuery query;
  private final int id;
  private final Set<Integer> inputs;
  private final Queue<Supplier<List<TaskWork>>> phases = new ArrayDeque<>();

  FakeStage(FakeQuery query, int id, Set<Integer> inputs) {
    this.query = query;
    this.id = id;
    this.inputs = inputs;
  }

  /** Adds a phase of as many tasks. */
  public FakeStage phase(int tasks, IntFunction<FakeTask.Script> script) {
    int phase = phases.size();
    phases.add(() -> {
      List<TaskWork> made = new ArrayList<>();
      for (int i = 0; i < tasks; i++) {
        String name = id + "." + phase + "." + i;
        made.add(query.track(new FakeTask(query, name, script.apply(i), 1)));
      }
      return made;
    });
    return this;
  }

  /** Adds a phase of tasks that are done in one slice. */
  public FakeStage phase(int tasks) {
    return phase(tasks, task -> (attempt, slice, waker) -> TaskWork.Status.DONE);
  }

  /** Adds a phase that cannot be made. */
  public FakeStage phaseThrows(Supplier<? extends RuntimeException> failure) {
    phases.add(() -> {
      throw failure.get();
    });
    return this;
  }

  @Override
  public int id() {
    return id;
  }

  @Override
  public Set<Integer> inputs() {
    return inputs;
  }

  @Override
  public String description() {
    return "stage-" + id;
  }

  /** The tasks of the first phase, for tests that run them without a runner. */
  public List<TaskWork> tasksOfFirstPhase() {
    return phases.remove().get();
  }

  @Override
  public List<TaskWork> nextPhase() {
    query.use("stage " + id);
    if (!Thread.currentThread().getName().contains("-compute-")) {
      query.breach("nextPhase was called by " + Thread.currentThread().getName());
    }
    Supplier<List<TaskWork>> phase = phases.poll();
    return phase == null ? List.of() : phase.get();
  }
}
