package io.sampo.runtime.source;

import java.util.function.BooleanSupplier;
import org.apache.arrow.memory.BufferAllocator;

/**
 * What a source may use while it reads.
 *
 * @param allocator accounts every buffer; the source frees all it took on close
 * @param cancelled true once the query was cancelled: a source that works long between batches
 *     looks at it and ends with OPERATION_CANCELED
 */
public record ScanResources(BufferAllocator allocator, BooleanSupplier cancelled) {}
