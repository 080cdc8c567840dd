package io.sampo.plan.function;

import static io.sampo.plan.function.FunctionRow.scalar;
import static io.sampo.types.DataType.INTEGER;

import io.sampo.plan.function.kernel.CollectionKernels;
import io.sampo.types.DataType;
import java.util.List;

/** Functions over arrays, maps and structs. */
public final class CollectionFunctions {
  private CollectionFunctions() {}

  /** The kernel of {@code struct_field}, whose result type only the analyzer can tell. */
  public static Kernel structField() {
    return new Kernel(CollectionKernels.class, "structField", List.of(List.class, int.class), Object.class);
  }

  static List<FunctionDefinition> rows() {
    return List.of(
        scalar("struct_field").nulls(NullPolicy.STRICT_NULLABLE)
            .takes(Parameter.STRUCT, Parameter.of(INTEGER)).gives(DataType.NULL)
            .by(CollectionKernels.class, "structField")
            .does("struct.field", "A field of a struct.").example("named_struct('a', 1).a", "1"));
  }
}
