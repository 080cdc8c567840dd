package io.sampo.plan.function;

import static io.sampo.plan.function.FunctionRow.scalar;
import static io.sampo.types.DataType.DOUBLE;

import io.sampo.plan.function.kernel.MathKernels;
import java.util.List;

/** Arithmetic beyond the operators. */
final class MathFunctions {
  private MathFunctions() {}

  static List<FunctionDefinition> rows() {
    return List.of(
        scalar("abs").takes(Parameter.NUMBER).by(MathKernels.class, "abs")
            .does("abs(a)", "The number without its sign.").example("abs(-1)", "1"),
        scalar("sqrt").takes(DOUBLE).gives(DOUBLE).by(MathKernels.class, "sqrt")
            .does("sqrt(a)", "The square root; NaN of a negative number.").example("sqrt(4)", "2.0"));
  }
}
