package io.sampo.cluster.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.runtime.membership.protocol.CoordinatorMessage;
import io.sampo.runtime.membership.protocol.WorkerFigures;
import io.sampo.runtime.membership.protocol.WorkerIdentity;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
final class CoordinatorStateTest {
  private final CoordinatorState state = new CoordinatorState();
  private final WorkerIdentity worker = new WorkerIdentity("w1", 17, "127.0.0.1:25520", 2, 1024);

  private CoordinatorMessage.Report report(int tasks) {
    return new CoordinatorMessage.Report(worker, new WorkerFigures(0, tasks, 0, 0));
  }

  @Test
  void aWorkerJoinsByItsFirstReport() {
    assertThat(state.reported(report(0))).containsExactly(new CoordinatorAction.TellJoined(worker));
    assertThat(state.reported(report(3))).isEmpty();
    assertThat(state.workers())
        .singleElement()
        .satisfies(known -> assertThat(known.figures().tasks()).isEqualTo(3));
  }

  @Test
  void aSilentWorkerIsLostAndPutOut() {
    state.reported(report(0));
    assertThat(state.unreachable("127.0.0.1:25520", true))
        .containsExactly(
            new CoordinatorAction.TellLost("w1", "it does not answer"),
            new CoordinatorAction.Down("127.0.0.1:25520"));
    assertThat(state.removed("127.0.0.1:25520")).isEmpty();
  }

  @Test
  void whoWasLostStaysLost() {
    state.reported(report(0));
    assertThat(state.unreachable("127.0.0.1:25520", false))
        .containsExactly(new CoordinatorAction.TellLost("w1", "it does not answer"));
    assertThat(state.reported(report(1)))
        .containsExactly(new CoordinatorAction.Down("127.0.0.1:25520"));
    assertThat(state.workers()).isEmpty();
  }

  @Test
  void aNewProcessAtAnOldAddressIsANewWorker() {
    state.reported(report(0));
    state.removed("127.0.0.1:25520");
    var next = new WorkerIdentity("w2", 18, "127.0.0.1:25520", 2, 1024);
    assertThat(state.reported(new CoordinatorMessage.Report(next, WorkerFigures.NONE)))
        .containsExactly(new CoordinatorAction.TellJoined(next));
  }

  @Test
  void aWorkerThatLeavesIsLostAtOnce() {
    state.reported(report(0));
    assertThat(state.leaving("w1"))
        .containsExactly(new CoordinatorAction.TellLost("w1", "it is shutting down"));
    assertThat(state.leaving("w1")).isEmpty();
    assertThat(state.workers()).isEmpty();
  }

  @Test
  void othersAreNotTouched() {
    state.reported(report(0));
    assertThat(state.unreachable("127.0.0.1:1", true)).isEmpty();
    assertThat(state.removed("127.0.0.1:1")).isEmpty();
    assertThat(state.workers()).hasSize(1);
  }
}
