/**
 * The interactive SQL shell: lines with history and completion, statements over several lines,
 * commands that begin with a backslash. Started by {@code sampo sql} in a terminal; the one place
 * that uses JLine.
 */
@NullMarked
package io.sampo.cli.shell;

import org.jspecify.annotations.NullMarked;
