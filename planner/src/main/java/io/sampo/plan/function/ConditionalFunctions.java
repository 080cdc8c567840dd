package io.sampo.plan.function;

import static io.sampo.plan.function.FunctionRow.scalar;

import io.sampo.plan.function.kernel.OrderKernels;
import java.util.List;

/** Functions that choose among their arguments. The analyzer turns most of them into CASE, the others' meaning is given here. */
final class ConditionalFunctions {
  private ConditionalFunctions() {}

  static List<FunctionDefinition> rows() {
    return List.of(
        scalar("coalesce").nulls(NullPolicy.NULL_ONLY_ON_ALL_NULL).bound(OperatorSignatures.sameTypes(1))
            .does("coalesce(a, b, ...)", "The first argument that is not NULL.").example("coalesce(NULL, 1, 2)", "1"),
        scalar("greatest").nulls(NullPolicy.NULL_ONLY_ON_ALL_NULL)
            .bound(OperatorSignatures.sameOrderedTypes(2, OrderKernels.class, "greatest"))
            .does("greatest(a, b, ...)", "The largest argument, NULLs skipped.").example("greatest(10, 3, 7)", "10"),
        scalar("least").nulls(NullPolicy.NULL_ONLY_ON_ALL_NULL)
            .bound(OperatorSignatures.sameOrderedTypes(2, OrderKernels.class, "least"))
            .does("least(a, b, ...)", "The smallest argument, NULLs skipped.").example("least(10, 3, 7)", "3"));
  }
}
