package io.sampo.runtime.source.parquet;

/** DELTA_BINARY_PACKED integers. */
final class DeltaDecoder extends ValueDecoder {
  private final DeltaIntegers integers = new DeltaIntegers();
  private final int width;

  DeltaDecoder(int width) {
    this.width = width;
  }

  @Override
  void start(long at, long end, int values) {
    integers.start(at, end);
  }

  @Override
  void read(long to, int count) {
    integers.read(to, count, width);
  }

  @Override
  void skip(int count) {
    integers.read(0, count, width);
  }
}
