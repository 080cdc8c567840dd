/**
 * The methods that compute functions: static, without state that a caller could see, safe for use
 * by many threads. The interpreter and generated code call them alike, so that both give the same
 * answers and errors. A kernel throws {@link io.sampo.error.SampoException} without a place; the
 * caller adds the place. Depends on types and errors only.
 */
@NullMarked
package io.sampo.plan.function.kernel;

import org.jspecify.annotations.NullMarked;
