/**
 * What the optimizer knows of the data: estimated sizes of plans ({@link
 * io.sampo.optimizer.statistics.Estimator}), which may be wrong and only choose between right
 * plans, and facts (exact value ranges, unique keys) that rewrites and code generation may rely on.
 * The two never mix.
 */
@NullMarked
package io.sampo.optimizer.statistics;

import org.jspecify.annotations.NullMarked;
