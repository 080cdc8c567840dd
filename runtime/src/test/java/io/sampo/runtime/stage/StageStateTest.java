package io.sampo.runtime.stage;

import static io.sampo.error.ErrorCode.DIVIDE_BY_ZERO;
import static io.sampo.error.ErrorCode.INTERNAL_ERROR;
import static io.sampo.error.ErrorCode.OUT_OF_HEAP;
import static io.sampo.error.ErrorCode.OUT_OF_MEMORY;
import static io.sampo.error.ErrorCode.TASK_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.memory.MemoryBudget;
import io.sampo.runtime.task.TaskReport;
import io.sampo.runtime.work.TaskWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StageStateTest {
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final StageAction ASK = new StageAction.AskPhase();
  private static final StageAction COMPLETED = new StageAction.End(new StageReport.Completed(7));
  private static final StageAction STOPPED =
      new StageAction.End(new StageReport.Stopped(7, List.of()));

  private final StageState state = new StageState(7, "scan lineitem", 2, RetryPolicy.DEFAULT);

  @Test
  void aStageWithoutTasksIsDone() {
    assertThat(state.started()).containsExactly(ASK);
    assertThat(state.phaseReady(List.of())).containsExactly(COMPLETED);
  }

  @Test
  void asManyTasksAsTheWindowHoldsAreOnTheirWay() {
    var tasks = phase(4);
    assertThat(state.phaseReady(tasks)).containsExactly(start(tasks, 0), start(tasks, 1));
    assertThat(succeed(1)).containsExactly(start(tasks, 2));
    assertThat(succeed(0)).containsExactly(start(tasks, 3));
    assertThat(succeed(2)).isEmpty();
    assertThat(state.tasksTotal()).isEqualTo(4);
    assertThat(state.tasksDone()).isEqualTo(3);
  }

  @Test
  void thePhaseAfterIsAskedForWhenAllTasksAreDone() {
    state.phaseReady(phase(2));
    assertThat(succeed(1)).isEmpty();
    assertThat(succeed(0)).containsExactly(ASK);
    var second = phase(1);
    assertThat(state.phaseReady(second)).containsExactly(start(second, 0));
    assertThat(succeed(0)).containsExactly(ASK);
    assertThat(state.phaseReady(List.of())).containsExactly(COMPLETED);
  }

  @Test
  void aTransientFailureIsTriedAgainWithGrowingPausesAndThenNamed() {
    state.phaseReady(phase(1));
    SampoException first = error(TASK_FAILED);
    var attempt = new Named("part 3");
    for (int failures = 1; failures <= 3; failures++) {
      Duration pause = PAUSE.multipliedBy(1L << (2 * (failures - 1)));
      assertThat(fail(0, failures == 1 ? first : error(TASK_FAILED), attempt))
          .containsExactly(new StageAction.RetryLater(0, pause));
      assertThat(state.pauseOver(0)).containsExactly(new StageAction.RetryTask(0, attempt));
    }
    SampoException error = failure(fail(0, error(TASK_FAILED), attempt));
    assertThat(error.code()).isEqualTo(TASK_FAILED);
    assertThat(error.parameters())
        .containsEntry("stage", "scan lineitem")
        .containsEntry("task", "0 (part 3)")
        .containsEntry("attempts", "4");
    assertThat(error).hasCause(first);
    assertThat(error.getSuppressed()).hasSize(3);
  }

  @Test
  void aFaultOfTheEngineIsTriedOnceMoreAtOnce() {
    state.phaseReady(phase(1));
    var attempt = new Named("");
    var first = new NullPointerException("x is null");
    assertThat(fail(0, first, attempt)).containsExactly(new StageAction.RetryTask(0, attempt));
    SampoException error = failure(fail(0, new IllegalStateException("again"), attempt));
    assertThat(error.code()).isEqualTo(INTERNAL_ERROR);
    assertThat(error).hasCause(first).hasMessageContaining("x is null");
    assertThat(error.getMessage()).contains("scan lineitem").contains("2 times");
  }

  @Test
  void aRetryThatSucceedsIsATaskDone() {
    state.phaseReady(phase(1));
    fail(0, new NullPointerException(), new Named(""));
    assertThat(succeed(0)).containsExactly(ASK);
    assertThat(state.tasksDone()).isEqualTo(1);
  }

  @Test
  void errorsOfTheUserAndOfResourcesEndTheStageAtOnce() {
    SampoException user = error(DIVIDE_BY_ZERO);
    state.phaseReady(phase(1));
    assertThat(fail(0, user, new Named("")))
        .containsExactly(new StageAction.Tell(new StageReport.Failed(7, user)), STOPPED);

    var other = new StageState(7, "sort", 2, RetryPolicy.DEFAULT);
    other.phaseReady(phase(1));
    var heap = new OutOfMemoryError("Java heap space");
    SampoException error =
        failure(other.taskReported(new TaskReport.Failed(0, heap, new Named(""))));
    assertThat(error.code()).isEqualTo(OUT_OF_HEAP);
    assertThat(error).hasCause(heap);
  }

  @Test
  void memoryThatOtherQueriesHoldIsWaitedForUnlessTheTaskCannotBeRepeated() {
    SampoException own = new SampoException(OUT_OF_MEMORY, Map.of("needed", "1 byte"));
    SampoException others =
        new SampoException(
            OUT_OF_MEMORY, Map.of("needed", "1 byte", MemoryBudget.HELD_BY_OTHERS, "2 bytes"));
    state.phaseReady(phase(1));
    var attempt = new Named("");
    for (int failures = 1; failures <= 3; failures++) {
      Duration pause = PAUSE.multipliedBy(1L << (2 * (failures - 1)));
      assertThat(fail(0, others, attempt)).containsExactly(new StageAction.RetryLater(0, pause));
      state.pauseOver(0);
    }
    assertThat(failure(fail(0, others, attempt)).code()).isEqualTo(OUT_OF_MEMORY);

    var alone = new StageState(7, "sort", 2, RetryPolicy.DEFAULT);
    alone.phaseReady(phase(1));
    assertThat(alone.taskReported(new TaskReport.Failed(0, own, attempt)))
        .contains(new StageAction.Tell(new StageReport.Failed(7, own)));

    var changing = new StageState(7, "sort", 2, RetryPolicy.DEFAULT);
    changing.phaseReady(phase(1));
    assertThat(changing.taskReported(new TaskReport.Failed(0, others, new Named("", false))))
        .contains(new StageAction.Tell(new StageReport.Failed(7, others)));
  }

  @Test
  void aFailureStopsWhatRunsAndAbandonsWhatNeverRan() {
    var tasks = phase(4);
    state.phaseReady(tasks);
    SampoException user = error(DIVIDE_BY_ZERO);
    assertThat(fail(0, user, tasks.get(0)))
        .containsExactly(
            new StageAction.Tell(new StageReport.Failed(7, user)),
            new StageAction.StopTask(1),
            new StageAction.AbandonTasks(tasks.subList(2, 4)));
    assertThat(state.tasksAbandoned(List.of())).isEmpty();
    assertThat(state.taskReported(new TaskReport.Stopped(1, null))).containsExactly(STOPPED);
  }

  @Test
  void whatElseFailsWhileStoppingIsToldAtTheEnd() {
    var tasks = phase(3);
    state.phaseReady(tasks);
    var second = new IllegalStateException("second");
    var third = new IllegalStateException("third");
    fail(0, error(DIVIDE_BY_ZERO), tasks.get(0));
    assertThat(fail(1, second, tasks.get(1))).isEmpty();
    assertThat(state.tasksAbandoned(List.of(third)))
        .containsExactly(new StageAction.End(new StageReport.Stopped(7, List.of(second, third))));
  }

  @Test
  void stoppedWhileThePhaseIsMade() {
    state.started();
    assertThat(state.stopRequested()).isEmpty();
    var tasks = phase(2);
    assertThat(state.phaseReady(tasks)).containsExactly(new StageAction.AbandonTasks(tasks));
    assertThat(state.tasksAbandoned(List.of())).containsExactly(STOPPED);
  }

  @Test
  void stoppedWhileThePhaseFails() {
    state.started();
    state.stopRequested();
    var trouble = new IllegalStateException("no phase");
    assertThat(state.phaseFailed(trouble))
        .containsExactly(new StageAction.End(new StageReport.Stopped(7, List.of(trouble))));
  }

  @Test
  void stoppedWhileTasksRun() {
    state.phaseReady(phase(2));
    assertThat(state.stopRequested())
        .containsExactly(new StageAction.StopTask(0), new StageAction.StopTask(1));
    assertThat(state.stopRequested()).isEmpty();
    assertThat(succeed(0)).isEmpty();
    assertThat(state.taskReported(new TaskReport.Stopped(1, null))).containsExactly(STOPPED);
  }

  @Test
  void stoppedDuringAPause() {
    state.phaseReady(phase(1));
    fail(0, error(TASK_FAILED), new Named(""));
    assertThat(state.stopRequested()).containsExactly(STOPPED);
    assertThat(state.pauseOver(0)).isEmpty();
  }

  @Test
  void stoppedAfterTheEnd() {
    state.started();
    state.phaseReady(List.of());
    assertThat(state.stopRequested()).isEmpty();
    assertThat(state.orphaned()).isEmpty();
  }

  @Test
  void aPhaseThatCannotBeMadeFailsTheStage() {
    state.started();
    var cause = new IllegalStateException("no phase");
    SampoException error = failure(state.phaseFailed(cause));
    assertThat(error.code()).isEqualTo(INTERNAL_ERROR);
    assertThat(error).hasCause(cause).hasMessageContaining("scan lineitem");

    var other = new StageState(1, "x", 1, RetryPolicy.DEFAULT);
    other.started();
    SampoException user = error(DIVIDE_BY_ZERO);
    assertThat(failure(other.phaseFailed(user))).isSameAs(user);
  }

  @Test
  void aLostActorFailsTheStage() {
    state.phaseReady(phase(2));
    var cause = new IllegalStateException("actor");
    var actions = state.taskLost(0, cause);
    assertThat(failure(actions)).hasCause(cause);
    assertThat(actions).contains(new StageAction.StopTask(1));
    assertThat(state.taskLost(1, cause))
        .containsExactly(new StageAction.End(new StageReport.Stopped(7, List.of(cause))));
  }

  @Test
  void anOrphanAbandonsWhatNeverRan() {
    var tasks = phase(3);
    state.phaseReady(tasks);
    assertThat(state.orphaned()).containsExactly(new StageAction.AbandonTasks(tasks.subList(2, 3)));
    assertThat(state.orphaned()).isEmpty();
  }

  private static SampoException failure(List<StageAction> actions) {
    return assertThat(actions.getFirst())
        .asInstanceOf(type(StageAction.Tell.class))
        .extracting(StageAction.Tell::report)
        .asInstanceOf(type(StageReport.Failed.class))
        .actual()
        .error();
  }

  private List<StageAction> succeed(int task) {
    return state.taskReported(new TaskReport.Succeeded(task));
  }

  private List<StageAction> fail(int task, Throwable cause, TaskWork attempt) {
    return state.taskReported(new TaskReport.Failed(task, cause, attempt));
  }

  private static StageAction start(List<TaskWork> tasks, int task) {
    return new StageAction.StartTask(task, tasks.get(task));
  }

  private static SampoException error(ErrorCode code) {
    return new SampoException(code, Map.of());
  }

  private static List<TaskWork> phase(int size) {
    List<TaskWork> tasks = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      tasks.add(new Named("split " + i));
    }
    return tasks;
  }

  /** A task that is never run here. */
  private record Named(String input, boolean isRepeatable) implements TaskWork {
    Named(String input) {
      this(input, true);
    }

    @Override
    public Status runSlice(long deadlineNanos, Runnable waker) {
      throw new AssertionError("a state machine does not run tasks");
    }

    @Override
    public void abandon() {
      throw new AssertionError("a state machine does not abandon tasks");
    }

    @Override
    public TaskWork retry() {
      throw new AssertionError("a state machine does not retry tasks");
    }

    @Override
    public Progress progress() {
      return Progress.NONE;
    }
  }
}
