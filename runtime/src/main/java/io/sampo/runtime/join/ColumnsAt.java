package io.sampo.runtime.join;

import io.sampo.physical.AggregateState;
import io.sampo.physical.Flow;
import io.sampo.physical.Sink;
import io.sampo.physical.Step;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.JoinKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The columns there are at the end of a flow: those that have a value, and those defined by it. */
final class ColumnsAt {
  private final Map<Long, ColumnReference> stored = new LinkedHashMap<>();
  private final Map<Long, NamedExpression> defined = new LinkedHashMap<>();

  ColumnsAt(Flow flow) {
    flow.source().output().forEach(this::store);
    flow.steps().forEach(this::follow);
  }

  private void store(ColumnReference column) {
    defined.remove(column.id());
    stored.put(column.id(), column);
  }

  private void follow(Step step) {
    switch (step) {
      case Step.FilterRows filter -> {}
      case Step.CountRows count -> {}
      case Step.DropUnmatched drop -> {}
      case Step.DefineColumns define -> define.columns().forEach(this::define);
      case Step.Probe probe -> {
        JoinKind kind = probe.kind();
        boolean absent =
            kind == JoinKind.LEFT_OUTER
                || kind == JoinKind.FULL_OUTER
                || kind == JoinKind.LEFT_SINGLE;
        if (kind.yieldsRight()) {
          probe.built().forEach(column -> store(absent ? column.withNullable(true) : column));
        }
        probe.mark().ifPresent(this::store);
      }
      case Step.ExpandRows expand -> expand.output().forEach(this::store);
      case Step.GenerateRows generate -> {
        store(generate.position());
        store(generate.element());
      }
    }
  }

  private void define(NamedExpression named) {
    if (named.expression() instanceof ColumnReference column && column.id() == named.id()) {
      return;
    }
    boolean sameTwice =
        !named
            .expression()
            .anyMatch(
                part -> part instanceof Call call && !call.function().definition().deterministic());
    if (sameTwice) {
      stored.remove(named.id());
      defined.put(named.id(), named);
    } else {
      store(named.toReference());
    }
  }

  Optional<ColumnReference> stored(long id) {
    return Optional.ofNullable(stored.get(id));
  }

  /** The columns with a value that these columns are, or are computed from. */
  List<ColumnReference> stored(Set<Long> ids) {
    Set<Long> all = closure(ids);
    return stored.values().stream().filter(column -> all.contains(column.id())).toList();
  }

  /** The definitions of these columns and of those they are computed from, in order. */
  List<NamedExpression> definitions(Set<Long> ids) {
    Set<Long> all = closure(ids);
    return defined.values().stream().filter(named -> all.contains(named.id())).toList();
  }

  private Set<Long> closure(Set<Long> ids) {
    var all = new HashSet<Long>();
    var open = new ArrayList<>(ids);
    while (!open.isEmpty()) {
      long id = open.removeLast();
      if (all.add(id) && defined.containsKey(id)) {
        collect(defined.get(id).expression(), open);
      }
    }
    return all;
  }

  /** Adds the ids of an expression's columns. */
  static void collect(Expression expression, Collection<Long> ids) {
    expression.forEach(part -> {
      if (part instanceof ColumnReference column) {
        ids.add(column.id());
      }
    });
  }

  /** The expressions of a step over the columns before it, and maybe those it adds. */
  static List<Expression> uses(Step step) {
    var used = new ArrayList<Expression>();
    switch (step) {
      case Step.FilterRows filter -> used.addAll(filter.conditions());
      case Step.DefineColumns define -> used.addAll(expressions(define.columns()));
      case Step.Probe probe -> {
        used.addAll(probe.probeKeys());
        probe.residual().ifPresent(used::add);
      }
      case Step.DropUnmatched drop -> used.addAll(drop.keys());
      case Step.ExpandRows expand -> expand.projections().forEach(used::addAll);
      case Step.GenerateRows generate -> used.add(generate.elements());
      case Step.CountRows count -> {}
    }
    return used;
  }

  /** The expressions of a sink over the columns before it. */
  static List<Expression> uses(Sink sink) {
    var used = new ArrayList<Expression>();
    switch (sink) {
      case Sink.BuildTable build -> {
        used.addAll(expressions(build.keys()));
        used.addAll(expressions(build.payload()));
      }
      case Sink.Group group -> {
        used.addAll(expressions(group.keys()));
        for (AggregateState state : group.states()) {
          used.addAll(state.arguments());
          state.filter().ifPresent(used::add);
        }
      }
      case Sink.SortRows sort -> used.addAll(expressions(sort.columns()));
      case Sink.CollectRows collect -> used.addAll(expressions(collect.columns()));
      case Sink.WindowRows window -> used.addAll(expressions(window.columns()));
      case Sink.Result result -> used.addAll(expressions(result.columns()));
      case Sink.WriteFiles write -> used.addAll(expressions(write.columns()));
      case Sink.ExchangeWrite write -> used.addAll(expressions(write.columns()));
    }
    return used;
  }

  private static List<Expression> expressions(List<NamedExpression> columns) {
    return columns.stream().map(NamedExpression::expression).toList();
  }
}
