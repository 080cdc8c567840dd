/** Queries of plain code for the tests of those who schedule. */
@NullMarked
package io.sampo.runtime.work;

import org.jspecify.annotations.NullMarked;
