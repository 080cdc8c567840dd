package io.sampo.runtime.source.parquet;

import java.util.EnumMap;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.Type;

/** The decoders of one column, made when an encoding first occurs. */
final class Decoders implements AutoCloseable {
  private final LeafDecoding decoding;
  private final Dictionary dictionary;
  private final BufferAllocator allocator;
  private final PagePool pool;
  private final Map<Encoding, ValueDecoder> made = new EnumMap<>(Encoding.class);

  Decoders(LeafDecoding decoding, Dictionary dictionary, BufferAllocator allocator, PagePool pool) {
    this.decoding = decoding;
    this.dictionary = dictionary;
    this.allocator = allocator;
    this.pool = pool;
  }

  ValueDecoder of(Encoding encoding) {
    ValueDecoder decoder = made.get(encoding);
    if (decoder == null) {
      decoder = make(encoding);
      made.put(encoding, decoder);
    }
    return decoder;
  }

  private ValueDecoder make(Encoding encoding) {
    return switch (encoding) {
      case PLAIN -> plain();
      case PLAIN_DICTIONARY, RLE_DICTIONARY -> new DictionaryDecoder(dictionary, allocator);
      case RLE -> {
        check(encoding, decoding.physical() == Type.BOOLEAN);
        yield new BooleanDecoder(true, allocator);
      }
      case BIT_PACKED -> throw mismatch(encoding);
      case DELTA_BINARY_PACKED -> {
        check(encoding, decoding.physical() == Type.INT32 || decoding.physical() == Type.INT64);
        yield converting(new DeltaDecoder(decoding.fileBytes()));
      }
      case DELTA_LENGTH_BYTE_ARRAY -> {
        check(encoding, decoding.physical() == Type.BYTE_ARRAY);
        yield converting(new DeltaLengthDecoder(allocator));
      }
      case DELTA_BYTE_ARRAY -> {
        boolean fixed = decoding.physical() == Type.FIXED_LEN_BYTE_ARRAY;
        check(encoding, fixed || decoding.physical() == Type.BYTE_ARRAY);
        yield converting(new DeltaBytesDecoder(decoding.fileBytes(), allocator, pool));
      }
      case BYTE_STREAM_SPLIT -> {
        check(encoding, decoding.fileBytes() > 0 && decoding.physical() != Type.INT96);
        yield converting(new ByteStreamSplitDecoder(decoding.fileBytes()));
      }
    };
  }

  private ValueDecoder plain() {
    return switch (decoding.physical()) {
      case BOOLEAN -> new BooleanDecoder(false, allocator);
      case BYTE_ARRAY -> converting(new PlainBinaryDecoder());
      case INT32, INT64, INT96, FLOAT, DOUBLE, FIXED_LEN_BYTE_ARRAY ->
          new PlainFixedDecoder(decoding.fileBytes(), decoding.conversion());
    };
  }

  private ValueDecoder converting(ValueDecoder plain) {
    return decoding.conversion() == Conversion.NONE
        ? plain
        : new ConvertingDecoder(plain, decoding.conversion(), decoding.plainBytes(), pool);
  }

  private void check(Encoding encoding, boolean fits) {
    if (!fits) {
      throw mismatch(encoding);
    }
  }

  private MalformedException mismatch(Encoding encoding) {
    return new MalformedException("values of " + decoding.physical() + " in encoding " + encoding);
  }

  @Override
  public void close() {
    made.values().forEach(ValueDecoder::close);
    made.clear();
  }
}
