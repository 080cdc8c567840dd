package io.sampo.bench.run;

import io.sampo.bench.error.BenchException;
import io.sampo.bench.peer.EngineCommand;
import io.sampo.bench.peer.EngineKind;
import io.sampo.bench.peer.EngineProcess;
import io.sampo.bench.peer.Reply;
import io.sampo.bench.peer.Request;
import io.sampo.bench.suite.Table;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The long-lived engine processes of a run, started when first asked and again after one has ended.
 * Used by one thread.
 */
final class Engines implements AutoCloseable {
  private final EngineCommand command;
  private final List<Table> tables;
  private final Path folder;
  private final Duration timeout;
  private final BenchResult.Collector collector;
  private final Map<EngineKind, EngineProcess> processes = new EnumMap<>(EngineKind.class);

  Engines(
      EngineCommand command,
      List<Table> tables,
      Path folder,
      Duration timeout,
      BenchResult.Collector collector) {
    this.command = command;
    this.tables = tables;
    this.folder = folder;
    this.timeout = timeout;
    this.collector = collector;
  }

  /** Asks an engine; one that does not start or does not take the tables has failed. */
  Reply ask(EngineKind kind, Request request) {
    EngineProcess process = processes.get(kind);
    if (process != null && !process.alive()) {
      retire(process);
      process = null;
    }
    if (process == null) {
      try {
        process = EngineProcess.start(kind, command, folder.resolve(kind + ".log"), timeout);
      } catch (BenchException e) {
        return new Reply.Failed(String.valueOf(e.getMessage()));
      }
      processes.put(kind, process);
      collector.version(kind, process.version());
      if (process.ask(new Request.Setup(tables)) instanceof Reply.Failed failed) {
        retire(process);
        return failed;
      }
    }
    return process.ask(request);
  }

  private void retire(EngineProcess process) {
    process.close();
    collector.peakMemory(process.kind(), process.peakMemory());
    processes.remove(process.kind());
  }

  @Override
  public void close() {
    List.copyOf(processes.values()).forEach(this::retire);
  }
}
