package io.sampo.plan.function;

import static io.sampo.plan.function.FunctionRow.scalar;
import static io.sampo.types.DataType.BOOLEAN;
import static io.sampo.types.DataType.STRING;

import io.sampo.plan.function.kernel.MapKernels;
import io.sampo.types.ArrayType;
import io.sampo.types.DataType;
import io.sampo.types.MapType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Functions over maps. */
final class MapFunctions {
  private static final Parameter MAP = Parameter.MAP;

  private MapFunctions() {}

  static List<FunctionDefinition> rows() {
    return List.of(
        scalar("map")
            .nulls(NullPolicy.NEVER_NULL)
            .bound(MapFunctions::bindMap)
            .does("map(key, value, ...)", "A map of keys and values.")
            .example("map(1.0, '2', 3.0, '4')", "{1.0 -> 2, 3.0 -> 4}"),
        scalar("map_keys")
            .takes(MAP)
            .gives(types -> new ArrayType(map(types).keyType(), false))
            .by(MapKernels.class, "keys")
            .does("map_keys(map)", "The keys.")
            .example("map_keys(map(1, 'a', 2, 'b'))", "[1, 2]"),
        scalar("map_values")
            .takes(MAP)
            .gives(types -> new ArrayType(map(types).valueType(), map(types).valueContainsNull()))
            .by(MapKernels.class, "values")
            .does("map_values(map)", "The values.")
            .example("map_values(map(1, 'a', 2, 'b'))", "[a, b]"),
        scalar("map_entries")
            .takes(MAP)
            .gives(types -> new ArrayType(entry(map(types)), false))
            .by(MapKernels.class, "entries")
            .does("map_entries(map)", "Structs of key and value.")
            .example("map_entries(map(1, 'a', 2, 'b'))", "[{1, a}, {2, b}]"),
        scalar("map_from_arrays")
            .takes(Parameter.ARRAY, Parameter.ARRAY)
            .gives(MapFunctions::ofArrays)
            .by(MapKernels.class, "fromArrays")
            .does("map_from_arrays(keys, values)", "A map of an array of keys and one of values.")
            .example("map_from_arrays(array(1.0, 3.0), array('2', '4'))", "{1.0 -> 2, 3.0 -> 4}"),
        scalar("map_from_entries")
            .nulls(NullPolicy.STRICT_NULLABLE)
            .takes(entries())
            .gives(MapFunctions::ofEntries)
            .by(MapKernels.class, "fromEntries")
            .does("map_from_entries(entries)", "A map of structs of key and value.")
            .example("map_from_entries(array(struct(1, 'a'), struct(2, 'b')))", "{1 -> a, 2 -> b}"),
        scalar("map_concat")
            .bound(MapFunctions::bindConcat)
            .does("map_concat(a, b, ...)", "One map of the entries of all.")
            .example("map_concat(map(1, 'a'), map(2, 'b'))", "{1 -> a, 2 -> b}"),
        scalar("map_contains_key")
            .bound(MapFunctions::bindContains)
            .does("map_contains_key(map, key)", "Whether the map has the key.")
            .example("map_contains_key(map(1, 'a', 2, 'b'), 1)", "true"),
        scalar("str_to_map")
            .takes(STRING)
            .gives(new MapType(STRING, STRING, true))
            .by(MapKernels.class, "fromText")
            .takes(STRING, STRING, STRING)
            .gives(new MapType(STRING, STRING, true))
            .by(MapKernels.class, "fromText")
            .does(
                "str_to_map(text[, pair delimiter, value delimiter])",
                "A map of pairs such as a:1,b:2.")
            .example("str_to_map('a:1,b:2,c:3', ',', ':')", "{a -> 1, b -> 2, c -> 3}"));
  }

  private static MapType map(List<DataType> types) {
    return (MapType) types.getFirst();
  }

  private static StructType entry(MapType map) {
    return StructType.of(
        new StructField("key", map.keyType(), false),
        new StructField("value", map.valueType(), map.valueContainsNull()));
  }

  private static Parameter entries() {
    return new Parameter(
        "ARRAY<STRUCT<key, value>>",
        given ->
            given instanceof ArrayType array
                    && array.elementType() instanceof StructType struct
                    && struct.size() == 2
                ? Optional.of(given)
                : Optional.empty());
  }

  private static DataType ofArrays(List<DataType> types) {
    var keys = (ArrayType) types.get(0);
    var values = (ArrayType) types.get(1);
    return new MapType(keys.elementType(), values.elementType(), values.containsNull());
  }

  private static DataType ofEntries(List<DataType> types) {
    var struct = (StructType) ((ArrayType) types.getFirst()).elementType();
    return new MapType(
        struct.fields().get(0).type(),
        struct.fields().get(1).type(),
        struct.fields().get(1).nullable());
  }

  private static BoundFunction bindMap(FunctionDefinition definition, List<DataType> given) {
    if (given.size() % 2 != 0) {
      throw Forms.wrongCount(definition, "an even number of", given.size());
    }
    var keys = new ArrayList<DataType>();
    var values = new ArrayList<DataType>();
    for (int i = 0; i < given.size(); i++) {
      (i % 2 == 0 ? keys : values).add(given.get(i));
    }
    DataType key = OperatorSignatures.commonOf(definition, keys);
    DataType value = OperatorSignatures.commonOf(definition, values);
    var types = new ArrayList<DataType>();
    for (int i = 0; i < given.size(); i++) {
      types.add(i % 2 == 0 ? key : value);
    }
    Kernel kernel = KernelLookup.find(MapKernels.class, "map", types);
    return new BoundFunction(definition, types, new MapType(key, value, true), Optional.of(kernel));
  }

  private static BoundFunction bindConcat(FunctionDefinition definition, List<DataType> given) {
    DataType common = OperatorSignatures.commonOf(definition, given);
    if (!(common instanceof MapType)) {
      throw Forms.mismatch(definition.name(), given, "map_concat takes maps");
    }
    List<DataType> types = java.util.Collections.nCopies(given.size(), common);
    return new BoundFunction(
        definition,
        types,
        common,
        Optional.of(KernelLookup.find(MapKernels.class, "concat", types)));
  }

  private static BoundFunction bindContains(FunctionDefinition definition, List<DataType> given) {
    OperatorSignatures.requireCount(definition, given, 2);
    if (!(given.getFirst() instanceof MapType map)
        || TypeCoercion.common(map.keyType(), given.get(1)).isEmpty()) {
      throw Forms.mismatch(definition.name(), given, "map_contains_key takes a map and a key");
    }
    List<DataType> types = List.of(map, map.keyType());
    return new BoundFunction(
        definition,
        types,
        BOOLEAN,
        Optional.of(KernelLookup.find(MapKernels.class, "containsKey", types)));
  }
}
