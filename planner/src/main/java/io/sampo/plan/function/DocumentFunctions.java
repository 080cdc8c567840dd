package io.sampo.plan.function;

import static io.sampo.plan.function.FunctionRow.generator;
import static io.sampo.plan.function.FunctionRow.scalar;
import static io.sampo.types.DataType.BINARY;
import static io.sampo.types.DataType.INTEGER;
import static io.sampo.types.DataType.STRING;

import io.sampo.plan.function.kernel.CsvKernels;
import io.sampo.plan.function.kernel.FormatKernels;
import io.sampo.plan.function.kernel.JsonKernels;
import io.sampo.plan.function.kernel.UrlKernels;
import io.sampo.types.ArrayType;
import io.sampo.types.DataType;
import io.sampo.types.MapType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Functions over text that is a document: JSON, CSV, addresses, numbers of a given form. */
public final class DocumentFunctions {
  private static final DataType OPTIONS = new MapType(STRING, STRING, true);

  private DocumentFunctions() {}

  static List<FunctionDefinition> rows() {
    return Stream.of(json(), documents(), urls(), numbers(), bytes())
        .flatMap(List::stream)
        .toList();
  }

  /**
   * A call that reads a document: text, the schema's text, options and time zone.
   *
   * @param type of what it yields
   */
  public static BoundFunction reading(FunctionDefinition definition, DataType type) {
    boolean csv = definition.name().equals("from_csv");
    boolean map = type instanceof MapType;
    var kernel =
        new Kernel(
            csv ? CsvKernels.class : JsonKernels.class,
            csv ? "fromCsv" : map ? "fromJsonMap" : "fromJson",
            List.of(String.class, String.class, Map.class, String.class),
            map ? Map.class : List.class);
    return new BoundFunction(
        definition, List.of(STRING, STRING, OPTIONS, STRING), type, Optional.of(kernel));
  }

  /** A call that writes a document: value, the text of its type, options and time zone. */
  public static BoundFunction writing(FunctionDefinition definition, DataType type) {
    boolean csv = definition.name().equals("to_csv");
    var kernel =
        new Kernel(
            csv ? CsvKernels.class : JsonKernels.class,
            csv ? "toCsv" : "toJson",
            List.of(Object.class, String.class, Map.class, String.class),
            String.class);
    return new BoundFunction(
        definition, List.of(type, STRING, OPTIONS, STRING), STRING, Optional.of(kernel));
  }

  /** The type of a document's options. */
  public static DataType options() {
    return OPTIONS;
  }

  private static FunctionDefinition document(
      String name, String usage, String description, String example, String result) {
    return scalar(name)
        .nulls(NullPolicy.CALLED_ON_NULL)
        .rewritten()
        .does(usage, description)
        .example(example, result);
  }

  private static List<FunctionDefinition> json() {
    return List.of(
        scalar("get_json_object")
            .nulls(NullPolicy.STRICT_NULLABLE)
            .takes(STRING, STRING)
            .gives(STRING)
            .by(JsonKernels.class, "getJsonObject")
            .does("get_json_object(json, path)", "What a path such as $.a[0].b finds, as text.")
            .example("get_json_object('{\"a\":\"b\"}', '$.a')", "b"),
        scalar("json_array_length")
            .nulls(NullPolicy.STRICT_NULLABLE)
            .takes(STRING)
            .gives(INTEGER)
            .by(JsonKernels.class, "arrayLength")
            .does("json_array_length(json)", "How many elements the outermost array has.")
            .example("json_array_length('[1,2,3,{\"f1\":1,\"f2\":[5,6]},4]')", "5"),
        scalar("json_object_keys")
            .nulls(NullPolicy.STRICT_NULLABLE)
            .takes(STRING)
            .gives(new ArrayType(STRING, false))
            .by(JsonKernels.class, "objectKeys")
            .does("json_object_keys(json)", "The names in the outermost object.")
            .example("json_object_keys('{\"f1\":\"abc\",\"f2\":{\"f3\":\"a\"}}')", "[f1, f2]"),
        scalar("json_member")
            .nulls(NullPolicy.STRICT_NULLABLE)
            .takes(STRING, STRING)
            .gives(STRING)
            .by(JsonKernels.class, "member")
            .does("json_member(json, name)", "A member of the outermost object, as text.")
            .example("json_member('{\"a.b\":[1, 2]}', 'a.b')", "[1,2]"),
        generator("json_tuple")
            .rewritten()
            .does("json_tuple(json, name, ...)", "A column for each name: that member as text.")
            .example("json_tuple('{\"a\":1, \"b\":2}', 'a', 'b')", "1"));
  }

  private static List<FunctionDefinition> documents() {
    return List.of(
        document(
            "from_json",
            "from_json(json, schema[, options])",
            "The value that the text stands for.",
            "from_json('{\"a\":1, \"b\":0.8}', 'a INT, b DOUBLE')",
            "{1, 0.8}"),
        document(
            "to_json",
            "to_json(value[, options])",
            "A struct, array or map as JSON; null fields are left out.",
            "to_json(named_struct('a', 1, 'b', 2))",
            "{\"a\":1,\"b\":2}"),
        document(
            "schema_of_json",
            "schema_of_json(json[, options])",
            "The type that from_json needs for such texts.",
            "schema_of_json('[{\"col\":0}]')",
            "ARRAY<STRUCT<col: BIGINT>>"),
        document(
            "from_csv",
            "from_csv(csv, schema[, options])",
            "The struct that the record stands for.",
            "from_csv('1, 0.8', 'a INT, b DOUBLE')",
            "{1, 0.8}"),
        document(
            "to_csv",
            "to_csv(struct[, options])",
            "A struct as a CSV record.",
            "to_csv(named_struct('a', 1, 'b', 2))",
            "1,2"),
        document(
            "schema_of_csv",
            "schema_of_csv(csv[, options])",
            "The type that from_csv needs for such records.",
            "schema_of_csv('1,abc')",
            "STRUCT<_c0: INT, _c1: STRING>"));
  }

  private static FunctionDefinition url(String name, String kernel, String description) {
    return scalar(name)
        .nulls(NullPolicy.STRICT_NULLABLE)
        .takes(STRING, STRING)
        .gives(STRING)
        .by(UrlKernels.class, kernel)
        .takes(STRING, STRING, STRING)
        .gives(STRING)
        .by(UrlKernels.class, kernel)
        .does(name + "(url, part[, key])", description)
        .example(name + "('http://spark.apache.org/path?query=1', 'QUERY', 'query')", "1");
  }

  private static FunctionDefinition coding(
      String name, String kernel, String description, String example, String result) {
    return scalar(name)
        .nulls(name.startsWith("try") ? NullPolicy.STRICT_NULLABLE : NullPolicy.STRICT)
        .takes(STRING)
        .gives(STRING)
        .by(UrlKernels.class, kernel)
        .does(name + "(text)", description)
        .example(name + "('" + example + "')", result);
  }

  private static List<FunctionDefinition> urls() {
    String parts = "HOST, PATH, QUERY, REF, PROTOCOL, FILE, AUTHORITY or USERINFO of an address";
    return List.of(
        url("parse_url", "parse", parts + "."),
        url("try_parse_url", "tryParse", parts + "; NULL when the text is none."),
        coding(
            "try_url_decode",
            "tryDecode",
            "As url_decode, but NULL when an escape is malformed.",
            "https%3A%2F%2Fspark.apache.org",
            "https://spark.apache.org"));
  }

  private static List<FunctionDefinition> numbers() {
    return List.of(
        document(
            "to_number",
            "to_number(text, format)",
            "The decimal that the text stands for, in a form like 999D99.",
            "to_number('12,454.8', '99,999.9')",
            "12454.8"),
        document(
            "try_to_number",
            "try_to_number(text, format)",
            "As to_number, but NULL when the text does not have the form.",
            "try_to_number('$78.12', '$99.99')",
            "78.12"),
        scalar("to_char")
            .aliases("to_varchar")
            .rewritten()
            .does(
                "to_char(value, format)",
                "A number, bytes or a time as text: in a form like 999D99, as hex, or by a pattern.")
            .example("to_char(78.12, '$99.99')", "$78.12"),
        scalar("number_text")
            .takes(Parameter.DECIMAL, Parameter.of(STRING))
            .gives(STRING)
            .by(FormatKernels.class, "toChar")
            .takes(BINARY, STRING)
            .gives(STRING)
            .by(FormatKernels.class, "toChar")
            .does("number_text(value, format)", "What to_char yields for numbers and bytes.")
            .example("number_text(454.00, '000D00')", "454.00"));
  }

  private static List<FunctionDefinition> bytes() {
    return List.of(
        scalar("to_binary")
            .nulls(NullPolicy.STRICT_NULLABLE)
            .takes(STRING, STRING)
            .gives(BINARY)
            .by(FormatKernels.class, "toBinary")
            .does("to_binary(text[, format])", "The bytes of text in hex, utf-8 or base64.")
            .example("to_binary('abc', 'utf-8')", "abc"),
        scalar("try_to_binary")
            .nulls(NullPolicy.STRICT_NULLABLE)
            .takes(STRING, STRING)
            .gives(BINARY)
            .by(FormatKernels.class, "tryToBinary")
            .does("try_to_binary(text[, format])", "As to_binary, but NULL for malformed text.")
            .example("try_to_binary('a!', 'base64')", "NULL"));
  }
}
