package io.sampo.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TaskStateTest {
  private static final TaskReport DONE = new TaskReport.Succeeded(3);

  private final TaskState state = new TaskState();

  @Test
  void aStartedTaskIsSubmittedAndItsEndReportedOnce() {
    assertThat(state.started()).containsExactly(new TaskAction.Submit());
    assertThat(state.ended(DONE)).containsExactly(new TaskAction.End(DONE));
    assertThat(state.ended(DONE)).isEmpty();
  }

  @Test
  void itIsStoppedOnceAndReportsWhatCameOfIt() {
    var stopped = new TaskReport.Stopped(3, null);
    state.started();
    assertThat(state.stopRequested()).containsExactly(new TaskAction.StopAttempt());
    assertThat(state.stopRequested()).isEmpty();
    assertThat(state.ended(stopped)).containsExactly(new TaskAction.End(stopped));
  }

  @Test
  void aTaskThatIsDoneBeforeItNoticesTheStopIsDone() {
    state.started();
    state.stopRequested();
    assertThat(state.ended(DONE)).containsExactly(new TaskAction.End(DONE));
  }

  @Test
  void aStopAfterTheEndDoesNothing() {
    state.started();
    state.ended(DONE);
    assertThat(state.stopRequested()).isEmpty();
    assertThat(state.orphaned()).isEmpty();
  }

  @Test
  void anOrphanStopsItsAttempt() {
    assertThat(state.orphaned()).isEmpty();
    var running = new TaskState();
    running.started();
    assertThat(running.orphaned()).containsExactly(new TaskAction.StopAttempt());
    assertThat(running.ended(DONE)).isEmpty();
  }
}
