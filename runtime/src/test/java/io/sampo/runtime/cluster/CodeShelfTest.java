package io.sampo.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.code.UserCode;
import io.sampo.code.UserJar;
import io.sampo.runtime.exchange.DataNode;
import io.sampo.runtime.exchange.ExchangeSettings;
import io.sampo.runtime.exchange.SpillingBlockStore;
import io.sampo.runtime.memory.MemoryBudget;
import io.sampo.runtime.worker.protocol.TaskCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullMarked
final class CodeShelfTest {
  @TempDir private Path folder;

  private static UserCode code(int bytes, byte first) {
    byte[] content = new byte[bytes];
    Arrays.fill(content, first);
    return new UserCode("session", List.of(), List.of(new UserJar("program.jar", content)));
  }

  private List<String> files() {
    String[] names = folder.resolve("journal").toFile().list();
    return names == null ? List.of() : List.of(names);
  }

  @Test
  void theSameCodeIsThereOnceForAsLongAsItIsUsed() {
    var memory = new MemoryBudget(1L << 30, 1L << 28);
    var journal = new FileQueryJournal(folder.resolve("journal"));
    try (var store =
            new SpillingBlockStore(
                "driver", memory.forQuery("store"), ExchangeSettings.of(1L << 28, folder));
        BufferAllocator allocator = memory.forQuery("code")) {
      var shelf = new CodeShelf(store, new DataNode("driver", "localhost", 1), allocator, journal);
      assertThat(shelf.shelve(code(1000, (byte) 1))).isInstanceOf(TaskCode.Here.class);
      TaskCode large = shelf.shelve(code(5_000_000, (byte) 1));
      assertThat(large).isInstanceOf(TaskCode.Elsewhere.class);
      long blocks = store.usage().blocks();
      assertThat(blocks).isEqualTo(2);
      assertThat(shelf.shelve(code(5_000_000, (byte) 1))).isEqualTo(large);
      assertThat(store.usage().blocks()).isEqualTo(blocks);
      TaskCode other = shelf.shelve(code(5_000_000, (byte) 2));
      assertThat(other).isNotEqualTo(large);
      assertThat(store.usage().blocks()).isEqualTo(2 * blocks);
      shelf.leave(other);
      shelf.leave(large);
      shelf.enter(large);
      shelf.leave(large);
      assertThat(store.usage().blocks()).isEqualTo(blocks);
      shelf.leave(large);
      assertThat(store.usage().blocks()).isZero();
      // Put there anew.
      TaskCode again = shelf.shelve(code(5_000_000, (byte) 1));
      assertThat(store.usage().blocks()).isEqualTo(blocks);
      shelf.leave(again);
    }
    journal.close();
    assertThat(files()).isEmpty();
  }

  @Test
  void aSuccessorFindsTheCodeOfQueriesAndDropsTheRest() throws Exception {
    var memory = new MemoryBudget(1L << 30, 1L << 28);
    Path kept = folder.resolve("journal");
    UserCode code = code(1_000_000, (byte) 3);
    try (var journal = new FileQueryJournal(kept);
        var store =
            new SpillingBlockStore(
                "driver", memory.forQuery("store"), ExchangeSettings.of(1L << 28, folder));
        BufferAllocator allocator = memory.forQuery("code")) {
      var shelf = new CodeShelf(store, new DataNode("driver", "localhost", 1), allocator, journal);
      QueryOrder order = Fragments.order(Fragments.two(2, 2), RecoverySettings.DEFAULT);
      journal.started(order.with(shelf.shelve(code)));
      shelf.shelve(code(1_000_000, (byte) 4));
    }
    assertThat(files()).filteredOn(name -> name.endsWith(".code")).hasSize(2);
    // The order itself is small.
    assertThat(Files.size(kept.resolve("q.order"))).isLessThan(100_000);
    try (var journal = new FileQueryJournal(kept)) {
      List<QueryJournal.Left> left = journal.left();
      assertThat(left).hasSize(1);
      TaskCode found = left.getFirst().order().settings().code();
      assertThat(found)
          .isInstanceOfSatisfying(
              TaskCode.Here.class,
              here -> {
                assertThat(here.code().session()).isEqualTo("session");
                assertThat(here.code().jars().getFirst().content())
                    .isEqualTo(code.jars().getFirst().content());
              });
    }
    assertThat(files()).filteredOn(name -> name.endsWith(".code")).isEmpty();
  }
}
