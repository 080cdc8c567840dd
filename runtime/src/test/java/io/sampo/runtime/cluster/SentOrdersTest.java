package io.sampo.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.physical.Flow;
import io.sampo.physical.Partitioning;
import io.sampo.physical.Sink;
import io.sampo.physical.Source;
import io.sampo.physical.Stage;
import io.sampo.physical.StageGraph;
import io.sampo.physical.fragment.Fragment;
import io.sampo.physical.fragment.FragmentGraph;
import io.sampo.physical.fragment.Sharing;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.runtime.exchange.PartitionLocation;
import io.sampo.runtime.exchange.ProducerAttempt;
import io.sampo.runtime.worker.protocol.TaskReport;
import io.sampo.runtime.worker.protocol.WorkerCommand;
import io.sampo.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Orders that cannot be sent or read end their query with an error, and no other. */
@NullMarked
@Timeout(120)
final class SentOrdersTest {
  private static final ColumnReference COLUMN = new ColumnReference(1, "a", DataType.STRING, false);

  /** Of a class that nothing registers. */
  private record Stranger(int value) {}

  /** Tells how a query ended, and takes the parts of its result. */
  private record Ending(
      TestCluster cluster, String query, CompletableFuture<@Nullable SampoException> error)
      implements QueryListener {
    @Override
    public void delivered(int part, PartitionLocation location, boolean last) {
      cluster.driver().tell(new ClusterActor.Taken(query, part));
    }

    @Override
    public void finished(@Nullable SampoException failure) {
      error.complete(failure);
    }
  }

  private static FragmentGraph rows(List<@Nullable Object[]> rows) {
    var sink =
        new Sink.ExchangeWrite(List.of(NamedExpression.of(COLUMN)), new Partitioning.Single());
    var flow = Flow.of(new Source.MemoryRows(List.of(COLUMN), rows));
    var stages =
        new StageGraph(List.of(new Stage(0, List.of(flow), sink)), List.of(COLUMN), Map.of());
    var fragment = new Fragment(0, stages, 1, List.of(), true, Set.of(), Set.of(), Sharing.FIXED);
    return new FragmentGraph(List.of(fragment), List.of(0), List.of(COLUMN), List.of());
  }

  private static @Nullable SampoException run(TestCluster cluster, String id, FragmentGraph graph) {
    QueryOrder made = Fragments.order(graph, RecoverySettings.DEFAULT);
    var order =
        new QueryOrder(
            id, graph, made.settings(), made.recovery(), made.adaptive(), made.patience());
    var ending = new Ending(cluster, id, new CompletableFuture<>());
    cluster.driver().tell(new ClusterActor.Start(order, ending));
    return ending.error().join();
  }

  @Test
  void aClassThatIsNotRegisteredIsNamed() {
    try (var cluster = new TestCluster()) {
      cluster.join(2);
      List<@Nullable Object[]> strange = new ArrayList<>();
      strange.add(new @Nullable Object[] {new Stranger(1)});
      SampoException error = run(cluster, "strange", rows(strange));
      assertThat(error).isNotNull();
      assertThat(Objects.requireNonNull(error).code()).isEqualTo(ErrorCode.INTERNAL_ERROR);
      assertThat(error).hasMessageContaining(Stranger.class.getName());
      assertThat(cluster.status().workers()).allMatch(worker -> worker.running() == 0);

      List<@Nullable Object[]> plain = new ArrayList<>();
      plain.add(new @Nullable Object[] {"x"});
      assertThat(run(cluster, "plain", rows(plain))).isNull();
    }
  }

  @Test
  void anOrderThatIsTooLargeForAMessageIsRefused() {
    try (var cluster = new TestCluster()) {
      cluster.join(1);
      List<@Nullable Object[]> large = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        large.add(new @Nullable Object[] {"x".repeat(1 << 20)});
      }
      SampoException error = run(cluster, "large", rows(large));
      assertThat(error).isNotNull();
      assertThat(Objects.requireNonNull(error).code()).isEqualTo(ErrorCode.ORDER_TOO_LARGE);
    }
  }

  @Test
  void aWorkerReportsAnOrderThatItCannotRead() {
    try (var cluster = new TestCluster()) {
      String id = cluster.join(1);
      TestProbe<TaskReport> reports = cluster.probe(TaskReport.class);
      var attempt = new ProducerAttempt("q", 0, 0, 0);
      cluster
          .actor(id)
          .tell(new WorkerCommand.RunTask(attempt, new byte[] {1, 2, 3, 4, 5}, reports.ref()));
      TaskReport report = reports.receiveMessage();
      assertThat(report.attempt()).isEqualTo(attempt);
      assertThat(report)
          .isInstanceOfSatisfying(
              TaskReport.Failed.class,
              failed -> assertThat(failed.error().code()).isEqualTo(ErrorCode.MALFORMED_MESSAGE));
    }
  }
}
