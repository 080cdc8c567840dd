/**
 * Turns flows into classes: one method for each loop, values in locals, nothing boxed and nothing
 * allocated for a row.
 *
 * <p>{@link io.sampo.codegen.emit.PipelineCompiler} is the way in. An expression form that has no
 * emitter of its own is evaluated by the reference interpreter from inside the loop, so every
 * expression can be part of every flow.
 */
@NullMarked
package io.sampo.codegen.emit;

import org.jspecify.annotations.NullMarked;
