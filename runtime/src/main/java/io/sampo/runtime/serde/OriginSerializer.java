package io.sampo.runtime.serde;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.sampo.error.Origin;
import io.sampo.error.Span;

/** A place in the text; the text itself is written once for all places in it. */
final class OriginSerializer extends Serializer<Origin> {
  @Override
  public void write(Kryo kryo, Output output, Origin value) {
    kryo.writeObjectOrNull(output, value.span(), Span.class);
  }

  @Override
  public Origin read(Kryo kryo, Input input, Class<? extends Origin> type) {
    return Origin.of(kryo.readObjectOrNull(input, Span.class));
  }
}
