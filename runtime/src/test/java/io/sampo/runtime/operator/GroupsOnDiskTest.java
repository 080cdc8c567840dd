package io.sampo.runtime.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class GroupsOnDiskTest {
  private final GroupsOnDisk onDisk = new GroupsOnDisk();

  GroupsOnDiskTest() {
    long[] counts = new long[GroupSpill.PARTITIONS];
    Arrays.fill(counts, 100);
    assertThat(onDisk.leave(counts, 1 << 20, 1 << 20)).isZero();
  }

  @Test
  void moreGroupsThanTheHeapHasAddressesForGoToDisk() {
    assertThat(onDisk.fewerThan(1600)).isZero();
    assertThat(onDisk.fewerThan(1250)).isEqualTo(4);
    assertThat(onDisk.groups()).isEqualTo(1200);
    assertThat(onDisk.fewerThan(0)).isEqualTo(GroupSpill.PARTITIONS);
  }
}
