package io.sampo.config;

import io.sampo.config.ConfigOption.Kind;
import java.util.List;
import java.util.Optional;

/** The settings there are, sorted by key. */
public final class ConfigOptions {
  private static final String FIRST = "0.1.0";

  public static final ConfigOption ADAPTIVE_ENABLED =
      of(
          "sampo.adaptive.enabled",
          Kind.BOOLEAN,
          "true",
          "Whether a cluster deals out partitions to tasks, and chooses how joins run, by sizes that it learns while a query runs.");

  public static final ConfigOption ADAPTIVE_PARTITION_BYTES =
      chosen(
          "sampo.adaptive.partitionBytes",
          Kind.SIZE,
          "The bytes that one task of a cluster is to read of what others sent; 32m unless set. Where a number of partitions is set, small ones are joined together only when this is set too.");

  public static final ConfigOption ADAPTIVE_SKEW_FACTOR =
      of(
          "sampo.adaptive.skewFactor",
          Kind.INTEGER,
          "5",
          "A partition is split among tasks when it is so many times larger than the median.");

  public static final ConfigOption APP_NAME =
      of(
          "sampo.app.name",
          Kind.TEXT,
          "sampo",
          "The name of the program, shown where its queries are.");

  public static final ConfigOption BATCH_ROWS =
      of("sampo.batch.rows", Kind.INTEGER, "8192", "Rows of a batch between operators.");

  public static final ConfigOption BROADCAST_LIMIT =
      of(
          "sampo.broadcast.limit",
          Kind.SIZE,
          "128m",
          "On a cluster, larger hash tables of joins are built by partition and never by every task; 0 for all that can be.");

  public static final ConfigOption CHECKPOINT_DIR =
      chosen(
          "sampo.checkpoint.dir",
          Kind.TEXT,
          "Where checkpoint() puts its files; on a cluster, a folder that all members see.");

  public static final ConfigOption CODE_LIMIT =
      of(
          "sampo.code.limit",
          Kind.SIZE,
          "240m",
          "The most that a session's functions and jars may have together to be sent to a cluster's workers.");

  public static final ConfigOption CODEGEN_ENABLED =
      of(
          "sampo.codegen.enabled",
          Kind.BOOLEAN,
          "true",
          "Whether pipelines are compiled to classes; otherwise they are interpreted.");

  public static final ConfigOption CORES =
      chosen("sampo.cores", Kind.INTEGER, "Threads that compute; follows the master unless set.");

  public static final ConfigOption DRAIN_SECONDS =
      of(
          "sampo.drain.seconds",
          Kind.INTEGER,
          "30",
          "How long a worker that is told to leave stays while queries need what it computes and holds.");

  public static final ConfigOption MAX_RESULT_SIZE =
      of(
          "sampo.driver.maxResultSize",
          Kind.SIZE,
          "1g",
          "The most that collect, take and the like gather in one list; 0 means no limit. Results that are streamed or written have none.");

  public static final ConfigOption JOURNAL_FOLDER =
      chosen(
          "sampo.journal.folder",
          Kind.TEXT,
          "Where a driver keeps what its successor needs; without it, one that starts again starts a new cluster.");

  public static final ConfigOption MASTER =
      of(
          "sampo.master",
          Kind.TEXT,
          "local[*]",
          "Where to run: local, local[n], local[*], or on a cluster as sampo://host:port.");

  public static final ConfigOption MEMORY =
      chosen(
          "sampo.memory",
          Kind.SIZE,
          "The memory for all queries together; a share of the machine's unless set.");

  public static final ConfigOption PARTITIONS =
      chosen(
          "sampo.partitions",
          Kind.INTEGER,
          "Partition tasks of a stage; derived from data size and cores unless set.");

  public static final ConfigOption PLAN_SERIALIZE =
      of(
          "sampo.plan.serialize",
          Kind.BOOLEAN,
          "false",
          "Whether every plan is written to bytes and read back before it runs, as a cluster does; for tests.");

  public static final ConfigOption RECONNECT_SECONDS =
      of(
          "sampo.reconnect.seconds",
          Kind.INTEGER,
          "60",
          "How long a session on a cluster looks for a driver after it lost its own.");

  public static final ConfigOption RECOVERY_ENABLED =
      of(
          "sampo.recovery.enabled",
          Kind.BOOLEAN,
          "true",
          "Whether a cluster runs failed and lost tasks again; otherwise the first failure ends the query.");

  public static final ConfigOption SPECULATION_ENABLED =
      of(
          "sampo.speculation.enabled",
          Kind.BOOLEAN,
          "true",
          "Whether a cluster runs tasks that are slow a second time elsewhere.");

  public static final ConfigOption SPILL_DIRS =
      chosen(
          "sampo.spill.dirs",
          Kind.TEXT,
          "Folders, separated by commas and used in turn, for what does not fit into memory; the system's temporary folder unless set.");

  public static final ConfigOption SPILL_FORCE =
      of(
          "sampo.spill.force",
          Kind.BOOLEAN,
          "false",
          "Whether operators spill whenever they can, as if memory were always short; for tests.");

  public static final ConfigOption TASK_ROWS =
      of(
          "sampo.task.rows",
          Kind.INTEGER,
          "100000",
          "On a cluster, the rows of tables that are worth one more task, unless a number of partitions is set; a query that reads fewer is one task.");

  public static final ConfigOption SPARK_CHECKPOINT_DIR =
      chosen(
          "spark.checkpoint.dir",
          Kind.TEXT,
          "Spark's name for sampo.checkpoint.dir, which it overrides.");

  public static final ConfigOption SPARK_MAX_RESULT_SIZE =
      chosen(
          "spark.driver.maxResultSize",
          Kind.SIZE,
          "Spark's name for sampo.driver.maxResultSize, which it overrides.");

  public static final ConfigOption TLS_KEY_STORE =
      chosen(
          "sampo.tls.keystore",
          Kind.TEXT,
          "A PKCS12 file with this process's certificate and key; without one connections are not encrypted.");

  public static final ConfigOption TLS_PASSWORD =
      chosen("sampo.tls.password", Kind.TEXT, "The password of the key store and the trust store.");

  public static final ConfigOption TLS_TRUST_STORE =
      chosen(
          "sampo.tls.truststore",
          Kind.TEXT,
          "A PKCS12 file with the certificates that the other side of a connection may show.");

  public static final ConfigOption WORKERS_PATIENCE =
      of(
          "sampo.workers.patience.seconds",
          Kind.INTEGER,
          "300",
          "How long a query on a cluster waits while there are no workers, before it fails.");

  public static final ConfigOption SPARK_ADAPTIVE_ENABLED =
      chosen(
          "spark.sql.adaptive.enabled",
          Kind.BOOLEAN,
          "Spark's name for sampo.adaptive.enabled, which it overrides.");

  public static final ConfigOption ANSI_ENABLED =
      of(
          "spark.sql.ansi.enabled",
          Kind.BOOLEAN,
          "true",
          "Whether overflow and failing casts are errors; Sampo follows the ANSI rules in any case and refuses false.");

  public static final ConfigOption SHUFFLE_PARTITIONS =
      chosen(
          "spark.sql.shuffle.partitions",
          Kind.INTEGER,
          "Partitions behind an exchange; derived from data size unless set.");

  public static final ConfigOption SESSION_TIME_ZONE =
      chosen(
          "spark.sql.session.timeZone",
          Kind.TIME_ZONE,
          "The zone in which timestamps are read from text, shown, and split into fields; the system's unless set.");

  /** All rows, sorted by key. */
  public static final List<ConfigOption> ALL =
      List.of(
          ADAPTIVE_ENABLED,
          ADAPTIVE_PARTITION_BYTES,
          ADAPTIVE_SKEW_FACTOR,
          APP_NAME,
          BATCH_ROWS,
          BROADCAST_LIMIT,
          CHECKPOINT_DIR,
          CODE_LIMIT,
          CODEGEN_ENABLED,
          CORES,
          DRAIN_SECONDS,
          MAX_RESULT_SIZE,
          JOURNAL_FOLDER,
          MASTER,
          MEMORY,
          PARTITIONS,
          PLAN_SERIALIZE,
          RECONNECT_SECONDS,
          RECOVERY_ENABLED,
          SPECULATION_ENABLED,
          SPILL_DIRS,
          SPILL_FORCE,
          TASK_ROWS,
          TLS_KEY_STORE,
          TLS_PASSWORD,
          TLS_TRUST_STORE,
          WORKERS_PATIENCE,
          SPARK_CHECKPOINT_DIR,
          SPARK_MAX_RESULT_SIZE,
          SPARK_ADAPTIVE_ENABLED,
          ANSI_ENABLED,
          SESSION_TIME_ZONE,
          SHUFFLE_PARTITIONS);

  private ConfigOptions() {}

  /** All rows. */
  public static List<ConfigOption> all() {
    return ALL;
  }

  /** The row of a key, empty for keys that only others understand. */
  public static Optional<ConfigOption> find(String key) {
    return ALL.stream().filter(option -> option.key().equals(key)).findFirst();
  }

  private static ConfigOption of(String key, Kind kind, String defaultValue, String documentation) {
    return new ConfigOption(key, kind, Optional.of(defaultValue), FIRST, documentation);
  }

  private static ConfigOption chosen(String key, Kind kind, String documentation) {
    return new ConfigOption(key, kind, Optional.empty(), FIRST, documentation);
  }
}
