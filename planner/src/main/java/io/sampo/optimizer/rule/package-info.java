/**
 * The optimizer's rules: each looks at one node and says what to put in its place. Rules never
 * recurse; {@link io.sampo.optimizer} decides which rules run where and when. A rule keeps the ids,
 * types and order of its node's output.
 */
@NullMarked
package io.sampo.optimizer.rule;

import org.jspecify.annotations.NullMarked;
