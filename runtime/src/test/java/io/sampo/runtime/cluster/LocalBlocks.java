package io.sampo.runtime.cluster;

import io.sampo.runtime.exchange.BlockAddress;
import io.sampo.runtime.exchange.BlockClient;
import io.sampo.runtime.exchange.BlockContent;
import io.sampo.runtime.exchange.BlockLoss;
import io.sampo.runtime.exchange.BlockPlace;
import io.sampo.runtime.exchange.BlockReader;
import io.sampo.runtime.exchange.BlockStore;
import io.sampo.runtime.exchange.BlockWriter;
import io.sampo.runtime.exchange.PartitionLocation;
import io.sampo.runtime.exchange.PartitionSummary;
import io.sampo.runtime.exchange.ProducerAttempt;
import io.sampo.runtime.memory.MemoryBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** Blocks of nodes in one process, read by reference; a node can be taken away. */
final class LocalBlocks {
  private final Map<String, Store> stores = new ConcurrentHashMap<>();

  BlockStore newStore(String node, MemoryBudget memory) {
    var store = new Store(memory.forQuery("blocks of " + node));
    stores.put(node, store);
    return store;
  }

  /** What the node holds cannot be read any more. */
  void lose(String node) {
    Store gone = stores.remove(node);
    if (gone != null) {
      gone.close();
    }
  }

  private static final class Store implements BlockStore {
    private final Map<ProducerAttempt, List<List<BlockContent>>> blocks = new ConcurrentHashMap<>();
    private final BufferAllocator allocator;

    Store(BufferAllocator allocator) {
      this.allocator = allocator;
    }

    @Override
    public BlockWriter write(ProducerAttempt attempt, int consumers) {
      List<List<BlockContent>> lists = new ArrayList<>();
      for (int i = 0; i < consumers; i++) {
        lists.add(new ArrayList<>());
      }
      return new Writer(attempt, lists);
    }

    /** All blocks are in memory. */
    @Override
    public BlockWriter keep(ProducerAttempt attempt, BlockPlace place) {
      return write(attempt, 1);
    }

    private final class Writer implements BlockWriter {
      private final ProducerAttempt attempt;
      private final List<List<BlockContent>> lists;
      private boolean committed;

      Writer(ProducerAttempt attempt, List<List<BlockContent>> lists) {
        this.attempt = attempt;
        this.lists = lists;
      }

      @Override
      public void add(int consumer, BlockContent content) {
        ArrowBuf copy = allocator.buffer(content.bytes());
        copy.setBytes(0, content.buffer(), 0, content.bytes());
        lists
            .get(consumer)
            .add(new BlockContent(copy, content.bytes(), content.rows(), content.checksum()));
        content.close();
      }

      @Override
      public List<PartitionSummary> commit() {
        committed = true;
        blocks.put(attempt, lists);
        var summaries = new ArrayList<PartitionSummary>();
        for (List<BlockContent> list : lists) {
          summaries.add(
              new PartitionSummary(
                  summaries.size(),
                  list.size(),
                  list.stream().mapToLong(BlockContent::rows).sum(),
                  list.stream().mapToLong(BlockContent::bytes).sum(),
                  list.stream().mapToLong(BlockContent::checksum).sum()));
        }
        return summaries;
      }

      @Override
      public void close() {
        if (!committed) {
          committed = true;
          lists.forEach(list -> list.forEach(BlockContent::close));
        }
      }
    }

    @Override
    public BlockContent read(BlockAddress address) {
      List<List<BlockContent>> lists = blocks.get(address.partition().producer());
      if (lists == null) {
        throw new BlockLoss(address, "here").toException("it was released", null);
      }
      synchronized (lists) {
        BlockContent content = lists.get(address.partition().consumer()).get(address.sequence());
        if (content.buffer().refCnt() == 0) {
          throw new BlockLoss(address, "here").toException("it was released", null);
        }
        content.buffer().getReferenceManager().retain();
        return content;
      }
    }

    @Override
    public void release(ProducerAttempt attempt) {
      List<List<BlockContent>> lists = blocks.remove(attempt);
      if (lists != null) {
        synchronized (lists) {
          lists.forEach(list -> list.forEach(BlockContent::close));
        }
      }
    }

    @Override
    public void release(String query) {
      blocks.keySet().stream()
          .filter(key -> key.query().equals(query))
          .toList()
          .forEach(this::release);
    }

    @Override
    public Usage usage() {
      return new Usage(blocks.size(), allocator.getAllocatedMemory(), 0, 0);
    }

    @Override
    public void close() {
      List.copyOf(blocks.keySet()).forEach(this::release);
    }
  }

  BlockClient client() {
    return new BlockClient() {
      @Override
      public BlockReader read(List<PartitionLocation> partitions, BufferAllocator allocator) {
        return new Reader(partitions);
      }

      @Override
      public void close() {}
    };
  }

  private final class Reader implements BlockReader {
    private final List<PartitionLocation> partitions;
    private int partition;
    private int sequence;

    Reader(List<PartitionLocation> partitions) {
      this.partitions = partitions;
    }

    @Override
    public Next poll(Runnable waker) {
      while (partition < partitions.size()) {
        PartitionLocation location = partitions.get(partition);
        if (location.from() + sequence < location.blocks()) {
          BlockAddress address = location.address().block(location.from() + sequence++);
          Store store = stores.get(location.node().id());
          if (store == null) {
            throw new BlockLoss(address, location.node().id())
                .toException("the node is gone", null);
          }
          return new Next.Block(store.read(address));
        }
        partition++;
        sequence = 0;
      }
      return new Next.End();
    }

    @Override
    public Next take() {
      return poll(() -> {});
    }

    @Override
    public long bytesReceived() {
      return 0;
    }

    @Override
    public void close() {}
  }
}
