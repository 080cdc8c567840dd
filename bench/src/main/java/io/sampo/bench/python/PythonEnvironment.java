package io.sampo.bench.python;

import io.sampo.bench.error.BenchException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A virtual environment whose packages, the indirect ones too, have exact versions. It is kept in
 * the cache folder under a name that changes with the versions. Spark's own package and its thin
 * client exclude each other, hence two environments.
 */
public enum PythonEnvironment {
  PEERS("peers"),
  SPARK("spark");

  private static final int SHOWN_LINES = 20;

  private final String label;

  PythonEnvironment(String label) {
    this.label = label;
  }

  /**
   * Finds the environment, making it first when it is missing, which takes a minute and the package
   * registry. Safe for several processes at once.
   *
   * @return its Python
   */
  public Path ensure(PrintWriter progress) {
    Path requirements = PythonScripts.folder().resolve("requirements-" + label + ".txt");
    try {
      String version = PythonScripts.checksum(Map.of("", Files.readAllBytes(requirements)));
      Path folder = CacheFolder.of("environments").resolve(label + "-" + version);
      Path complete = folder.resolve("complete");
      if (!Files.exists(complete)) {
        make(folder, complete, requirements, progress);
      }
      return python(folder);
    } catch (IOException e) {
      throw new BenchException(
          "cannot make the Python environment " + label + ": " + e.getMessage(), e);
    }
  }

  /** Runs one of {@link PythonScripts} to its end; a failure carries its last lines. */
  public void runScript(String script, List<String> arguments, PrintWriter progress) {
    var command = new ArrayList<String>();
    command.add(ensure(progress).toString());
    command.add(PythonScripts.folder().resolve(script).toString());
    command.addAll(arguments);
    run(command);
  }

  private void make(Path folder, Path complete, Path requirements, PrintWriter progress)
      throws IOException {
    Path lockFile = folder.resolveSibling(folder.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      if (Files.exists(complete)) {
        return;
      }
      progress.println("making the Python environment " + folder + " (first use)");
      progress.flush();
      run(List.of("python3", "-m", "venv", "--clear", folder.toString()));
      run(
          List.of(
              python(folder).toString(),
              "-m",
              "pip",
              "install",
              "--quiet",
              "--disable-pip-version-check",
              "--no-deps",
              "-r",
              requirements.toString()));
      Files.createFile(complete);
    }
  }

  private static Path python(Path folder) {
    return folder.resolve("bin").resolve("python");
  }

  private static void run(List<String> command) {
    List<String> output;
    int status;
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      output = process.inputReader().readAllLines();
      status = process.waitFor();
    } catch (IOException e) {
      throw new BenchException("cannot run " + command.getFirst() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted while running " + String.join(" ", command), e);
    }
    if (status != 0) {
      int first = Math.max(0, output.size() - SHOWN_LINES);
      throw new BenchException(
          "%s ended with status %d:%n%s"
              .formatted(
                  String.join(" ", command),
                  status,
                  String.join("\n", output.subList(first, output.size()))));
    }
  }
}
