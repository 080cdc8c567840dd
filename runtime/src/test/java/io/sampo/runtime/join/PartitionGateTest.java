package io.sampo.runtime.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionGateTest {
  private final PartitionGate gate = new PartitionGate(100);
  private final List<String> woken = new ArrayList<>();

  private boolean enter(String owner, long bytes) {
    return gate.enter(owner, bytes, () -> woken.add(owner));
  }

  @Test
  void asManyEnterAsThereIsRoomFor() {
    assertThat(enter("a", 60)).isTrue();
    assertThat(enter("b", 40)).isTrue();
    assertThat(enter("c", 1)).isFalse();
    gate.leave(60);
    assertThat(woken).containsExactly("c");
    assertThat(enter("c", 1)).isTrue();
  }

  @Test
  void aSmallOneDoesNotOvertakeALargeOne() {
    assertThat(enter("a", 60)).isTrue();
    assertThat(enter("b", 60)).isFalse();
    assertThat(enter("c", 10)).isFalse();
    gate.leave(60);
    assertThat(woken).containsExactly("b");
    assertThat(enter("c", 10)).isFalse();
    assertThat(enter("b", 60)).isTrue();
    assertThat(woken).containsExactly("b", "c");
    assertThat(enter("c", 10)).isTrue();
  }

  @Test
  void oneThatIsTooLargeEntersAlone() {
    assertThat(enter("a", 1)).isTrue();
    assertThat(enter("b", 1000)).isFalse();
    gate.leave(1);
    assertThat(enter("b", 1000)).isTrue();
    assertThat(enter("c", 1)).isFalse();
  }

  @Test
  void whoIsForgottenHoldsNobodyUp() {
    assertThat(enter("a", 100)).isTrue();
    assertThat(enter("b", 100)).isFalse();
    assertThat(enter("c", 100)).isFalse();
    gate.forget("b");
    gate.leave(100);
    assertThat(enter("c", 100)).isTrue();
  }

  @Test
  void partitionsThatStayLeaveHalfToOthers() {
    assertThat(gate.stay(80)).isEqualTo(80);
    assertThat(gate.stay(80)).isEqualTo(20);
    assertThat(gate.stay(1)).isZero();
    Object first = new Object();
    Object second = new Object();
    assertThat(gate.enter(first, 40, () -> {})).isTrue();
    assertThat(gate.enter(second, 20, () -> {})).isFalse();
    gate.giveBack(50);
    assertThat(gate.enter(second, 10, () -> {})).isTrue();
    assertThat(gate.stay(10)).isZero();
  }

  @Test
  void partitionsThatNeverWereOnDiskLeaveHalfToOthers() {
    gate.kept(30);
    assertThat(enter("a", 60)).isTrue();
    assertThat(enter("b", 20)).isFalse();
    gate.kept(-20);
    assertThat(woken).containsExactly("b");
    assertThat(enter("b", 20)).isTrue();
    gate.leave(60);
    gate.leave(20);
    gate.kept(200);
    assertThat(enter("c", 50)).isTrue();
    assertThat(enter("d", 1)).isFalse();
    // They are charged elsewhere.
    assertThat(gate.stay(100)).isEqualTo(50);
  }
}
