/**
 * The {@code sampo} command: one class per subcommand and the terminal it draws on. Nothing may
 * import this package; it reaches the engine through the API and {@code io.sampo.runtime.engine}.
 */
@NullMarked
package io.sampo.cli;

import org.jspecify.annotations.NullMarked;
