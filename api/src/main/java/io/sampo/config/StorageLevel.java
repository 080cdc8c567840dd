package io.sampo.config;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Where the rows of a persisted table may be kept, with Spark's names. Rows are always kept outside
 * the heap, compressed, and once: the last three properties are what the caller wished and are
 * shown, nothing more.
 *
 * @param useDisk whether rows may lie on disk
 * @param useMemory whether rows may lie in memory
 * @param replication the wished number of copies, at least 1
 */
public record StorageLevel(
    boolean useDisk, boolean useMemory, boolean useOffHeap, boolean deserialized, int replication) {
  /** Not kept at all. */
  public static final StorageLevel NONE = new StorageLevel(false, false, false, false, 1);

  public static final StorageLevel DISK_ONLY = new StorageLevel(true, false, false, false, 1);
  public static final StorageLevel DISK_ONLY_2 = new StorageLevel(true, false, false, false, 2);
  public static final StorageLevel DISK_ONLY_3 = new StorageLevel(true, false, false, false, 3);

  /** In memory; what does not fit, or was evicted, is computed again when it is needed. */
  public static final StorageLevel MEMORY_ONLY = new StorageLevel(false, true, false, true, 1);

  public static final StorageLevel MEMORY_ONLY_2 = new StorageLevel(false, true, false, true, 2);
  public static final StorageLevel MEMORY_ONLY_SER = new StorageLevel(false, true, false, false, 1);
  public static final StorageLevel MEMORY_ONLY_SER_2 =
      new StorageLevel(false, true, false, false, 2);

  /** In memory; what does not fit moves to disk. The level of {@code cache()}. */
  public static final StorageLevel MEMORY_AND_DISK = new StorageLevel(true, true, false, true, 1);

  public static final StorageLevel MEMORY_AND_DISK_2 = new StorageLevel(true, true, false, true, 2);
  public static final StorageLevel MEMORY_AND_DISK_SER =
      new StorageLevel(true, true, false, false, 1);
  public static final StorageLevel MEMORY_AND_DISK_SER_2 =
      new StorageLevel(true, true, false, false, 2);
  public static final StorageLevel OFF_HEAP = new StorageLevel(true, true, true, false, 1);

  private static final Map<String, StorageLevel> NAMED = named();

  public StorageLevel {
    if (replication < 1) {
      throw new IllegalArgumentException("replication " + replication);
    }
  }

  private static Map<String, StorageLevel> named() {
    var levels = new LinkedHashMap<String, StorageLevel>();
    levels.put("NONE", NONE);
    levels.put("DISK_ONLY", DISK_ONLY);
    levels.put("DISK_ONLY_2", DISK_ONLY_2);
    levels.put("DISK_ONLY_3", DISK_ONLY_3);
    levels.put("MEMORY_ONLY", MEMORY_ONLY);
    levels.put("MEMORY_ONLY_2", MEMORY_ONLY_2);
    levels.put("MEMORY_ONLY_SER", MEMORY_ONLY_SER);
    levels.put("MEMORY_ONLY_SER_2", MEMORY_ONLY_SER_2);
    levels.put("MEMORY_AND_DISK", MEMORY_AND_DISK);
    levels.put("MEMORY_AND_DISK_2", MEMORY_AND_DISK_2);
    levels.put("MEMORY_AND_DISK_SER", MEMORY_AND_DISK_SER);
    levels.put("MEMORY_AND_DISK_SER_2", MEMORY_AND_DISK_SER_2);
    levels.put("OFF_HEAP", OFF_HEAP);
    return levels;
  }

  /**
   * A level by its name, case ignored.
   *
   * @throws SampoException INVALID_ARGUMENT when there is none of that name
   */
  public static StorageLevel fromString(String name) {
    StorageLevel level = NAMED.get(name.strip().toUpperCase(Locale.ROOT));
    if (level == null) {
      throw new SampoException(
          ErrorCode.INVALID_ARGUMENT,
          Map.of(
              "value",
              name,
              "parameter",
              "storageLevel",
              "details",
              "known are " + String.join(", ", NAMED.keySet())));
    }
    return level;
  }

  /** Whether rows are kept at all. */
  public boolean isValid() {
    return useMemory || useDisk;
  }

  /** In words, as Spark says it: {@code Disk Memory Deserialized 1x Replicated}. */
  public String description() {
    return (useDisk ? "Disk " : "")
        + (useMemory ? useOffHeap ? "Memory (off heap) " : "Memory " : "")
        + (deserialized ? "Deserialized " : "Serialized ")
        + replication
        + "x Replicated";
  }
}
