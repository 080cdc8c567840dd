package io.sampo.runtime.source.parquet;

/** PLAIN values of a fixed width. */
final class PlainFixedDecoder extends ValueDecoder {
  private final int width;
  private final Conversion conversion;
  private long position;
  private long end;

  PlainFixedDecoder(int width, Conversion conversion) {
    this.width = width;
    this.conversion = conversion;
  }

  @Override
  void start(long at, long endAddress, int values) {
    position = at;
    end = endAddress;
  }

  private long take(int count) {
    long bytes = (long) count * width;
    if (bytes > end - position) {
      throw tooFew();
    }
    long at = position;
    position += bytes;
    return at;
  }

  @Override
  void read(long to, int count) {
    conversion.convert(take(count), to, count, width);
  }

  @Override
  void skip(int count) {
    take(count);
  }

  @Override
  long borrow(int count) {
    return conversion == Conversion.NONE ? take(count) : 0;
  }
}
