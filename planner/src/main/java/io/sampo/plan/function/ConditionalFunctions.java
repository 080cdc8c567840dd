package io.sampo.plan.function;

import static io.sampo.plan.function.FunctionRow.scalar;
import static io.sampo.types.DataType.BOOLEAN;
import static io.sampo.types.DataType.NULL;
import static io.sampo.types.DataType.STRING;

import io.sampo.plan.function.kernel.CheckKernels;
import io.sampo.plan.function.kernel.OrderKernels;
import java.util.ArrayList;
import java.util.List;

/**
 * Functions that choose among, or check, their arguments. The analyzer turns most of them into CASE
 * and other expressions.
 */
final class ConditionalFunctions {
  private ConditionalFunctions() {}

  static List<FunctionDefinition> rows() {
    var rows = new ArrayList<FunctionDefinition>();
    rows.addAll(choices());
    rows.addAll(checks());
    rows.addAll(attempts());
    return rows;
  }

  private static FunctionDefinition rewritten(
      String name,
      String usage,
      String description,
      String example,
      String result,
      String... aliases) {
    return scalar(name)
        .aliases(aliases)
        .nulls(NullPolicy.CALLED_ON_NULL)
        .rewritten()
        .does(usage, description)
        .example(example, result);
  }

  private static List<FunctionDefinition> choices() {
    return List.of(
        scalar("coalesce")
            .nulls(NullPolicy.NULL_ONLY_ON_ALL_NULL)
            .bound(OperatorSignatures.sameTypes(1))
            .does("coalesce(a, b, ...)", "The first argument that is not NULL.")
            .example("coalesce(NULL, 1, 2)", "1"),
        scalar("greatest")
            .nulls(NullPolicy.NULL_ONLY_ON_ALL_NULL)
            .bound(OperatorSignatures.sameOrderedTypes(2, OrderKernels.class, "greatest"))
            .does("greatest(a, b, ...)", "The largest argument, NULLs skipped.")
            .example("greatest(10, 3, 7)", "10"),
        scalar("least")
            .nulls(NullPolicy.NULL_ONLY_ON_ALL_NULL)
            .bound(OperatorSignatures.sameOrderedTypes(2, OrderKernels.class, "least"))
            .does("least(a, b, ...)", "The smallest argument, NULLs skipped.")
            .example("least(10, 3, 7)", "3"),
        rewritten(
            "if",
            "if(condition, a, b)",
            "a when the condition is true, else b.",
            "if(1 < 2, 'a', 'b')",
            "a",
            "iff"),
        rewritten(
            "nullif", "nullif(a, b)", "NULL when both are equal, else a.", "nullif(2, 2)", "NULL"),
        rewritten("nvl", "nvl(a, b)", "a, or b when a is NULL.", "nvl(NULL, 2)", "2", "ifnull"),
        rewritten(
            "nvl2", "nvl2(a, b, c)", "b when a is not NULL, else c.", "nvl2(NULL, 2, 1)", "1"),
        rewritten(
            "nanvl",
            "nanvl(a, b)",
            "a, or b when a is not a number.",
            "nanvl(cast('NaN' AS DOUBLE), 123.0D)",
            "123.0"),
        rewritten(
            "zeroifnull", "zeroifnull(a)", "a, or 0 when a is NULL.", "zeroifnull(NULL)", "0"),
        rewritten(
            "nullifzero", "nullifzero(a)", "a, or NULL when a is 0.", "nullifzero(0)", "NULL"));
  }

  private static List<FunctionDefinition> checks() {
    return List.of(
        rewritten(
            "in", "a IN (b, c, ...)", "Whether a equals one of the others.", "1 IN (1, 2)", "true"),
        rewritten(
            "between",
            "a BETWEEN b AND c",
            "Whether a lies from b to c.",
            "2 BETWEEN 1 AND 3",
            "true"),
        rewritten(
            "istrue", "a IS TRUE", "Whether a is true, and not NULL.", "NULL IS TRUE", "false"),
        rewritten(
            "isfalse", "a IS FALSE", "Whether a is false, and not NULL.", "false IS FALSE", "true"),
        rewritten("typeof", "typeof(a)", "The name of the type.", "typeof(1)", "int"),
        scalar("raise_error")
            .random()
            .nulls(NullPolicy.CALLED_ON_NULL)
            .takes(STRING)
            .gives(NULL)
            .by(CheckKernels.class, "raiseError")
            .does("raise_error(message)", "Fails with the message.")
            .example("if(true, 1, raise_error('no'))", "1"),
        scalar("assert_true")
            .random()
            .nulls(NullPolicy.CALLED_ON_NULL)
            .takes(BOOLEAN)
            .gives(NULL)
            .by(CheckKernels.class, "assertTrue")
            .takes(BOOLEAN, STRING)
            .gives(NULL)
            .by(CheckKernels.class, "assertTrue")
            .does(
                "assert_true(condition[, message])",
                "Fails unless the condition is true, else yields NULL.")
            .example("assert_true(0 < 1)", "NULL"));
  }

  private static List<FunctionDefinition> attempts() {
    return List.of(
        scalar("try_result")
            .nulls(NullPolicy.CALLED_ON_NULL)
            .takes(Parameter.ANY)
            .builtIn()
            .does(
                "try_result(call)",
                "What the call yields; NULL when the call, not its arguments, fails.")
            .example("try_result(1 / 0)", "NULL"),
        rewritten(
            "try_add",
            "try_add(a, b)",
            "The sum; NULL when it does not fit.",
            "try_add(2147483647, 1)",
            "NULL"),
        rewritten(
            "try_subtract",
            "try_subtract(a, b)",
            "The difference; NULL when it does not fit.",
            "try_subtract(2, 1)",
            "1"),
        rewritten(
            "try_multiply",
            "try_multiply(a, b)",
            "The product; NULL when it does not fit.",
            "try_multiply(2, 3)",
            "6"),
        rewritten(
            "try_divide",
            "try_divide(a, b)",
            "The quotient; NULL when b is 0.",
            "try_divide(3, 0)",
            "NULL"),
        rewritten(
            "try_mod",
            "try_mod(a, b)",
            "The remainder; NULL when b is 0.",
            "try_mod(3, 0)",
            "NULL",
            "try_remainder"));
  }
}
