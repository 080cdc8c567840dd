package io.sampo.runtime.join;

import io.sampo.error.Origin;
import io.sampo.physical.Step;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.function.FunctionDefinition;
import io.sampo.plan.function.FunctionRegistry;
import io.sampo.plan.logical.JoinKind;
import io.sampo.runtime.join.Pass.PartProbe;
import io.sampo.runtime.join.Pass.Target;
import io.sampo.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plans how rows are joined with a build side that fits into memory only in parts: because it has
 * one giant key, or no keys at all. What a join yields of a row with partners can be told part by
 * part; what it yields of a row without is known only after the last part. So rows without partner
 * so far are kept from part to part, and those left in the end look into nothing, which gives what
 * the join yields of them.
 *
 * <p>Used once.
 */
public final class Passes {
  private static final Target ONWARD = new Target.Onward();

  private final Step.Probe probe;
  private final List<Step> behind;
  private final int parts;
  private final List<Pass> passes = new ArrayList<>();
  private int sets = 1;

  private Passes(FlowCut cut, int parts) {
    this.probe = cut.probe();
    this.behind = cut.behind();
    this.parts = parts;
  }

  /**
   * The passes in the order in which they are to run; parts come in ascending order.
   *
   * @param parts the number of parts of the build side, at least 1
   */
  public static List<Pass> of(FlowCut cut, int parts) {
    if (parts == 1) {
      return List.of(
          new Pass(Pass.ALL, List.of(new PartProbe(cut.probe(), 0)), cut.behind(), ONWARD));
    }
    var plan = new Passes(cut, parts);
    plan.plan();
    return plan.passes;
  }

  /** The steps of a pass, its probes among them. */
  public static List<Step> steps(FlowCut cut, Pass pass) {
    var steps = new ArrayList<Step>(cut.definitions());
    pass.probes().forEach(part -> steps.add(part.probe()));
    steps.addAll(pass.steps());
    return steps;
  }

  private void plan() {
    switch (probe.kind()) {
      case INNER, RIGHT_OUTER, RIGHT_SEMI, RIGHT_ANTI -> {
        for (int part = 0; part < parts; part++) {
          onward(Pass.ALL, at(probe.kind(), part));
        }
      }
      case LEFT_SEMI -> semi();
      case LEFT_ANTI, LEFT_ANTI_NULL_AWARE -> anti();
      case LEFT_OUTER, FULL_OUTER -> outer();
      case LEFT_SINGLE -> single();
      case LEFT_MARK -> {
        if (probe.mark().orElseThrow().nullable() && probe.probeKeys().isEmpty()) {
          threeValuedMark();
        } else {
          mark();
        }
      }
    }
  }

  private void semi() {
    int open = Pass.ALL;
    for (int part = 0; part < parts; part++) {
      onward(open, at(JoinKind.LEFT_SEMI, part));
      open = part + 1 < parts ? keep(open, at(JoinKind.LEFT_ANTI, part)) : open;
    }
  }

  private void anti() {
    int open = Pass.ALL;
    for (int part = 0; part + 1 < parts; part++) {
      open = keep(open, at(probe.kind(), part));
    }
    onward(open, at(probe.kind(), parts - 1));
  }

  private void outer() {
    int open = Pass.ALL;
    for (int part = 0; part < parts; part++) {
      onward(Pass.ALL, at(JoinKind.INNER, part));
      open = unmatched(open, part);
    }
  }

  /** Keeps those without partner; behind the last part they go onward as the join has them. */
  private int unmatched(int open, int part) {
    if (part + 1 < parts) {
      return keep(open, at(JoinKind.LEFT_ANTI, part));
    }
    onward(open, at(JoinKind.LEFT_ANTI, part), at(probe.kind(), PartProbe.NOTHING));
    return open;
  }

  /** A row that had its partner must find none in later parts. */
  private void single() {
    int open = Pass.ALL;
    int matched = sets++;
    for (int part = 0; part < parts; part++) {
      if (part > 0) {
        add(matched, new Target.Refused(), at(JoinKind.LEFT_SEMI, part));
      }
      onward(open, at(JoinKind.LEFT_SEMI, part), at(JoinKind.LEFT_SINGLE, part));
      if (part + 1 < parts) {
        add(open, new Target.Kept(matched), at(JoinKind.LEFT_SEMI, part));
      }
      open = unmatched(open, part);
    }
  }

  private void mark() {
    int open = Pass.ALL;
    for (int part = 0; part < parts; part++) {
      onward(open, at(JoinKind.LEFT_SEMI, part), at(JoinKind.LEFT_MARK, part));
      open = unmatched(open, part);
    }
  }

  /** A row whose condition was null for a pair is unknown unless a later part has a partner. */
  private void threeValuedMark() {
    ColumnReference mark = probe.mark().orElseThrow();
    int no = Pass.ALL;
    int unknown = sets++;
    for (int part = 0; part < parts; part++) {
      PartProbe partners = at(JoinKind.LEFT_SEMI, part);
      PartProbe marked = at(JoinKind.LEFT_MARK, part);
      onward(no, partners, marked);
      onward(unknown, partners, marked);
      int stillNo = sets++;
      int stillUnknown = sets++;
      filter(no, marked, call("not", mark), stillNo);
      filter(no, marked, call("isnull", mark), stillUnknown);
      add(unknown, new Target.Kept(stillUnknown), at(JoinKind.LEFT_ANTI, part));
      no = stillNo;
      unknown = stillUnknown;
    }
    onward(no, at(JoinKind.LEFT_MARK, PartProbe.NOTHING));
    var steps = new ArrayList<Step>();
    steps.add(
        new Step.DefineColumns(
            List.of(
                new NamedExpression(mark.id(), mark.name(), new Literal(null, DataType.BOOLEAN)))));
    steps.addAll(behind);
    passes.add(new Pass(unknown, List.of(), steps, ONWARD));
  }

  private static Expression call(String name, ColumnReference argument) {
    FunctionDefinition definition = FunctionRegistry.standard().require(name);
    return Call.of(
        definition.signature().bind(definition, List.of(argument.type())),
        List.of(argument),
        Origin.NONE);
  }

  // ---- passes

  private PartProbe at(JoinKind kind, int part) {
    boolean marks = kind == JoinKind.LEFT_MARK;
    return new PartProbe(
        new Step.Probe(
            probe.stage(),
            kind,
            probe.probeKeys(),
            probe.nullSafe(),
            probe.built(),
            probe.residual(),
            marks ? probe.mark() : Optional.empty(),
            probe.trackMatches() && kind != JoinKind.LEFT_ANTI && part != PartProbe.NOTHING),
        part);
  }

  private void onward(int from, PartProbe... probes) {
    passes.add(new Pass(from, List.of(probes), behind, ONWARD));
  }

  private int keep(int from, PartProbe... probes) {
    int set = sets++;
    add(from, new Target.Kept(set), probes);
    return set;
  }

  private void add(int from, Target to, PartProbe... probes) {
    passes.add(new Pass(from, List.of(probes), List.of(), to));
  }

  private void filter(int from, PartProbe marked, Expression condition, int to) {
    passes.add(
        new Pass(
            from,
            List.of(marked),
            List.of(new Step.FilterRows(List.of(condition))),
            new Target.Kept(to)));
  }
}
