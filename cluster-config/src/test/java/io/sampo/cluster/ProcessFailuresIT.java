package io.sampo.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.cluster.harness.Gate;
import io.sampo.cluster.harness.Processes;
import io.sampo.cluster.process.NodeProcess;
import io.sampo.error.ErrorCategory;
import io.sampo.error.SampoException;
import io.sampo.row.Row;
import io.sampo.session.Session;
import io.sampo.types.DataType;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker is killed, or hangs, in the middle of an aggregation, a join, a sort and a write, which
 * run at the same time: with recovery all of them give what an engine of this process gives,
 * without it the error says so.
 */
@NullMarked
@Timeout(value = 12, unit = TimeUnit.MINUTES)
final class ProcessFailuresIT {
  private static final String GROUPS =
      "(SELECT id % 5003 AS k, sum(id) AS s FROM range(200000) GROUP BY id % 5003)";

  @TempDir private Path logs;
  @TempDir private Path folder;

  /** What is asked. Tasks wait at the gate when they have read what others sent. */
  private enum Work {
    AGGREGATION("SELECT k, gate_aggregation(s) AS g, s % 7 FROM " + GROUPS + " ORDER BY k"),
    JOIN(
        "SELECT a.k, count(*), sum(gate_join(a.s + b.id)) FROM "
            + GROUPS
            + " a JOIN range(20000) b ON a.k = b.id % 5003 GROUP BY a.k ORDER BY a.k"),
    SORT("SELECT k, gate_sort(s) AS g FROM " + GROUPS + " ORDER BY g * 7919 % 100003, k"),
    WRITE("SELECT k AS n, gate_write(s) AS s, concat('text ', k) AS t FROM " + GROUPS);

    private final String sql;

    Work(String sql) {
      this.sql = sql;
    }

    private String gate() {
      return "gate_" + name().toLowerCase(Locale.ROOT);
    }
  }

  private static List<String> rows(Session session, String sql) {
    return session.sql(sql).collect().stream().map(Row::toString).toList();
  }

  private static String summary(String rows) {
    return "SELECT count(*), count(DISTINCT n), sum(n), sum(s), min(t), max(t) FROM " + rows;
  }

  private static void register(Session session, Gate gate) {
    for (Work work : Work.values()) {
      session.udf().register(work.gate(), gate.function(work.gate()), DataType.LONG);
    }
  }

  /** The answer; of a write what it has written. */
  private List<String> answer(Session session, Session local, Work work, String round) {
    if (work != Work.WRITE) {
      return rows(session, work.sql);
    }
    String target = folder.resolve(round).toString();
    session.sql(work.sql).write().parquet(target);
    return rows(local, summary("parquet.`" + target + "`"));
  }

  private Map<Work, CompletableFuture<List<String>>> start(
      Session session, Session local, String round) {
    var answers = new EnumMap<Work, CompletableFuture<List<String>>>(Work.class);
    for (Work work : Work.values()) {
      answers.put(
          work,
          CompletableFuture.supplyAsync(
              () -> answer(session, local, work, round),
              task -> Thread.ofPlatform().daemon().start(task)));
    }
    return answers;
  }

  /** The worker with tasks of most queries, once those of all wait at the gate somewhere. */
  private static int victim(Processes processes, Gate gate) {
    List<Integer> workers = processes.cluster().workers();
    Processes.await(
        "tasks of all queries at the gate",
        () -> {
          Set<String> all = new HashSet<>();
          workers.forEach(number -> all.addAll(arrived(processes, gate, number)));
          return all.size() == Work.values().length;
        });
    return workers.stream()
        .max(Comparator.comparingInt(number -> arrived(processes, gate, number).size()))
        .orElseThrow();
  }

  private static Set<String> arrived(Processes processes, Gate gate, int number) {
    return gate.arrived(processes.cluster().worker(number).pid());
  }

  @Test
  void lostWorkersCostNoAnswer() {
    var expected = new EnumMap<Work, List<String>>(Work.class);
    try (Session local = Session.builder().master("local[2]").create()) {
      var open = new Gate(folder.resolve("open"));
      open.open();
      register(local, open);
      for (Work work : Work.values()) {
        expected.put(
            work, rows(local, work == Work.WRITE ? summary("(" + work.sql + ")") : work.sql));
      }
      try (Processes processes = Processes.start(3, 6, logs, Map.of());
          Session session = processes.session()) {
        session.conf().set("sampo.partitions", 3);
        session.conf().set("sampo.speculation.enabled", false);
        assertSurvived(processes, session, local, expected, "killed", NodeProcess::kill);
        assertSurvived(processes, session, local, expected, "hung", Processes::freeze);
        assertErrorWithoutRecovery(processes, session, local, expected);
      }
    }
  }

  private void assertSurvived(
      Processes processes,
      Session session,
      Session local,
      Map<Work, List<String>> expected,
      String round,
      Consumer<NodeProcess> trouble) {
    var gate = new Gate(folder.resolve("gate-" + round));
    register(session, gate);
    var answers = start(session, local, round);
    int victim = victim(processes, gate);
    long before = processes.view().reruns();
    trouble.accept(processes.cluster().worker(victim));
    gate.open();
    answers.forEach((work, answer) ->
        assertThat(answer.join()).as("%s, worker %s", work, round).isEqualTo(expected.get(work)));
    assertThat(processes.view().reruns()).as("tasks run again").isGreaterThan(before);
    processes.cluster().replaceWorker(victim);
    processes.awaitWorkers(3);
  }

  private void assertErrorWithoutRecovery(
      Processes processes, Session session, Session local, Map<Work, List<String>> expected) {
    session.conf().set("sampo.recovery.enabled", false);
    var gate = new Gate(folder.resolve("gate-without"));
    register(session, gate);
    var answers = start(session, local, "without");
    int victim = victim(processes, gate);
    int doomed = arrived(processes, gate, victim).size();
    processes.cluster().worker(victim).kill();
    processes.awaitWorkers(2);
    gate.open();
    int failed = 0;
    for (Map.Entry<Work, CompletableFuture<List<String>>> entry : answers.entrySet()) {
      try {
        assertThat(entry.getValue().join())
            .as("%s without recovery", entry.getKey())
            .isEqualTo(expected.get(entry.getKey()));
      } catch (CompletionException e) {
        failed++;
        assertThat(e.getCause())
            .isInstanceOfSatisfying(
                SampoException.class,
                error ->
                    assertThat(error.code().category())
                        .as("%s", error)
                        .isEqualTo(ErrorCategory.TRANSIENT));
        if (entry.getKey() == Work.WRITE) {
          assertThat(folder.resolve("without")).doesNotExist();
        }
      }
    }
    assertThat(failed).as("queries that had a task on the worker").isGreaterThanOrEqualTo(doomed);
  }
}
