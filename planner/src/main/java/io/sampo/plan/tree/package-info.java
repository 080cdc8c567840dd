/**
 * What all trees of the planner share: traversal and rewriting, in one place. An unchanged tree is
 * returned as the same instance.
 */
@NullMarked
package io.sampo.plan.tree;

import org.jspecify.annotations.NullMarked;
