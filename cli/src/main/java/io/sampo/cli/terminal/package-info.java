/**
 * The terminal around a command: its three streams, the live progress line, Ctrl-C, and figures in
 * units that people read. Used by the commands and the shell; knows nothing of queries. Results go
 * to standard output, everything else to standard error, and what is drawn over is only drawn on a
 * terminal.
 */
@NullMarked
package io.sampo.cli.terminal;

import org.jspecify.annotations.NullMarked;
