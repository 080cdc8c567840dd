package io.sampo.runtime.work;

import java.util.List;
import java.util.Set;

/**
 * One stage: phases that run one after the other, each made of tasks that may run at the same time.
 */
public interface StageWork {
  int id();

  /** The stages that must be done before this one starts. */
  Set<Integer> inputs();

  /** What it does, in a few words, for progress and errors: {@code scan lineitem, group}. */
  String description();

  /**
   * The tasks of the next phase, asked for when all tasks of the phase before are done (for the
   * first phase: when the inputs are done). Quick; called by one thread at a time, never on an
   * actor's thread.
   *
   * @return the tasks, empty when the stage is done
   */
  List<TaskWork> nextPhase();
}
