/**
 * Functions as data: every scalar, aggregate and window function is one row of a registry with its
 * signatures, null policy, kernel and documentation. The analyzer binds calls by it, the
 * interpreter and generated code call the kernels it names.
 */
@NullMarked
package io.sampo.plan.function;

import org.jspecify.annotations.NullMarked;
