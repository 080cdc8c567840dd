package io.sampo.plan.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * An immutable node of a tree.
 *
 * @param <T> the family the node belongs to
 */
public interface TreeNode<T extends TreeNode<T>> {
  /** The inputs, in a fixed order. */
  List<T> children();

  /** The same node over other inputs, as many as {@link #children()} has. */
  T withChildren(List<T> children);

  /** This node, typed as its family. */
  @SuppressWarnings("unchecked")
  default T self() {
    return (T) this;
  }

  /** Rewrites each child; the same instance when none changes. */
  default T mapChildren(UnaryOperator<T> rewrite) {
    List<T> children = children();
    List<T> changed = null;
    for (int i = 0; i < children.size(); i++) {
      T before = children.get(i);
      T after = rewrite.apply(before);
      if (changed == null && after != before) {
        changed = new ArrayList<>(children.subList(0, i));
      }
      if (changed != null) {
        changed.add(after);
      }
    }
    return changed == null ? self() : withChildren(changed);
  }

  /** Rewrites the children first and then the node itself. */
  default T transformUp(UnaryOperator<T> rewrite) {
    return rewrite.apply(mapChildren(child -> child.transformUp(rewrite)));
  }

  /** Rewrites the node first and then the children of what came out. */
  default T transformDown(UnaryOperator<T> rewrite) {
    return rewrite.apply(self()).mapChildren(child -> child.transformDown(rewrite));
  }

  /** Visits the node and everything below it, parents first. */
  default void forEach(Consumer<T> visitor) {
    visitor.accept(self());
    children().forEach(child -> child.forEach(visitor));
  }

  /** Whether the node or anything below it passes. */
  default boolean anyMatch(Predicate<T> test) {
    return test.test(self()) || children().stream().anyMatch(child -> child.anyMatch(test));
  }
}
