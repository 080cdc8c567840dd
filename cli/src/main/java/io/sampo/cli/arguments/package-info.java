/**
 * Reads command lines: which options a command takes, what the user gave, and the help text that
 * follows from the same table. Own code instead of a library since the library's reflection cost
 * more time than all the rest of a short command. Used by {@code io.sampo.cli} and the benchmarks;
 * it knows nothing of the engine.
 */
@NullMarked
package io.sampo.cli.arguments;

import org.jspecify.annotations.NullMarked;
