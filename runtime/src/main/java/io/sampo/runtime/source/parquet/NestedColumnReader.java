package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.ColumnVector;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.StringView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/** A column of arrays, maps or structs, as views of encoded values. */
final class NestedColumnReader extends ColumnReader {
  private final InputFile file;
  private final Shape shape;
  private final ColumnVector vector;
  private final List<LeafStream> leaves = new ArrayList<>();
  private final NestedOutput out;
  private final NestedAssembler assembler;
  private final GrowingBuffer values;
  private final GrowingBuffer validity;
  private int rowGroup;

  NestedColumnReader(InputFile file, Shape shape, BufferAllocator allocator) {
    this.file = file;
    this.shape = shape;
    this.vector = new ColumnVector(shape.type());
    var nodes = new ArrayList<SchemaNode>();
    collect(shape.node(), nodes);
    for (SchemaNode node : nodes) {
      LeafDecoding decoding = LeafDecoding.of(node.element(), LeafTypes.of(node.element()));
      if (decoding == null) {
        throw new MalformedException("the leaf " + node.name() + " has no type");
      }
      leaves.add(new LeafStream(file, node, decoding, allocator));
    }
    this.out = new NestedOutput(allocator);
    this.assembler = new NestedAssembler(leaves, nodes.getFirst().leaf(), out);
    this.values = new GrowingBuffer(allocator);
    this.validity = new GrowingBuffer(allocator);
  }

  private static void collect(SchemaNode node, List<SchemaNode> leaves) {
    if (node.isLeaf()) {
      leaves.add(node);
    }
    node.children().forEach(child -> collect(child, leaves));
  }

  @Override
  void start(StoredRowGroup group) {
    rowGroup = group.index();
    try {
      leaves.forEach(leaf -> leaf.start(group));
    } catch (MalformedException e) {
      throw unreadable(e);
    }
  }

  @Override
  void skip(int rows) {
    try {
      for (LeafStream leaf : leaves) {
        leaf.read(rows, false);
      }
    } catch (MalformedException | IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  ColumnVector read(int rows) {
    try {
      for (LeafStream leaf : leaves) {
        leaf.read(rows, true);
      }
      assemble(rows);
    } catch (MalformedException | IOException e) {
      throw unreadable(e);
    }
    return vector;
  }

  private void assemble(int rows) {
    out.clear();
    long bitmap = validity.reserve(Bitmaps.bytes(rows));
    Bitmaps.fill(bitmap, 0, rows, true);
    long views = values.reserve((long) StringView.BYTES * rows);
    int nulls = 0;
    // Until the bytes have their final place a view holds the position behind its value.
    for (int i = 0; i < rows; i++) {
      if (!assembler.row(shape)) {
        Memory.clearBit(bitmap, i);
        nulls++;
      }
      Memory.putLong(views + (long) StringView.BYTES * i, out.position());
    }
    long start = 0;
    for (int i = 0; i < rows; i++) {
      long view = views + (long) StringView.BYTES * i;
      long end = Memory.getLong(view);
      if (end - start > Integer.MAX_VALUE) {
        throw new MalformedException("a nested value of " + (end - start) + " bytes");
      }
      StringView.put(view, out.address(start), (int) (end - start));
      start = end;
    }
    vector.set(views, nulls == 0 ? 0 : bitmap);
  }

  private RuntimeException unreadable(Exception cause) {
    long offset = leaves.stream().mapToLong(LeafStream::offset).max().orElse(0);
    return ParquetErrors.unreadable(file.path(), rowGroup, shape.node().name(), offset, cause);
  }

  @Override
  public void close() {
    leaves.forEach(LeafStream::close);
    out.close();
    values.close();
    validity.close();
  }
}
