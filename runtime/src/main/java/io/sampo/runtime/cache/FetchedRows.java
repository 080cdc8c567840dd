package io.sampo.runtime.cache;

import io.sampo.codegen.vector.BatchSource;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.physical.Source;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.table.TableStatistics;
import io.sampo.runtime.exchange.BlockClient;
import io.sampo.runtime.exchange.BlockContent;
import io.sampo.runtime.exchange.BlockReader;
import io.sampo.runtime.exchange.PartitionLocation;
import io.sampo.runtime.source.StoredTable;
import io.sampo.types.DataType;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * {@link SpreadRows} as a task reads them, from the stores of the workers that keep the parts. A
 * part that is not there any more is BLOCK_LOST.
 *
 * @param rows all of them
 * @param places where the parts are that the task reads
 * @param client reads them
 */
public record FetchedRows(
    SpreadRows rows, Map<Integer, PartitionLocation> places, BlockClient client)
    implements StoredTable {
  private static final long LOOK_AGAIN_MILLIS = 50;

  public FetchedRows {
    places = Map.copyOf(places);
  }

  @Override
  public String name() {
    return rows.name();
  }

  @Override
  public StructType schema() {
    return rows.schema();
  }

  @Override
  public TableStatistics statistics() {
    return rows.statistics();
  }

  /** One piece for each task, perhaps without rows. */
  @Override
  public List<Piece> pieces(Source.TableScan scan, int batchSize, int partitions) {
    int[] projection =
        scan.output().stream()
            .mapToInt(column -> schema().indexOf(column.name()).orElseThrow())
            .toArray();
    List<DataType> types = scan.output().stream().map(ColumnReference::type).toList();
    var pieces = new ArrayList<Piece>();
    for (List<SpreadRows.Range> ranges : rows.shares(Math.max(1, partitions))) {
      pieces.add(new Fetched(this, ranges, projection, types, batchSize));
    }
    return pieces;
  }

  private record Fetched(
      FetchedRows table,
      List<SpreadRows.Range> ranges,
      int[] projection,
      List<DataType> types,
      int batchSize)
      implements Piece {
    @Override
    public BatchSource open(BufferAllocator allocator, BooleanSupplier cancelled) {
      var locations = new ArrayList<PartitionLocation>();
      for (SpreadRows.Range range : ranges) {
        PartitionLocation part = table.places().get(range.part());
        if (part == null) {
          throw SampoException.internal("nobody said where part " + range.part() + " is", null);
        }
        locations.add(part.only(range.from(), range.to()));
      }
      BlockReader reader = table.client().read(locations, allocator);
      return new KeptSource(
          new Arriving(reader, projection.length > 0, cancelled),
          projection,
          types,
          batchSize,
          allocator);
    }

    @Override
    public String description() {
      return "kept blocks " + ranges;
    }
  }

  /** Blocks as they come. */
  private record Arriving(BlockReader reader, boolean needsBytes, BooleanSupplier cancelled)
      implements BlockSupply {
    @Override
    public @Nullable Opened next() {
      while (true) {
        var woken = new Semaphore(0);
        switch (reader.poll(woken::release)) {
          case BlockReader.Next.Block(BlockContent content) -> {
            return opened(content);
          }
          case BlockReader.Next.End _ -> {
            return null;
          }
          case BlockReader.Next.Pending _ -> await(woken);
        }
      }
    }

    private Opened opened(BlockContent content) {
      try {
        KeptBlock block = KeptBlock.read(content);
        if (needsBytes) {
          return new Opened(block, content.buffer());
        }
        content.close();
        return new Opened(block, null);
      } catch (SampoException e) {
        content.close();
        throw e;
      }
    }

    private void await(Semaphore woken) {
      try {
        while (!woken.tryAcquire(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
          if (cancelled.getAsBoolean()) {
            throw new SampoException(ErrorCode.OPERATION_CANCELED, Map.of());
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SampoException(ErrorCode.OPERATION_CANCELED, Map.of(), null, e);
      }
    }

    @Override
    public void close() {
      reader.close();
    }
  }
}
