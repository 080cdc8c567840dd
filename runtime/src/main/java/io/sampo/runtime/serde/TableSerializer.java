package io.sampo.runtime.serde;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.sampo.runtime.source.StoredTable;
import io.sampo.runtime.source.TableDescription;
import io.sampo.runtime.source.format.FileFormats;

/** A table as its description; the copy opens the same files again when they are asked for. */
final class TableSerializer extends Serializer<StoredTable> {
  @Override
  public void write(Kryo kryo, Output output, StoredTable table) {
    kryo.writeObject(output, table.description());
  }

  @Override
  public StoredTable read(Kryo kryo, Input input, Class<? extends StoredTable> type) {
    return FileFormats.open(kryo.readObject(input, TableDescription.class));
  }
}
