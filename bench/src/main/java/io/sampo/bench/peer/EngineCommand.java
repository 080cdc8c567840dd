package io.sampo.bench.peer;

import io.sampo.bench.python.PythonScripts;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The command lines that start engines, all bound to the same processors. */
public final class EngineCommand {
  private static final String RUNNER = "io.sampo.bench.SampoRunner";

  /** Flags of this JVM that must not reach a second one: they claim a file or a port. */
  private static final List<String> OWN_FLAGS =
      List.of(
          "-XX:AOTCacheOutput", "-XX:AOTMode", "-XX:StartFlightRecording", "-agentlib", "-Xrun");

  private final EngineLimits limits;
  private final PrintWriter progress;
  private final Optional<String> master;

  public EngineCommand(EngineLimits limits, PrintWriter progress) {
    this(limits, progress, Optional.empty());
  }

  private EngineCommand(EngineLimits limits, PrintWriter progress, Optional<String> master) {
    this.limits = limits;
    this.progress = progress;
    this.master = master;
  }

  /** The same, but Sampo's sessions are on a cluster. */
  public EngineCommand withMaster(String url) {
    return new EngineCommand(limits, progress, Optional.of(url));
  }

  /** The limits every engine runs under. */
  public EngineLimits limits() {
    return limits;
  }

  /** A process builder for the engine's runner; its standard streams are not set up. */
  ProcessBuilder runner(EngineKind kind, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            kind.environment()
                .map(environment -> python(environment.ensure(progress), kind))
                .orElseGet(this::java));
    command.addAll(arguments);
    return bound(command);
  }

  /** A process builder for any command, with the limits. */
  ProcessBuilder bound(List<String> command) {
    var whole = new ArrayList<String>();
    if (limits.cores() < Runtime.getRuntime().availableProcessors()) {
      whole.addAll(List.of("taskset", "-c", "0-" + (limits.cores() - 1)));
    }
    whole.addAll(command);
    var builder = new ProcessBuilder(whole);
    builder.environment().put("SAMPO_BENCH_CORES", Integer.toString(limits.cores()));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    master.ifPresent(url -> builder.environment().put("SAMPO_BENCH_MASTER", url));
    limits
        .memory()
        .ifPresent(bytes -> builder.environment().put("SAMPO_BENCH_MEMORY", Long.toString(bytes)));
    return builder;
  }

  private static List<String> python(Path python, EngineKind kind) {
    return List.of(python.toString(), PythonScripts.folder().resolve(kind.script()).toString());
  }

  /** Sampo's runner gets the flags and the class path that the launcher gave to this JVM. */
  private List<String> java() {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (OWN_FLAGS.stream().noneMatch(flag::startsWith)) {
        command.add(flag);
      }
    }
    limits.memory().ifPresent(bytes -> command.add(heap(bytes)));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), RUNNER));
    return command;
  }

  /** The heap that the launcher gives within a budget: a fifth of it, from 160 to 768 MiB. */
  private static String heap(long budget) {
    return "-Xmx" + Math.clamp((budget >> 20) / 5, 160, 768) + "m";
  }
}
