/**
 * Static methods that generated code calls for one value at a time. Stateless unless they say
 * otherwise.
 */
@NullMarked
package io.sampo.codegen.kernel;

import org.jspecify.annotations.NullMarked;
