/**
 * Columns of values off the heap, as scans yield them and generated code reads them.
 *
 * <p>Values are addressed by raw addresses through {@link io.sampo.codegen.vector.Memory}; who
 * allocated a buffer frees it. A batch is valid until its source is asked for the next one;
 * whatever keeps values longer copies them. Buffers come from Arrow's allocator tree, so every byte
 * is accounted.
 */
@NullMarked
package io.sampo.codegen.vector;

import org.jspecify.annotations.NullMarked;
