/**
 * Checks on the shape of the whole code base: which package may use which, where third parties may
 * be seen, and what source files look like. They live in the module that sees every other one.
 */
@NullMarked
package io.sampo.architecture;

import org.jspecify.annotations.NullMarked;
