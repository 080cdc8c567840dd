package io.sampo.bench.exchange;

import io.sampo.bench.error.BenchException;
import io.sampo.bench.json.Json;
import io.sampo.bench.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Measures reading from another process. */
public final class ExchangeBenchmark {
  private static final double NANOS = 1e9;

  private ExchangeBenchmark() {}

  /**
   * Starts both processes and reads everything again and again: as blocks, and made into batches.
   *
   * @param runs how often, after one that warms up
   */
  public static List<ExchangeResult> run(ExchangeSetup setup, int runs) {
    try (var sender = new ExchangeProcess(setup, ExchangeRunner.SERVE);
        var receiver = new ExchangeProcess(setup, ExchangeRunner.READ)) {
      return List.of(
          measure(setup, sender, receiver, false, runs),
          measure(setup, sender, receiver, true, runs));
    }
  }

  private static ExchangeResult measure(
      ExchangeSetup setup,
      ExchangeProcess sender,
      ExchangeProcess receiver,
      boolean decode,
      int runs) {
    JsonObject served = sender.greeting();
    long bytes = number(served, "bytes");
    String request = request(served, decode);
    JsonObject before = receiver.send(request);
    long senderBefore = number(sender.send("{}"), "cpu");
    var seconds = new ArrayList<Double>();
    var senderCpu = new ArrayList<Double>();
    var receiverCpu = new ArrayList<Double>();
    for (int i = 0; i < runs; i++) {
      JsonObject run = receiver.send(request);
      long senderNow = number(sender.send("{}"), "cpu");
      if (number(run, "bytes") != bytes) {
        throw new BenchException(number(run, "bytes") + " of " + bytes + " bytes were received");
      }
      seconds.add(number(run, "nanos") / NANOS);
      senderCpu.add((senderNow - senderBefore) / NANOS);
      receiverCpu.add((number(run, "cpu") - number(before, "cpu")) / NANOS);
      senderBefore = senderNow;
      before = run;
    }
    return new ExchangeResult(
        setup,
        decode,
        bytes,
        number(before, "wire"),
        seconds,
        senderCpu,
        receiverCpu,
        sender.peakMemory(),
        receiver.peakMemory());
  }

  private static String request(JsonObject served, boolean decode) {
    String blocks =
        served.fields().get("blocks") instanceof List<?> counts
            ? counts.stream().map(String::valueOf).collect(Collectors.joining(","))
            : "";
    return Json.write(Map.of("port", number(served, "port"), "blocks", blocks, "decode", decode));
  }

  private static long number(JsonObject reply, String name) {
    return reply.number(name).orElseThrow().longValue();
  }
}
