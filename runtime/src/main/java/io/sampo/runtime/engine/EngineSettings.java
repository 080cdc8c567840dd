package io.sampo.runtime.engine;

import io.sampo.config.ConfigOption;
import io.sampo.config.ConfigOptions;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.join.PartitionGate;
import io.sampo.runtime.join.Spilling;
import io.sampo.runtime.memory.QueryMemory;
import io.sampo.runtime.operator.ExecutionSettings;
import io.sampo.runtime.spill.SpillSpace;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The settings of one engine, checked when they are set. Safe for use by many threads. */
final class EngineSettings {
  private static final int MORE_TASKS_THAN_CORES = 2;

  private final Map<String, String> values = new TreeMap<>();

  EngineSettings(Map<String, String> initial) {
    initial.forEach(this::set);
  }

  synchronized void set(String key, String value) {
    Optional<ConfigOption> option = ConfigOptions.find(key);
    values.put(key, option.isPresent() ? option.get().checked(value) : value);
  }

  synchronized Optional<String> get(String key) {
    String value = values.get(key);
    return value != null
        ? Optional.of(value)
        : ConfigOptions.find(key).flatMap(ConfigOption::defaultValue);
  }

  synchronized Map<String, String> all() {
    return Map.copyOf(values);
  }

  private Optional<Integer> integer(ConfigOption option) {
    return get(option.key()).map(Integer::parseInt);
  }

  /** Threads that compute. */
  int cores() {
    return integer(ConfigOptions.CORES).orElseGet(this::coresOfMaster);
  }

  private int coresOfMaster() {
    String master = get(ConfigOptions.MASTER.key()).orElse("local[*]");
    if (master.equals("local")) {
      return 1;
    }
    if (!master.startsWith("local[")) {
      return Runtime.getRuntime().availableProcessors();
    }
    String number = master.substring(master.indexOf('[') + 1, master.length() - 1);
    int cores =
        number.equals("*") ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(number);
    if (cores < 1) {
      throw new SampoException(
          ErrorCode.INVALID_CONFIG_VALUE,
          Map.of(
              "key",
              ConfigOptions.MASTER.key(),
              "value",
              master,
              "details",
              "at least one core is needed"));
    }
    return cores;
  }

  /** The memory for all queries together. */
  long memory() {
    Optional<String> given = get(ConfigOptions.MEMORY.key());
    return given.isPresent()
        ? ConfigOptions.MEMORY.bytes(given.get())
        : Math.max(1L << 30, MachineMemory.bytes() * 7 / 10);
  }

  /** How many partitions are asked for; empty when that is left to the engine. */
  Optional<Integer> chosenPartitions() {
    return integer(ConfigOptions.PARTITIONS).or(() -> integer(ConfigOptions.SHUFFLE_PARTITIONS));
  }

  ExecutionSettings execution() {
    int partitions = chosenPartitions().orElse(cores() == 1 ? 1 : cores() * MORE_TASKS_THAN_CORES);
    int batch = integer(ConfigOptions.BATCH_ROWS).orElse(ExecutionSettings.DEFAULT_BATCH_SIZE);
    boolean codegen =
        get(ConfigOptions.CODEGEN_ENABLED.key()).map(Boolean::parseBoolean).orElse(true);
    boolean forceSpill =
        get(ConfigOptions.SPILL_FORCE.key()).map(Boolean::parseBoolean).orElse(false);
    return new ExecutionSettings(batch, partitions, codegen, forceSpill);
  }

  /** Where what does not fit into memory goes. */
  List<Path> spillFolders() {
    String folders =
        get(ConfigOptions.SPILL_DIRS.key()).orElseGet(() -> System.getProperty("java.io.tmpdir"));
    return Arrays.stream(folders.split(","))
        .map(String::strip)
        .filter(folder -> !folder.isEmpty())
        .map(Path::of)
        .toList();
  }

  /** Where files of checkpoints go. */
  Optional<Path> checkpointFolder() {
    return get(ConfigOptions.SPARK_CHECKPOINT_DIR.key())
        .or(() -> get(ConfigOptions.CHECKPOINT_DIR.key()))
        .map(InputPaths::local);
  }

  /** How joins of a query spill. */
  Spilling spilling(SpillSpace space, QueryMemory memory, PartitionGate gate) {
    boolean forced = get(ConfigOptions.SPILL_FORCE.key()).map(Boolean::parseBoolean).orElse(false);
    return new Spilling(space, memory, forced, cores(), gate);
  }

  /** Whether plans run as copies of their bytes. */
  boolean serializePlans() {
    return get(ConfigOptions.PLAN_SERIALIZE.key()).map(Boolean::parseBoolean).orElse(false);
  }

  ZoneId zone() {
    return get(ConfigOptions.SESSION_TIME_ZONE.key())
        .map(ZoneId::of)
        .orElseGet(ZoneId::systemDefault);
  }
}
