package io.sampo.runtime.operator;

import io.sampo.codegen.kernel.PlacedFailure;
import io.sampo.codegen.pipeline.CompiledPipeline;
import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.codegen.row.StringArena;
import io.sampo.codegen.table.JoinTable;
import io.sampo.codegen.vector.StringView;
import io.sampo.error.SampoException;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** A generated class with the buffers one task needs for it. Used by one thread at a time. */
final class PipelineInstance implements AutoCloseable {
  private final CompiledPipeline compiled;
  private final GeneratedPipeline pipeline;
  private final StringArena scratch;
  private final StringArena literals;
  private final @Nullable ArrowBuf work;
  private boolean closed;

  PipelineInstance(CompiledPipeline compiled, List<JoinTable> joins, QueryContext context) {
    int capacity = context.settings().batchSize();
    BufferAllocator allocator = context.allocator();
    this.compiled = compiled;
    this.pipeline = compiled.constructor().create();
    this.scratch = new StringArena(allocator);
    this.literals = new StringArena(allocator);
    pipeline.capacity = capacity;
    pipeline.counts = context.counts().counts();
    pipeline.interruption = context::checkCancelled;
    pipeline.scratch = scratch;
    pipeline.constants = compiled.constants().toArray();
    pipeline.joins = joins.toArray(new JoinTable[0]);
    pipeline.buffers = new long[compiled.bufferBytes().size()];
    long total =
        compiled.bufferBytes().stream().mapToLong(bytes -> align((long) bytes * capacity)).sum();
    try {
      pipeline.literals = literals();
      this.work = total == 0 ? null : allocator.buffer(total);
    } catch (Throwable refused) {
      literals.close();
      throw refused;
    }
    long address = work == null ? 0 : work.memoryAddress();
    for (int i = 0; i < pipeline.buffers.length; i++) {
      pipeline.buffers[i] = address;
      address += align((long) compiled.bufferBytes().get(i) * capacity);
    }
  }

  private static long align(long bytes) {
    return bytes + 63 & -64;
  }

  private long literals() {
    if (compiled.literals().isEmpty()) {
      return 0;
    }
    long views = literals.reserve(compiled.literals().size() * StringView.BYTES);
    long view = views;
    for (byte[] bytes : compiled.literals()) {
      literals.put(bytes, view);
      view += StringView.BYTES;
    }
    return views;
  }

  GeneratedPipeline pipeline() {
    return pipeline;
  }

  /** Sends a batch through; an error of a value gets its place in the SQL text. */
  void process(int rows) {
    try {
      pipeline.process(rows);
    } catch (PlacedFailure e) {
      int site = e.site();
      SampoException failure = e.failure();
      throw site < 0 ? failure : failure.at(compiled.origins().get(site).span());
    }
    if (scratch.used() > 0) {
      scratch.clear();
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      scratch.close();
      literals.close();
      if (work != null) {
        work.close();
      }
    }
  }
}
