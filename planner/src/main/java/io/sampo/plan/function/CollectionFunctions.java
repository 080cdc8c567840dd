package io.sampo.plan.function;

import static io.sampo.plan.function.FunctionRow.scalar;
import static io.sampo.types.DataType.BINARY;
import static io.sampo.types.DataType.BOOLEAN;
import static io.sampo.types.DataType.DATE;
import static io.sampo.types.DataType.DAY_TIME_INTERVAL;
import static io.sampo.types.DataType.INTEGER;
import static io.sampo.types.DataType.LONG;
import static io.sampo.types.DataType.STRING;
import static io.sampo.types.DataType.TIMESTAMP;
import static io.sampo.types.DataType.TIMESTAMP_NTZ;
import static io.sampo.types.DataType.YEAR_MONTH_INTERVAL;

import io.sampo.plan.function.kernel.ArrayKernels;
import io.sampo.plan.function.kernel.ByteKernels;
import io.sampo.plan.function.kernel.CollectionKernels;
import io.sampo.plan.function.kernel.TextKernels;
import io.sampo.plan.function.kernel.WindowKernels;
import io.sampo.types.ArrayType;
import io.sampo.types.DataType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Functions over arrays and structs. */
public final class CollectionFunctions {
  private static final Parameter ARRAY = Parameter.ARRAY;
  private static final Parameter POSITION = Parameter.POSITION;

  private static final Parameter ARRAYS =
      new Parameter(
          "an array of arrays",
          given ->
              Optional.of(given)
                  .filter(type ->
                      type instanceof ArrayType array && array.elementType() instanceof ArrayType));
  private static final Parameter LOCAL_TIME =
      new Parameter("TIMESTAMP_NTZ", given -> Optional.of(given).filter(TIMESTAMP_NTZ::equals));

  private CollectionFunctions() {}

  /** The kernel of {@code struct_field}, whose result type only the analyzer can tell. */
  public static Kernel structField() {
    return new Kernel(
        CollectionKernels.class, "structField", List.of(List.class, int.class), Object.class);
  }

  /** The kernel of {@code struct_field_of_each}. */
  public static Kernel structFieldOfEach() {
    return new Kernel(
        CollectionKernels.class, "structFieldOfEach", List.of(List.class, int.class), List.class);
  }

  static List<FunctionDefinition> rows() {
    var rows = new ArrayList<FunctionDefinition>();
    rows.addAll(fields());
    rows.addAll(access());
    rows.addAll(sets());
    rows.addAll(changes());
    rows.addAll(making());
    return rows;
  }

  private static DataType element(List<DataType> types) {
    return ((ArrayType) types.getFirst()).elementType();
  }

  private static DataType withNulls(List<DataType> types) {
    return new ArrayType(element(types), true);
  }

  private static List<FunctionDefinition> fields() {
    return List.of(
        scalar("struct_field")
            .nulls(NullPolicy.STRICT_NULLABLE)
            .takes(Parameter.STRUCT, POSITION)
            .gives(types -> ((StructType) types.getFirst()).fields().getFirst().type())
            .by(CollectionKernels.class, "structField")
            .does("struct.field", "A field of a struct.")
            .example("named_struct('a', 1).a", "1"),
        scalar("struct_field_of_each")
            .rewritten()
            .does("structs.field", "A field of each struct of an array.")
            .example("array(named_struct('a', 1), named_struct('a', 2)).a", "[1, 2]"));
  }

  private static List<FunctionDefinition> access() {
    return List.of(
        scalar("size")
            .aliases("cardinality")
            .takes(ARRAY)
            .gives(INTEGER)
            .by(CollectionKernels.class, "size")
            .takes(Parameter.MAP)
            .gives(INTEGER)
            .by(CollectionKernels.class, "size")
            .does("size(a)", "The number of elements of an array or map.")
            .example("size(array('b', 'd', 'c', 'a'))", "4"),
        scalar("shuffle")
            .random()
            .takes(ARRAY)
            .by(CollectionKernels.class, "shuffle")
            .takes(ARRAY, Parameter.of(DataType.LONG))
            .by(CollectionKernels.class, "shuffle")
            .does("shuffle(array[, seed])", "The elements in a random order.")
            .example("array_sort(shuffle(array(3, 1, 2)))", "[1, 2, 3]"),
        scalar("array_size")
            .takes(ARRAY)
            .gives(INTEGER)
            .by(CollectionKernels.class, "size")
            .does("array_size(array)", "The number of elements.")
            .example("array_size(array(1, 2))", "2"),
        scalar("array_item")
            .nulls(NullPolicy.STRICT_NULLABLE)
            .takes(ARRAY, POSITION)
            .gives(CollectionFunctions::element)
            .by(CollectionKernels.class, "item")
            .does("array[index]", "The element at an index from 0, which must exist.")
            .example("array(1, 2)[0]", "1"),
        scalar("get")
            .nulls(NullPolicy.STRICT_NULLABLE)
            .takes(ARRAY, POSITION)
            .gives(CollectionFunctions::element)
            .by(CollectionKernels.class, "get")
            .does("get(array, index)", "The element at an index from 0; NULL when there is none.")
            .example("get(array(1, 2), 2)", "NULL"),
        scalar("element_at")
            .nulls(NullPolicy.STRICT_NULLABLE)
            .bound(new MemberSignature("elementAt"))
            .does(
                "element_at(array, position), element_at(map, key)",
                "The element at a position from 1, or from the end; or the value of a key.")
            .example("element_at(array(1, 2, 3), -1)", "3"),
        scalar("try_element_at")
            .nulls(NullPolicy.STRICT_NULLABLE)
            .bound(new MemberSignature("tryElementAt"))
            .does(
                "try_element_at(array, position)",
                "As element_at, but NULL when there is no such element.")
            .example("try_element_at(array(1, 2, 3), 4)", "NULL"));
  }

  private static FunctionRow withElement(String name) {
    return scalar(name).nulls(NullPolicy.STRICT_NULLABLE);
  }

  private static List<FunctionDefinition> sets() {
    return List.of(
        withElement("array_contains")
            .bound(new ElementSignature("contains", types -> BOOLEAN))
            .does(
                "array_contains(array, value)",
                "Whether the value is an element; NULL when it is not but a NULL is.")
            .example("array_contains(array(1, 2, 3), 2)", "true"),
        scalar("array_position")
            .bound(new ElementSignature("position", types -> LONG))
            .does(
                "array_position(array, value)",
                "The position of the value, from 1; 0 when it is no element.")
            .example("array_position(array(312, 773, 708), 773)", "2"),
        scalar("array_remove")
            .bound(new ElementSignature("remove", List::getFirst))
            .does(
                "array_remove(array, value)",
                "The array without the elements that equal the value.")
            .example("array_remove(array(1, 2, 3, NULL, 3), 3)", "[1, 2, null]"),
        scalar("array_append")
            .nulls(NullPolicy.CALLED_ON_NULL)
            .bound(new ElementSignature("append", CollectionFunctions::withNulls))
            .does("array_append(array, value)", "The array with the value behind it.")
            .example("array_append(array('b', 'd'), 'e')", "[b, d, e]"),
        scalar("array_prepend")
            .nulls(NullPolicy.CALLED_ON_NULL)
            .bound(new ElementSignature("prepend", CollectionFunctions::withNulls))
            .does("array_prepend(array, value)", "The array with the value before it.")
            .example("array_prepend(array('b', 'd'), 'e')", "[e, b, d]"),
        scalar("array_distinct")
            .takes(ARRAY)
            .by(ArrayKernels.class, "distinct")
            .does("array_distinct(array)", "The array without repeated elements.")
            .example("array_distinct(array(1, 2, 3, NULL, 3))", "[1, 2, 3, null]"),
        scalar("array_union")
            .bound(new SameArraysSignature("union", List::getFirst))
            .does("array_union(a, b)", "The elements of both, without repetition.")
            .example("array_union(array(1, 2, 3), array(1, 3, 5))", "[1, 2, 3, 5]"),
        scalar("array_intersect")
            .bound(new SameArraysSignature("intersect", List::getFirst))
            .does("array_intersect(a, b)", "The elements that both have.")
            .example("array_intersect(array(1, 2, 3), array(1, 3, 5))", "[1, 3]"),
        scalar("array_except")
            .bound(new SameArraysSignature("except", List::getFirst))
            .does("array_except(a, b)", "The elements of the first that the second does not have.")
            .example("array_except(array(1, 2, 3), array(1, 3, 5))", "[2]"),
        scalar("arrays_overlap")
            .nulls(NullPolicy.STRICT_NULLABLE)
            .bound(new SameArraysSignature("overlap", types -> BOOLEAN))
            .does("arrays_overlap(a, b)", "Whether both have an element in common.")
            .example("arrays_overlap(array(1, 2, 3), array(3, 4, 5))", "true"));
  }

  private static List<FunctionDefinition> changes() {
    return Stream.of(firstChanges(), secondChanges(), thirdChanges())
        .flatMap(List::stream)
        .toList();
  }

  private static List<FunctionDefinition> firstChanges() {
    Parameter texts = Parameter.of(new ArrayType(STRING, true));
    return List.of(
        scalar("array_join")
            .takes(texts, Parameter.of(STRING))
            .gives(STRING)
            .by(ArrayKernels.class, "join")
            .takes(texts, Parameter.of(STRING), Parameter.of(STRING))
            .gives(STRING)
            .by(ArrayKernels.class, "join")
            .does(
                "array_join(array, delimiter[, null text])",
                "The texts with a delimiter between, NULLs left out or replaced.")
            .example("array_join(array('hello', NULL, 'world'), ' ', ',')", "hello , world"),
        scalar("array_max")
            .nulls(NullPolicy.STRICT_NULLABLE)
            .takes(ARRAY)
            .gives(CollectionFunctions::element)
            .by(ArrayKernels.class, "max")
            .does("array_max(array)", "The largest element, NULLs skipped.")
            .example("array_max(array(1, 20, NULL, 3))", "20"),
        scalar("array_min")
            .nulls(NullPolicy.STRICT_NULLABLE)
            .takes(ARRAY)
            .gives(CollectionFunctions::element)
            .by(ArrayKernels.class, "min")
            .does("array_min(array)", "The smallest element, NULLs skipped.")
            .example("array_min(array(1, 20, NULL, 3))", "1"),
        scalar("array_insert")
            .nulls(NullPolicy.CALLED_ON_NULL)
            .bound(CollectionFunctions::bindInsert)
            .does(
                "array_insert(array, position, value)",
                "The array with the value put in at a position from 1, or from the end.")
            .example("array_insert(array(1, 2, 3, 4), 5, 5)", "[1, 2, 3, 4, 5]"));
  }

  private static List<FunctionDefinition> secondChanges() {
    return List.of(
        scalar("array_compact")
            .takes(ARRAY)
            .gives(types -> new ArrayType(element(types), false))
            .by(ArrayKernels.class, "compact")
            .does("array_compact(array)", "The array without NULLs.")
            .example("array_compact(array(1, NULL, 2))", "[1, 2]"),
        scalar("reverse")
            .takes(ARRAY)
            .by(ArrayKernels.class, "reverse")
            .takes(new Parameter("BINARY", given -> Optional.of(given).filter(BINARY::equals)))
            .by(ByteKernels.class, "reverse")
            .takes(STRING)
            .gives(STRING)
            .by(TextKernels.class, "reverse")
            .does("reverse(a)", "The text, or array, from its end.")
            .example("reverse('Sampo')", "opmaS"),
        scalar("sort_array")
            .takes(ARRAY)
            .by(ArrayKernels.class, "sort")
            .takes(ARRAY, Parameter.of(BOOLEAN))
            .by(ArrayKernels.class, "sort")
            .does(
                "sort_array(array[, ascending])",
                "The elements in order, NULLs first when ascending.")
            .example("sort_array(array('b', 'd', NULL, 'c', 'a'))", "[null, a, b, c, d]"),
        scalar("array_sort")
            .takes(ARRAY)
            .by(ArrayKernels.class, "sortNullsLast")
            .does(
                "array_sort(array[, comparator])",
                "The elements in order, NULLs last, or in the order of a function that yields a negative number, 0 or a positive one.")
            .example("array_sort(array(3, NULL, 1))", "[1, 3, null]"));
  }

  private static List<FunctionDefinition> thirdChanges() {
    return List.of(
        scalar("slice")
            .takes(ARRAY, POSITION, POSITION)
            .by(ArrayKernels.class, "slice")
            .does(
                "slice(array, start, length)",
                "So many elements from a position, from 1 or from the end.")
            .example("slice(array(1, 2, 3, 4), -2, 2)", "[3, 4]"),
        scalar("flatten")
            .nulls(NullPolicy.STRICT_NULLABLE)
            .takes(ARRAYS)
            .gives(CollectionFunctions::element)
            .by(ArrayKernels.class, "flatten")
            .does("flatten(arrays)", "The elements of the arrays in an array.")
            .example("flatten(array(array(1, 2), array(3, 4)))", "[1, 2, 3, 4]"),
        scalar("arrays_zip")
            .takes(ARRAY)
            .andMore(ARRAY)
            .gives(CollectionFunctions::zipped)
            .by(ArrayKernels.class, "zip")
            .does("arrays_zip(a, b, ...)", "Structs of the elements at each place.")
            .example("arrays_zip(array(1, 2), array(3, 4))", "[{1, 3}, {2, 4}]"));
  }

  private static BoundFunction bindInsert(FunctionDefinition definition, List<DataType> given) {
    OperatorSignatures.requireCount(definition, given, 3);
    BoundFunction appending =
        new ElementSignature("append", CollectionFunctions::withNulls)
            .bind(definition, List.of(given.get(0), given.get(2)));
    if (POSITION.accept(given.get(1)).isEmpty()) {
      throw Forms.mismatch(
          definition.name(), given, "array_insert takes an array, a position and a value");
    }
    List<DataType> types =
        List.of(appending.argumentTypes().get(0), INTEGER, appending.argumentTypes().get(1));
    Kernel kernel = KernelLookup.find(ArrayKernels.class, "insert", types);
    return new BoundFunction(definition, types, appending.resultType(), Optional.of(kernel));
  }

  private static DataType zipped(List<DataType> types) {
    var fields = new ArrayList<StructField>();
    for (int i = 0; i < types.size(); i++) {
      fields.add(StructField.of(String.valueOf(i), ((ArrayType) types.get(i)).elementType()));
    }
    return new ArrayType(new StructType(fields), false);
  }

  private static List<FunctionDefinition> making() {
    return List.of(
        scalar("array")
            .nulls(NullPolicy.NEVER_NULL)
            .bound(new ArraySignature())
            .does("array(a, b, ...)", "An array of the values.")
            .example("array(1, 2, 3)", "[1, 2, 3]"),
        scalar("array_repeat")
            .nulls(NullPolicy.NEVER_NULL)
            .takes(Parameter.ANY, POSITION)
            .gives(types -> new ArrayType(types.getFirst(), true))
            .by(CollectionKernels.class, "repeat")
            .does("array_repeat(value, count)", "An array of the value so many times.")
            .example("array_repeat('123', 2)", "[123, 123]"),
        scalar("sequence")
            .takes(INTEGER, INTEGER)
            .gives(new ArrayType(INTEGER, false))
            .by(CollectionKernels.class, "sequence")
            .takes(LONG, LONG)
            .gives(new ArrayType(LONG, false))
            .by(CollectionKernels.class, "sequence")
            .takes(INTEGER, INTEGER, INTEGER)
            .gives(new ArrayType(INTEGER, false))
            .by(CollectionKernels.class, "sequence")
            .takes(LONG, LONG, LONG)
            .gives(new ArrayType(LONG, false))
            .by(CollectionKernels.class, "sequence")
            .takes(DATE, DATE, DAY_TIME_INTERVAL)
            .gives(new ArrayType(DATE, false))
            .by(CollectionKernels.class, "sequenceOfDays")
            .takes(DATE, DATE, YEAR_MONTH_INTERVAL)
            .gives(new ArrayType(DATE, false))
            .by(CollectionKernels.class, "sequenceOfMonths")
            .takes(DATE, DATE)
            .gives(new ArrayType(DATE, false))
            .by(CollectionKernels.class, "sequence")
            .takes(LOCAL_TIME, LOCAL_TIME)
            .gives(new ArrayType(TIMESTAMP_NTZ, false))
            .by(WindowKernels.class, "days")
            .takes(LOCAL_TIME, LOCAL_TIME, Parameter.of(DAY_TIME_INTERVAL))
            .gives(new ArrayType(TIMESTAMP_NTZ, false))
            .by(CollectionKernels.class, "sequence")
            .takes(LOCAL_TIME, LOCAL_TIME, Parameter.of(YEAR_MONTH_INTERVAL))
            .gives(new ArrayType(TIMESTAMP_NTZ, false))
            .by(WindowKernels.class, "months")
            .takes(TIMESTAMP, TIMESTAMP)
            .inZone()
            .gives(new ArrayType(TIMESTAMP, false))
            .by(WindowKernels.class, "days")
            .takes(TIMESTAMP, TIMESTAMP, DAY_TIME_INTERVAL)
            .inZone()
            .gives(new ArrayType(TIMESTAMP, false))
            .by(WindowKernels.class, "times")
            .takes(TIMESTAMP, TIMESTAMP, YEAR_MONTH_INTERVAL)
            .inZone()
            .gives(new ArrayType(TIMESTAMP, false))
            .by(WindowKernels.class, "months")
            .does("sequence(start, stop[, step])", "The numbers, or dates, from start to stop.")
            .example("sequence(5, 1)", "[5, 4, 3, 2, 1]"));
  }
}
