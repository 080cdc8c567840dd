/**
 * Results as text: a grid, CSV or JSON lines, written as bytes without a text object for each row.
 * Used by the commands and the shell. Writers keep bounded memory whatever the size of a result; an
 * error of standard output surfaces as {@link java.io.UncheckedIOException}.
 */
@NullMarked
package io.sampo.cli.output;

import org.jspecify.annotations.NullMarked;
