package io.sampo.cli;

import io.sampo.cli.arguments.Arguments;
import io.sampo.cli.arguments.CommandSyntax;
import io.sampo.cli.arguments.UsageException;
import io.sampo.cli.terminal.Streams;

/** One word after {@code sampo}, such as {@code sql}. Used by one thread, once. */
interface Subcommand {
  /** What it accepts; {@code --help} is added and answered by {@link Main}. */
  CommandSyntax syntax();

  /**
   * Does the work.
   *
   * @return the exit status: 0 for success, 1 when a query failed
   * @throws UsageException when the arguments make no sense together; becomes status 2
   * @throws io.sampo.error.SampoException when a query fails; becomes status 1
   */
  int run(Arguments arguments, Streams streams);
}
