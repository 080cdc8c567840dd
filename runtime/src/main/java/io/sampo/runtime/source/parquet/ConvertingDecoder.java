package io.sampo.runtime.source.parquet;

/** Converts what another decoder yields in the file's plain form. */
final class ConvertingDecoder extends ValueDecoder {
  private final ValueDecoder plain;
  private final Conversion conversion;
  private final int plainBytes;
  private final PagePool pool;

  ConvertingDecoder(ValueDecoder plain, Conversion conversion, int plainBytes, PagePool pool) {
    this.plain = plain;
    this.conversion = conversion;
    this.plainBytes = plainBytes;
    this.pool = pool;
  }

  @Override
  void start(long at, long end, int values) {
    plain.start(at, end, values);
  }

  @Override
  void read(long to, int count) {
    GrowingBuffer buffer = pool.take();
    // What is converted may point into the buffer, so it lives on until the batch ends.
    pool.retire(buffer);
    long from = buffer.reserve((long) count * plainBytes);
    plain.read(from, count);
    conversion.convert(from, to, count, plainBytes);
  }

  @Override
  void skip(int count) {
    plain.skip(count);
  }

  @Override
  public void close() {
    plain.close();
  }
}
