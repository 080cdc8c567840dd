package io.sampo.bench.exchange;

import com.sun.management.OperatingSystemMXBean;
import io.sampo.bench.json.Json;
import io.sampo.bench.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the two processes. The first line of its input is the {@link ExchangeSetup}, every further
 * one a request; it answers each with one line, processor time included, and ends with its input.
 */
public final class ExchangeRunner {
  static final String SERVE = "serve";
  static final String READ = "read";

  private ExchangeRunner() {}

  /** Serves until the input ends. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    PrintStream replies = System.out;
    System.setOut(System.err);
    var requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    JsonObject first = Json.parseObject(requests.readLine());
    ExchangeSetup setup = ExchangeSetup.parse(first);
    boolean serves = first.text("role").orElseThrow().equals(SERVE);
    try (BlockSide side = serves ? new ServingSide(setup) : new ReadingSide(setup)) {
      reply(replies, side.greeting());
      for (String line = requests.readLine(); line != null; line = requests.readLine()) {
        reply(replies, side.run(Json.parseObject(line)));
      }
    }
  }

  private static void reply(PrintStream replies, Map<String, @Nullable Object> figures) {
    var reply = new LinkedHashMap<String, @Nullable Object>(figures);
    reply.put("cpu", cpu());
    replies.println(Json.write(reply));
    replies.flush();
  }

  /** Nanoseconds of processor time so far. */
  private static long cpu() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
