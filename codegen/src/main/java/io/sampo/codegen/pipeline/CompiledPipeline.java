package io.sampo.codegen.pipeline;

import io.sampo.codegen.row.RowLayout;
import io.sampo.error.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class generated for a flow, with what an instance needs. Immutable; instances are made for each
 * task.
 *
 * @param constructor makes an instance
 * @param bufferBytes the work buffers' bytes for each position of capacity
 * @param literals the text literals, in the order of their views
 * @param constants the objects for {@link GeneratedPipeline#constants}; immutable or safe for use
 *     by many threads
 * @param origins the places of expressions, by the number their errors carry
 * @param sinkLayout the rows the sink keeps, or null when it keeps none
 * @param bytecode the class file, for EXPLAIN CODEGEN
 */
public record CompiledPipeline(
    PipelineConstructor constructor,
    List<Integer> bufferBytes,
    List<byte[]> literals,
    List<Object> constants,
    List<Origin> origins,
    @Nullable RowLayout sinkLayout,
    byte[] bytecode) {

  /** Makes instances of a generated class. */
  @FunctionalInterface
  public interface PipelineConstructor {
    GeneratedPipeline create();
  }
}
