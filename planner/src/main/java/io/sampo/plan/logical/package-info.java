/**
 * The typed logical plan: what the analyzer yields and the optimizer rewrites. Every node knows its
 * output columns by id.
 */
@NullMarked
package io.sampo.plan.logical;

import org.jspecify.annotations.NullMarked;
