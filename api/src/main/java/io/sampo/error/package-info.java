/**
 * Errors as users meet them: a condition name, an SQLSTATE, a message with the values, the place
 * and a hint.
 *
 * <p>Used by every module. A {@link io.sampo.error.SampoException} is the only exception that
 * leaves the public API for a failed query.
 */
@NullMarked
package io.sampo.error;

import org.jspecify.annotations.NullMarked;
