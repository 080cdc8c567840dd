/**
 * Turns physical pipelines into fused operator classes. Used by the runtime only; Byte Buddy and
 * Arrow's buffers are visible below this package, never above it.
 */
@NullMarked
package io.sampo.codegen;

import org.jspecify.annotations.NullMarked;
