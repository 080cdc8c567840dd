package io.sampo.bench.exchange;

import io.sampo.bench.error.BenchException;
import io.sampo.bench.json.Json;
import io.sampo.bench.json.JsonObject;
import io.sampo.bench.peer.ResidentMemory;
import io.sampo.cluster.process.JavaCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** One of the two processes, as seen by the one that measures. Used by one thread. */
final class ExchangeProcess implements AutoCloseable {
  private final Process process;
  private final Writer requests;
  private final BufferedReader replies;
  private final ResidentMemory memory;
  private final JsonObject greeting;

  ExchangeProcess(ExchangeSetup setup, String role) {
    JavaCommand java = JavaCommand.likeThisProcess();
    List<String> command = new ArrayList<>();
    command.add(java.java());
    command.addAll(java.options());
    command.addAll(List.of("-cp", java.classPath(), ExchangeRunner.class.getName()));
    try {
      this.process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new BenchException("cannot start a process: " + e.getMessage(), e);
    }
    this.requests = process.outputWriter();
    this.replies = process.inputReader();
    this.memory = new ResidentMemory(process.toHandle());
    this.greeting = send(setup.toJson(role));
  }

  JsonObject greeting() {
    return greeting;
  }

  /** Sends a line and waits for the answer. */
  JsonObject send(String line) {
    try {
      requests.write(line + "\n");
      requests.flush();
      String reply = replies.readLine();
      if (reply == null) {
        throw new BenchException("a process ended by itself");
      }
      memory.look();
      return Json.parseObject(reply);
    } catch (IOException e) {
      throw new BenchException("a process cannot be asked: " + e.getMessage(), e);
    }
  }

  /** The most resident bytes. */
  long peakMemory() {
    return memory.bytes();
  }

  @Override
  public void close() {
    try {
      requests.close();
      process.waitFor();
    } catch (IOException _) {
      process.destroyForcibly();
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
