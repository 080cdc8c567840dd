package io.sampo.plan.interpret;

import org.jspecify.annotations.Nullable;

/** Turns a value, never null, into one of another type; null only when lenient. */
@FunctionalInterface
interface Conversion {
  @Nullable Object convert(Object value);
}
