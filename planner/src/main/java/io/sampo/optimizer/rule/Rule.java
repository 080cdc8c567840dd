package io.sampo.optimizer.rule;

import io.sampo.plan.tree.TreeNode;
import java.util.Optional;

/**
 * One rewrite. Stateless, so one instance serves all threads.
 *
 * @param <T> the family of trees it rewrites: logical plans or expressions
 */
public interface Rule<T extends TreeNode<T>> {
  /**
   * @param node the node to look at; its inputs too may be looked at, as deep as the rule needs
   * @return what to put in the node's place, yielding the same columns (for an expression the same
   *     type), or empty when there is nothing to do
   */
  Optional<T> apply(T node, RuleContext context);

  /** The name by which EXPLAIN shows the rule and settings disable it. */
  default String name() {
    return getClass().getSimpleName();
  }
}
