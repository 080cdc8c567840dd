package io.sampo.cluster.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.runtime.exchange.DataNode;
import io.sampo.runtime.membership.protocol.CoordinatorMessage;
import io.sampo.runtime.membership.protocol.WorkerFigures;
import io.sampo.runtime.membership.protocol.WorkerIdentity;
import io.sampo.runtime.worker.protocol.WorkerCommand;
import io.sampo.runtime.worker.protocol.WorkerInfo;
import java.util.Set;
import java.util.TreeSet;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

@NullMarked
final class CoordinatorStateTest {
  private static final ActorTestKit KIT = ActorTestKit.create();

  private final CoordinatorState state = new CoordinatorState();
  private final TestProbe<WorkerCommand> actor = KIT.createTestProbe(WorkerCommand.class);
  private final WorkerIdentity worker = worker("w1");

  private static WorkerIdentity worker(String id) {
    var data = new DataNode(id, "127.0.0.1", 25521);
    return new WorkerIdentity(
        id, 17, "127.0.0.1:25520", 1024, new WorkerInfo(id, 2, "127.0.0.1", data));
  }

  private CoordinatorMessage.Report report(int blocks) {
    return report(worker, blocks);
  }

  private CoordinatorMessage.Report report(WorkerIdentity of, int blocks) {
    return new CoordinatorMessage.Report(of, actor.ref(), new WorkerFigures(0, blocks, 0));
  }

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void aWorkerJoinsByItsFirstReport() {
    assertThat(state.reported(report(0))).containsExactly(new CoordinatorAction.TellJoined(worker));
    assertThat(state.reported(report(3))).isEmpty();
    assertThat(state.workers())
        .singleElement()
        .satisfies(known -> assertThat(known.figures().blocks()).isEqualTo(3));
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
  void aWorkerWhoseProcessEndedIsLostAtOnce() {
    state.reported(report(0));
    assertThat(state.ended("w1"))
        .containsExactly(
            new CoordinatorAction.TellLost("w1", "its process ended"),
            new CoordinatorAction.Down("127.0.0.1:25520"));
    assertThat(state.ended("w1")).isEmpty();
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
    WorkerIdentity next = worker("w2");
    assertThat(state.reported(report(next, 0)))
        .containsExactly(new CoordinatorAction.TellJoined(next));
  }

  @Test
  void aWorkerThatLeavesStaysUntilItIsOut() {
    state.reported(report(0));
    assertThat(state.leaving("w1")).containsExactly(new CoordinatorAction.TellLeaving("w1"));
    assertThat(state.leaving("w2")).isEmpty();
    assertThat(state.workers()).hasSize(1);
    assertThat(state.removed("127.0.0.1:25520"))
        .containsExactly(new CoordinatorAction.TellLost("w1", "it left the cluster"));
  }

  @Test
  void withADriverThatStandsByASilentWorkerIsPutOutWhereBothDriversAre() {
    state.reported(report(0));
    String silent = "127.0.0.1:25520";
    String standby = "127.0.0.1:3";
    assertThat(state.unreachable(silent, false))
        .containsExactly(new CoordinatorAction.TellLost("w1", "it does not answer"));
    assertThat(state.stillUnreachable(silent, Set.of(silent), Set.of(standby)))
        .containsExactly(new CoordinatorAction.Down(silent));
    // The other side may have a driver and most of the workers.
    assertThat(state.stillUnreachable(silent, Set.of(silent, standby), Set.of(standby))).isEmpty();
    assertThat(state.stillUnreachable(standby, Set.of(standby), Set.of(standby))).isEmpty();
    // It answers again.
    assertThat(state.stillUnreachable(silent, Set.of(), Set.of(standby))).isEmpty();
  }

  @Test
  void mostWorkersSilentAtOnceArePutOutAllTheSame() {
    var silent = new TreeSet<String>();
    for (int number = 1; number <= 9; number++) {
      silent.add("127.0.0.1:" + number);
    }
    for (String address : silent) {
      assertThat(state.stillUnreachable(address, silent, Set.of("127.0.0.1:99")))
          .containsExactly(new CoordinatorAction.Down(address));
      assertThat(state.stillUnreachable(address, silent, Set.of()))
          .containsExactly(new CoordinatorAction.Down(address));
      // One driver alone does not even wait.
      assertThat(state.unreachable(address, true))
          .containsExactly(new CoordinatorAction.Down(address));
    }
  }

  @Test
  void othersAreNotTouched() {
    state.reported(report(0));
    assertThat(state.unreachable("127.0.0.1:1", false)).isEmpty();
    assertThat(state.unreachable("127.0.0.1:1", true))
        .containsExactly(new CoordinatorAction.Down("127.0.0.1:1"));
    assertThat(state.removed("127.0.0.1:1")).isEmpty();
    assertThat(state.workers()).hasSize(1);
  }
}
