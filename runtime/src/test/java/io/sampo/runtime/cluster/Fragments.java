package io.sampo.runtime.cluster;

import io.sampo.physical.Flow;
import io.sampo.physical.Partitioning;
import io.sampo.physical.Sink;
import io.sampo.physical.Source;
import io.sampo.physical.Stage;
import io.sampo.physical.StageGraph;
import io.sampo.physical.fragment.Fragment;
import io.sampo.physical.fragment.FragmentGraph;
import io.sampo.physical.fragment.FragmentSwitch;
import io.sampo.physical.fragment.GroupSwitch;
import io.sampo.physical.fragment.JoinSwitch;
import io.sampo.physical.fragment.Sharing;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.table.SourceTable;
import io.sampo.plan.table.TableStatistics;
import io.sampo.runtime.cache.SpreadRows;
import io.sampo.runtime.worker.protocol.TaskCode;
import io.sampo.runtime.worker.protocol.TaskSettings;
import io.sampo.types.DataType;
import io.sampo.types.StructType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.NullMarked;

/** Plans made up for tests of scheduling. */
@NullMarked
final class Fragments {
  private static final ColumnReference COLUMN = new ColumnReference(1, "a", DataType.LONG, false);

  private Fragments() {}

  static Fragment fragment(
      int id, int tasks, List<Integer> inputs, Partitioning to, boolean repeatable) {
    List<Flow> flows = new ArrayList<>();
    inputs.forEach(input -> flows.add(Flow.of(new Source.ExchangeRows(input, List.of(COLUMN)))));
    if (flows.isEmpty()) {
      flows.add(Flow.of(new Source.RangeRows(COLUMN, 0, 10, 1)));
    }
    var sink = new Sink.ExchangeWrite(List.of(NamedExpression.of(COLUMN)), to);
    var stages = new StageGraph(List.of(new Stage(0, flows, sink)), List.of(COLUMN), Map.of());
    return new Fragment(id, stages, tasks, inputs, repeatable, Set.of(), Set.of(), Sharing.FIXED);
  }

  /** A stored table without anything in it. */
  private record NamedTable(String name) implements SourceTable {
    @Override
    public StructType schema() {
      return new StructType(List.of());
    }

    @Override
    public TableStatistics statistics() {
      return new TableStatistics(OptionalLong.empty(), false, 0, Map.of());
    }
  }

  /** A fragment that reads a table. */
  static Fragment scan(int id, int tasks, String table, Partitioning to) {
    return scan(id, tasks, new NamedTable(table), to);
  }

  /** Two levels, of which the first reads kept rows. */
  static FragmentGraph reading(SpreadRows rows, int tasks, int partitions) {
    return new FragmentGraph(
        List.of(
            scan(0, tasks, rows, new Partitioning.HashBy(List.of(0), partitions)),
            fragment(1, partitions, List.of(0), new Partitioning.Single(), true)),
        List.of(1),
        List.of(COLUMN),
        List.of());
  }

  private static Fragment scan(int id, int tasks, SourceTable table, Partitioning to) {
    var flow = Flow.of(new Source.TableScan(table, List.of(COLUMN), List.of()));
    var sink = new Sink.ExchangeWrite(List.of(NamedExpression.of(COLUMN)), to);
    var stages =
        new StageGraph(List.of(new Stage(0, List.of(flow), sink)), List.of(COLUMN), Map.of());
    return new Fragment(id, stages, tasks, List.of(), true, Set.of(), Set.of(), Sharing.FIXED);
  }

  /** A fragment that makes groups of what another wrote. */
  private static Fragment grouping(int id, int input, int tasks, Partitioning to) {
    List<NamedExpression> columns = List.of(NamedExpression.of(COLUMN));
    var read = Flow.of(new Source.ExchangeRows(input, List.of(COLUMN)));
    var rows = Flow.of(new Source.StageRows(0, List.of(COLUMN), false));
    List<Stage> stages =
        List.of(
            new Stage(0, List.of(read), new Sink.Group(columns, List.of())),
            new Stage(1, List.of(rows), new Sink.ExchangeWrite(columns, to)));
    var graph = new StageGraph(stages, List.of(COLUMN), Map.of());
    return new Fragment(id, graph, tasks, List.of(input), true, Set.of(), Set.of(), Sharing.FIXED);
  }

  /** The same with tasks that share partitions by size. */
  static Fragment bySize(Fragment fragment, Set<Integer> divisible) {
    return new Fragment(
        fragment.id(),
        fragment.stages(),
        fragment.tasks(),
        fragment.inputs(),
        fragment.repeatable(),
        fragment.complete(),
        fragment.whole(),
        new Sharing(true, divisible));
  }

  /** A leaf, dealt to a second fragment, whose rows are the result. */
  static FragmentGraph two(int leaves, int partitions) {
    return new FragmentGraph(
        List.of(
            fragment(0, leaves, List.of(), new Partitioning.HashBy(List.of(0), partitions), true),
            fragment(1, partitions, List.of(0), new Partitioning.Single(), true)),
        List.of(1),
        List.of(COLUMN),
        List.of());
  }

  static QueryOrder order(FragmentGraph graph, RecoverySettings recovery) {
    return new QueryOrder(
        "q",
        graph,
        new TaskSettings(1024, true, "UTC", TaskCode.NONE),
        recovery,
        new AdaptiveSettings(true, 500, 2, 3, 10_000),
        Duration.ofMinutes(5));
  }

  /** The same query under a name, which may keep its rows. */
  static QueryOrder named(String id, QueryOrder order, Optional<QueryOrder.Keeping> keeping) {
    return new QueryOrder(
        id,
        order.graph(),
        order.settings(),
        order.recovery(),
        order.adaptive(),
        order.patience(),
        keeping);
  }

  /** Some levels of fragments that read one or two before them. */
  static FragmentGraph random(RandomGenerator random, boolean someVary) {
    int partitions = 1 + random.nextInt(6);
    int count = 2 + random.nextInt(5);
    boolean grouped = partitions > 1 && random.nextBoolean();
    List<Fragment> fragments = new ArrayList<>();
    for (int id = 0; id < count; id++) {
      boolean last = id == count - 1;
      List<Integer> inputs = new ArrayList<>();
      if (id > 0 && (last || random.nextInt(3) > 0)) {
        inputs.add(id - 1);
        int other = random.nextInt(id);
        if (other != id - 1 && random.nextBoolean()) {
          inputs.add(other);
        }
      }
      boolean reads = inputs.stream().anyMatch(i -> isDealt(fragments.get(i)));
      Partitioning to =
          last && !grouped
              ? new Partitioning.Single()
              : !last && random.nextInt(4) == 0
                  ? new Partitioning.Broadcast()
                  : new Partitioning.HashBy(List.of(0), partitions);
      int tasks = reads ? partitions : inputs.isEmpty() ? 1 + random.nextInt(4) : 1;
      Fragment made = fragment(id, tasks, inputs, to, !someVary || random.nextInt(4) > 0);
      fragments.add(reads && tasks > 1 && random.nextInt(4) > 0 ? shared(made, random) : made);
    }
    List<FragmentSwitch> switches = switches(fragments, random);
    if (grouped) {
      var dealt = new Partitioning.HashBy(List.of(0), partitions);
      fragments.add(bySize(grouping(count, count - 1, partitions, dealt), Set.of(count - 1)));
      fragments.add(
          bySize(grouping(count + 1, count, partitions, new Partitioning.Single()), Set.of()));
      switches.add(new GroupSwitch(count + 1, count, List.of(count - 1)));
    }
    int result = fragments.size() - 1;
    return new FragmentGraph(fragments, List.of(result), List.of(COLUMN), switches);
  }

  /** Some of those that read two others might do without the rows of one being dealt out. */
  private static List<FragmentSwitch> switches(List<Fragment> fragments, RandomGenerator random) {
    List<FragmentSwitch> switches = new ArrayList<>();
    for (Fragment join : fragments) {
      Set<Integer> divisible = join.sharing().divisible();
      if (join.inputs().size() < 2 || divisible.size() != 1) {
        continue;
      }
      int probe = divisible.iterator().next();
      List<Integer> builds = new ArrayList<>(join.inputs());
      builds.remove((Integer) probe);
      boolean dealt = builds.stream().allMatch(build -> join.isDealt(fragments.get(build)));
      long readers = fragments.stream().filter(f -> f.inputs().contains(probe)).count();
      if (dealt && readers == 1 && join.isDealt(fragments.get(probe))) {
        long probing = random.nextBoolean() ? 1_000_000 : 0;
        switches.add(new JoinSwitch(join.id(), probe, builds, 1, probing, random.nextInt(3) > 0));
      }
    }
    return switches;
  }

  private static Fragment shared(Fragment fragment, RandomGenerator random) {
    var divisible = new HashSet<Integer>();
    fragment.inputs().stream().filter(input -> random.nextBoolean()).forEach(divisible::add);
    return bySize(fragment, divisible);
  }

  private static boolean isDealt(Fragment fragment) {
    return fragment.partitioning() instanceof Partitioning.HashBy;
  }
}
