package io.sampo.analyzer;

import static java.util.Map.entry;

import io.sampo.error.SampoException;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.function.BoundFunction;
import io.sampo.plan.function.DocumentFunctions;
import io.sampo.plan.function.FunctionDefinition;
import io.sampo.plan.function.Kernel;
import io.sampo.plan.function.kernel.CsvKernels;
import io.sampo.plan.function.kernel.FormatKernels;
import io.sampo.plan.function.kernel.JsonKernels;
import io.sampo.plan.function.kernel.NumberFormat;
import io.sampo.plan.function.kernel.SchemaText;
import io.sampo.types.ArrayType;
import io.sampo.types.BinaryType;
import io.sampo.types.DataType;
import io.sampo.types.DateType;
import io.sampo.types.DecimalType;
import io.sampo.types.MapType;
import io.sampo.types.NullType;
import io.sampo.types.StructType;
import io.sampo.types.TimestampNtzType;
import io.sampo.types.TimestampType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Functions over documents, whose types depend on a schema or a pattern that is a constant. */
final class DocumentForms {
  private DocumentForms() {}

  static Map<String, Form> forms() {
    return Map.ofEntries(
        entry("from_json", (resolver, call) -> new Building(resolver, call).reading()),
        entry("from_csv", (resolver, call) -> new Building(resolver, call).reading()),
        entry("to_json", (resolver, call) -> new Building(resolver, call).writing()),
        entry("to_csv", (resolver, call) -> new Building(resolver, call).writing()),
        entry("schema_of_json", (resolver, call) -> new Building(resolver, call).schema()),
        entry("schema_of_csv", (resolver, call) -> new Building(resolver, call).schema()),
        entry("to_number", (resolver, call) -> new Building(resolver, call).number()),
        entry("try_to_number", (resolver, call) -> new Building(resolver, call).number()),
        entry("to_char", (resolver, call) -> new Building(resolver, call).text()),
        entry("to_varchar", (resolver, call) -> new Building(resolver, call).text()),
        entry("to_binary", (resolver, call) -> new Building(resolver, call).bytes()),
        entry("try_to_binary", (resolver, call) -> new Building(resolver, call).bytes()));
  }

  /** The resolution of one call. */
  private record Building(ExpressionResolver resolver, io.sampo.spec.Expression.Call call) {
    Expression reading() {
      SpecialForms.requireCount(call, 2, 3);
      // Whatever the schema says, any part of a document may be absent.
      DataType type = SchemaText.parsed(SchemaText.write(SchemaText.parsed(constant(1, "schema"))));
      boolean csv = call.name().equals("from_csv");
      boolean fits =
          type instanceof StructType
              || !csv && (type instanceof ArrayType || type instanceof MapType);
      if (!fits) {
        throw mismatch("makes no value of type " + type.sql());
      }
      return bound(
          DocumentFunctions.reading(definition(), type), text(0), SchemaText.write(type), 2);
    }

    Expression writing() {
      SpecialForms.requireCount(call, 1, 2);
      Expression value = argument(0);
      DataType type = value.type();
      boolean csv = call.name().equals("to_csv");
      boolean fits =
          type instanceof StructType
              || !csv && (type instanceof ArrayType || type instanceof MapType);
      if (type instanceof NullType) {
        return new Literal(null, DataType.STRING);
      }
      if (!fits) {
        throw mismatch(
            "takes " + (csv ? "a struct" : "a struct, array or map") + ", but got " + type.sql());
      }
      return bound(DocumentFunctions.writing(definition(), type), value, SchemaText.write(type), 1);
    }

    private Expression bound(BoundFunction function, Expression first, String schema, int options) {
      Expression given =
          call.arguments().size() > options
              ? resolver
                  .binder()
                  .cast(argument(options), DocumentFunctions.options(), false, call.origin())
              : new Literal(null, DocumentFunctions.options());
      String zone = resolver.analysis().settings().zone().getId();
      return Call.of(
          function,
          List.of(
              first,
              new Literal(schema, DataType.STRING),
              given,
              new Literal(zone, DataType.STRING)),
          call.origin());
    }

    Expression schema() {
      SpecialForms.requireCount(call, 1, 2);
      String document = constant(0, call.name().equals("schema_of_csv") ? "csv" : "json");
      Object options =
          call.arguments().size() > 1
              ? Constants.value(argument(1), resolver.analysis().settings().zone())
              : null;
      Map<?, ?> map = options instanceof Map<?, ?> given ? given : null;
      String schema =
          call.name().equals("schema_of_csv")
              ? CsvKernels.schemaOf(document, map)
              : JsonKernels.schemaOf(document, map);
      return new Literal(schema, DataType.STRING);
    }

    Expression number() {
      SpecialForms.requireCount(call, 2);
      String format = constant(1, "format");
      boolean lenient = call.name().equals("try_to_number");
      var function =
          new BoundFunction(
              definition(),
              List.of(DataType.STRING, DataType.STRING),
              NumberFormat.of(format).type(),
              Optional.of(
                  new Kernel(
                      FormatKernels.class,
                      lenient ? "tryToNumber" : "toNumber",
                      List.of(String.class, String.class),
                      BigDecimal.class)));
      return Call.of(
          function, List.of(text(0), new Literal(format, DataType.STRING)), call.origin());
    }

    /** Times have patterns, numbers and bytes have forms. */
    Expression text() {
      SpecialForms.requireCount(call, 2);
      Expression value = argument(0);
      Expression format = argument(1);
      return switch (value.type()) {
        case DateType d -> binder().call("date_format", List.of(value, format), call.origin());
        case TimestampType t -> binder().call("date_format", List.of(value, format), call.origin());
        case TimestampNtzType t ->
            binder().call("date_format", List.of(value, format), call.origin());
        case BinaryType b -> binder().call("number_text", List.of(value, format), call.origin());
        default -> {
          // A wrong pattern is an error before any row is there.
          DataType type = NumberFormat.of(constant(1, "format")).type();
          Expression number =
              value.type().isNumeric() && !value.type().isFloating() && !value.type().isIntegral()
                  ? value
                  : binder().cast(value, wide(value.type(), type), false, call.origin());
          yield binder().call("number_text", List.of(number, format), call.origin());
        }
      };
    }

    private static DataType wide(DataType given, DataType wanted) {
      int scale = given.isIntegral() ? 0 : ((DecimalType) wanted).scale();
      return new DecimalType(DecimalType.MAX_PRECISION, scale);
    }

    /** Text is hex unless said otherwise. */
    Expression bytes() {
      SpecialForms.requireCount(call, 1, 2);
      Expression format =
          call.arguments().size() == 2 ? argument(1) : new Literal("hex", DataType.STRING);
      return binder().call(definition(), List.of(argument(0), format), call.origin());
    }

    private Binder binder() {
      return resolver.binder();
    }

    private FunctionDefinition definition() {
      return CallResolver.definition(call);
    }

    private Expression argument(int index) {
      return resolver.resolve(call.arguments().get(index));
    }

    private Expression text(int index) {
      Expression given = argument(index);
      if (!given.type().equals(DataType.STRING) && !(given.type() instanceof NullType)) {
        throw mismatch("takes text, but got " + given.type().sql());
      }
      return binder().coerce(given, DataType.STRING);
    }

    private String constant(int index, String name) {
      Expression given = argument(index);
      Object value =
          Constants.isConstant(given)
              ? Constants.value(given, resolver.analysis().settings().zone())
              : null;
      if (!(value instanceof String text)) {
        throw AnalyzerErrors.notConstant(call.name(), name, "STRING", call.origin());
      }
      return text;
    }

    private SampoException mismatch(String details) {
      return AnalyzerErrors.mismatch(
          Binder.text(call.origin(), call.name()), call.name() + " " + details, call.origin());
    }
  }
}
