package io.sampo.runtime.operator;

import io.sampo.codegen.vector.BatchSource;
import io.sampo.codegen.vector.ColumnVector;
import io.sampo.codegen.vector.Memory;
import io.sampo.physical.Source;
import io.sampo.types.DataType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** Evenly spaced longs as batches. */
final class RangeSource implements BatchSource {
  private static final long ROWS = 1 << 18;

  private final long step;
  private final int batchSize;
  private final ArrowBuf buffer;
  private final ColumnVector vector = new ColumnVector(DataType.LONG);
  private long next;
  private long remaining;
  private long start;
  private int count;
  private boolean closed;

  private RangeSource(long first, long step, long rows, int batchSize, BufferAllocator allocator) {
    this.next = first;
    this.step = step;
    this.remaining = rows;
    this.batchSize = batchSize;
    this.buffer = allocator.buffer(8L * batchSize);
  }

  /** The range in pieces. */
  static List<SourceQueue.Opening> openings(Source.RangeRows range, QueryContext context) {
    long rows = count(range);
    var openings = new ArrayList<SourceQueue.Opening>();
    for (long from = 0; from < rows; from += ROWS) {
      long first = range.start() + from * range.step();
      long piece = Math.min(ROWS, rows - from);
      openings.add(
          new SourceQueue.Opening(
              "range from " + first,
              () ->
                  new RangeSource(
                      first,
                      range.step(),
                      piece,
                      context.settings().batchSize(),
                      context.allocator())));
    }
    return openings;
  }

  private static long count(Source.RangeRows range) {
    BigInteger distance =
        BigInteger.valueOf(range.end()).subtract(BigInteger.valueOf(range.start()));
    BigInteger step = BigInteger.valueOf(range.step());
    if (distance.signum() == 0 || distance.signum() != step.signum()) {
      return 0;
    }
    BigInteger magnitude = step.abs();
    return distance
        .abs()
        .add(magnitude)
        .subtract(BigInteger.ONE)
        .divide(magnitude)
        .longValueExact();
  }

  @Override
  public int next() {
    if (remaining == 0) {
      return -1;
    }
    start = next;
    count = (int) Math.min(batchSize, remaining);
    remaining -= count;
    next += count * step;
    return count;
  }

  @Override
  public ColumnVector column(int index) {
    long address = buffer.memoryAddress();
    for (int i = 0; i < count; i++) {
      Memory.putLong(address + 8L * i, start + i * step);
    }
    vector.set(address, 0);
    return vector;
  }

  @Override
  public long bytesRead() {
    return 0;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      buffer.close();
    }
  }
}
