package io.sampo.error;

import org.jspecify.annotations.Nullable;

/**
 * Where a tree node came from. All origins are equal to each other, so that a record holding one is
 * compared by its other components only.
 */
public final class Origin {
  /** The origin of a node that no text stands for. */
  public static final Origin NONE = new Origin(null);

  private final @Nullable Span span;

  private Origin(@Nullable Span span) {
    this.span = span;
  }

  public static Origin of(@Nullable Span span) {
    return span == null ? NONE : new Origin(span);
  }

  public @Nullable Span span() {
    return span;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Origin;
  }

  @Override
  public int hashCode() {
    return 0;
  }

  @Override
  public String toString() {
    return "";
  }
}
