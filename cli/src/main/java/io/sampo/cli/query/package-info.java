/**
 * Runs statements for the command line and the shell: the session that the options ask for, views
 * over files, statements one after the other with progress and Ctrl-C, and their results in a
 * format. Reaches the engine through the API alone.
 */
@NullMarked
package io.sampo.cli.query;

import org.jspecify.annotations.NullMarked;
