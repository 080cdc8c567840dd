package io.sampo.runtime.query;

import static io.sampo.error.ErrorCode.DIVIDE_BY_ZERO;
import static io.sampo.error.ErrorCode.INTERNAL_ERROR;
import static io.sampo.error.ErrorCode.OPERATION_CANCELED;
import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.error.SampoException;
import io.sampo.runtime.stage.StageReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QueryStateTest {
  private static final QueryAction SUCCESS = new QueryAction.Finish(null);

  @Test
  void aQueryWithoutStagesIsDone() {
    assertThat(new QueryState(List.of()).started()).containsExactly(SUCCESS);
  }

  @Test
  void stagesStartWhenAllTheirInputsAreDone() {
    var state = state(Set.of(), Set.of(), Set.of(0, 1), Set.of(1), Set.of(2, 3));
    assertThat(state.started()).containsExactly(start(0), start(1));
    assertThat(complete(state, 1)).containsExactly(start(3));
    assertThat(complete(state, 3)).isEmpty();
    assertThat(complete(state, 0)).containsExactly(start(2));
    assertThat(complete(state, 2)).containsExactly(start(4));
    assertThat(complete(state, 4)).containsExactly(SUCCESS);
  }

  @Test
  void stagesInAWrongOrderAreAFault() {
    var state = state(Set.of(1), Set.of());
    assertThat(error(state.started()).code()).isEqualTo(INTERNAL_ERROR);
    var twice = new QueryState(List.of(Map.entry(1, Set.of()), Map.entry(1, Set.of())));
    assertThat(error(twice.started())).hasMessageContaining("two stages have the id 1");
  }

  @Test
  void theFirstErrorIsTheQuerysAndTheOthersAreSuppressed() {
    var state = state(Set.of(), Set.of(), Set.of(0, 1));
    state.started();
    SampoException first = new SampoException(DIVIDE_BY_ZERO, Map.of());
    SampoException second = new SampoException(DIVIDE_BY_ZERO, Map.of());
    var third = new IllegalStateException("abandon failed");
    assertThat(state.stageReported(new StageReport.Failed(1, first)))
        .containsExactly(stop(0), stop(1));
    assertThat(state.stageReported(new StageReport.Failed(0, second))).isEmpty();
    assertThat(state.stageReported(new StageReport.Stopped(0, List.of(third)))).isEmpty();
    var end = state.stageReported(new StageReport.Stopped(1, List.of()));
    assertThat(error(end)).isSameAs(first);
    assertThat(first.getSuppressed()).containsExactly(second, third);
  }

  @Test
  void aStageThatCompletesAfterTheFailureStartsNothing() {
    var state = state(Set.of(), Set.of(), Set.of(0));
    state.started();
    SampoException first = new SampoException(DIVIDE_BY_ZERO, Map.of());
    state.stageReported(new StageReport.Failed(1, first));
    assertThat(complete(state, 0)).isEmpty();
    assertThat(error(state.stageReported(new StageReport.Stopped(1, List.of())))).isSameAs(first);
  }

  @Test
  void cancelledWhileStagesRun() {
    var state = state(Set.of(), Set.of(0));
    state.started();
    assertThat(state.cancelled()).containsExactly(stop(0));
    assertThat(state.cancelled()).isEmpty();
    var end = state.stageReported(new StageReport.Stopped(0, List.of()));
    assertThat(error(end).code()).isEqualTo(OPERATION_CANCELED);
  }

  @Test
  void cancelledBeforeItStarted() {
    var state = state(Set.of());
    assertThat(error(state.cancelled()).code()).isEqualTo(OPERATION_CANCELED);
    assertThat(state.started()).isEmpty();
  }

  @Test
  void cancelledAfterItFailedOrFinished() {
    var failing = state(Set.of());
    failing.started();
    SampoException first = new SampoException(DIVIDE_BY_ZERO, Map.of());
    failing.stageReported(new StageReport.Failed(0, first));
    assertThat(failing.cancelled()).isEmpty();
    assertThat(error(failing.stageReported(new StageReport.Stopped(0, List.of())))).isSameAs(first);

    var finished = state(Set.of());
    finished.started();
    complete(finished, 0);
    assertThat(finished.cancelled()).isEmpty();
  }

  @Test
  void aLostStageIsAFault() {
    var state = state(Set.of(), Set.of());
    state.started();
    var cause = new IllegalStateException("actor");
    assertThat(state.stageLost(0, cause)).containsExactly(stop(1));
    var end = state.stageReported(new StageReport.Stopped(1, List.of()));
    assertThat(error(end)).hasCause(cause);
  }

  @Test
  void aStageThatStopsByItselfIsAFault() {
    var state = state(Set.of());
    state.started();
    var end = state.stageReported(new StageReport.Stopped(0, List.of()));
    assertThat(error(end).code()).isEqualTo(INTERNAL_ERROR);
  }

  private static SampoException error(List<QueryAction> actions) {
    assertThat(actions).hasSize(1).first().isInstanceOf(QueryAction.Finish.class);
    SampoException error = ((QueryAction.Finish) actions.getFirst()).error();
    assertThat(error).isNotNull();
    return Objects.requireNonNull(error);
  }

  private static List<QueryAction> complete(QueryState state, int stage) {
    return state.stageReported(new StageReport.Completed(stage));
  }

  private static QueryAction start(int stage) {
    return new QueryAction.StartStage(stage);
  }

  private static QueryAction stop(int stage) {
    return new QueryAction.StopStage(stage);
  }

  @SafeVarargs
  private static QueryState state(Set<Integer>... inputs) {
    List<Map.Entry<Integer, Set<Integer>>> stages = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      stages.add(Map.entry(i, inputs[i]));
    }
    return new QueryState(stages);
  }
}
