package io.sampo.bench.peer;

import io.sampo.bench.suite.DataFormat;
import io.sampo.bench.suite.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The {@code sampo sql} command of the installation this JVM was started from: how a person runs
 * one query in a fresh process, start-up cache included.
 */
public final class SampoLauncher {
  private final Path script;

  private SampoLauncher(Path script) {
    this.script = script;
  }

  /** The launcher, unless this JVM was not started by it. */
  public static Optional<SampoLauncher> find() {
    return Optional.ofNullable(System.getProperty("sampo.home"))
        .map(home -> Path.of(home, "sampo"))
        .filter(Files::isExecutable)
        .map(SampoLauncher::new);
  }

  /** Whether it can run the request: it cannot give a schema to a text file. */
  public boolean takes(Request.Setup setup, Request.Run run) {
    return run.use() == Use.FETCH
        && run.tables().isEmpty()
        && setup.tables().stream().allMatch(table -> table.format() == DataFormat.PARQUET);
  }

  /** The command line whose standard output is the answer. */
  List<String> command(List<Table> tables, Request.Run run, EngineLimits limits) {
    var command = new ArrayList<String>();
    command.addAll(List.of(script.toString(), "sql", "--format", "csv"));
    command.addAll(List.of("--cores", Integer.toString(limits.cores())));
    limits.memory().ifPresent(bytes -> command.addAll(List.of("--memory", bytes.toString())));
    for (Table table : tables) {
      command.addAll(List.of("--view", table.name() + "=" + table.path()));
    }
    command.addAll(List.of("-e", run.sql()));
    return command;
  }
}
