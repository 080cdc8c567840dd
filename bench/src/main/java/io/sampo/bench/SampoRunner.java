package io.sampo.bench;

import io.sampo.bench.json.Json;
import io.sampo.bench.json.JsonObject;
import io.sampo.bench.sampo.SampoEngine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sampo as a process that speaks the protocol of the Python runners: requests on standard input,
 * replies on standard output, one line of JSON each; {@code --once FILE} does the requests in the
 * file and ends. {@code runner.py} describes the protocol.
 */
public final class SampoRunner {
  private SampoRunner() {}

  /** Serves until "stop" or the end of the input. What the engine prints goes to standard error. */
  public static void main(String[] arguments) throws IOException {
    PrintStream replies = System.out;
    System.setOut(System.err);
    try (BufferedReader requests = requests(arguments);
        var engine = SampoEngine.start(System.getenv())) {
      reply(replies, Map.of("ready", true, "version", engine.version()));
      for (String line = requests.readLine(); line != null; line = requests.readLine()) {
        JsonObject request = Json.parseObject(line);
        if (request.text("op").orElse("").equals("stop")) {
          break;
        }
        reply(replies, answer(engine, request));
      }
    }
  }

  private static BufferedReader requests(String[] arguments) throws IOException {
    return arguments.length == 2 && arguments[0].equals("--once")
        ? Files.newBufferedReader(Path.of(arguments[1]))
        : new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  }

  private static Map<String, @Nullable Object> answer(SampoEngine engine, JsonObject request) {
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    try {
      switch (request.text("op").orElse("")) {
        case "setup" -> reply.putAll(engine.setup(request));
        case "run" -> reply.putAll(engine.run(request));
        default -> reply.put("error", "unknown request: " + request.fields());
      }
    } catch (RuntimeException | IOException | Error e) {
      // A failed query is an answer like any other; the next one may succeed.
      e.printStackTrace(System.err);
      reply.put("error", e.getClass().getSimpleName() + ": " + e.getMessage());
    }
    return reply;
  }

  private static void reply(PrintStream replies, Map<String, ? extends @Nullable Object> reply) {
    replies.println(Json.write(reply));
    replies.flush();
  }
}
