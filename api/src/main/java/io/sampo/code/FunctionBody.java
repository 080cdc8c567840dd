package io.sampo.code;

/** How another process comes by a function. */
public sealed interface FunctionBody {
  /** A lambda or another object, as Java's serialization writes it. */
  record Serialized(byte[] bytes) implements FunctionBody {}

  /** A class of the session's jars with a constructor without arguments. */
  record OfClass(String name) implements FunctionBody {}
}
