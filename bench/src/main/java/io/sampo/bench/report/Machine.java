package io.sampo.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is known of the machine that measured. */
final class Machine {
  private Machine() {}

  /** Facts by name; those the system does not tell are missing. */
  static Map<String, Object> describe() {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("processors", Runtime.getRuntime().availableProcessors());
    put(facts, "processor", "/proc/cpuinfo", "model name");
    put(facts, "memory", "/proc/meminfo", "MemTotal");
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("architecture", System.getProperty("os.arch"));
    facts.put(
        "java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    return facts;
  }

  private static void put(Map<String, Object> facts, String name, String file, String label) {
    try {
      Files.readAllLines(Path.of(file)).stream()
          .filter(line -> line.startsWith(label))
          .findFirst()
          .ifPresent(line -> facts.put(name, line.substring(line.indexOf(':') + 1).strip()));
    } catch (IOException _) {
      facts.remove(name); // only Linux has these files
    }
  }
}
