package io.sampo.cli;

import io.sampo.cli.arguments.Arguments;
import io.sampo.cli.arguments.CommandOption;
import io.sampo.cli.arguments.CommandSyntax;
import io.sampo.cli.demo.DemoStory;
import io.sampo.cli.terminal.Streams;
import java.nio.file.Path;
import java.util.List;

/** Makes a large CSV file and shows what Sampo does with it. */
final class DemoCommand implements Subcommand {
  private static final String DATA = "--data";
  private static final String ROWS = "--rows";
  private static final String CORES = "--cores";
  private static final int USUAL_ROWS = 10_000_000;

  @Override
  public CommandSyntax syntax() {
    return new CommandSyntax(
        "sampo demo",
        "Makes a CSV file of sales once, then reads, filters, groups and sums it, and says what that took.",
        null,
        List.of(
            CommandOption.value(
                DATA, "FOLDER", "Where the file is kept; the user's cache folder by default."),
            CommandOption.value(ROWS, "N", "The rows of the file; 10000000 by default."),
            CommandOption.value(
                CORES, "N", "Threads that compute; all of the machine's by default.")));
  }

  @Override
  public int run(Arguments arguments, Streams streams) {
    Path folder = arguments.value(DATA).map(Path::of).orElseGet(DemoCommand::cacheFolder);
    int cores = arguments.number(CORES, 1, Runtime.getRuntime().availableProcessors());
    DemoStory.tell(streams, folder, arguments.number(ROWS, 1, USUAL_ROWS), cores);
    return 0;
  }

  private static Path cacheFolder() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path base =
        cache == null || cache.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return base.resolve("sampo").resolve("demo");
  }
}
