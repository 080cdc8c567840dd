package io.sampo.functions;

import static io.sampo.column.Column.call;
import static io.sampo.column.Column.literal;

import io.sampo.column.Column;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Functions of arrays, maps and structs. To be used through {@link Functions}. */
public abstract sealed class CollectionFunctions extends DateTimeFunctions
    permits DocumentFunctions {
  /** Numbers the parameters of lambdas. */
  private static final AtomicLong PARAMETERS = new AtomicLong();

  CollectionFunctions() {}

  /** The elements mapped by a function. */
  public static Column transform(Column array, UnaryOperator<Column> function) {
    return call("transform", array, lambda(function));
  }

  /** The elements mapped by a function of element and position from 0. */
  public static Column transform(Column array, BinaryOperator<Column> function) {
    return call("transform", array, lambda(function));
  }

  /** The elements for which the function is true. */
  public static Column filter(Column array, UnaryOperator<Column> function) {
    return call("filter", array, lambda(function));
  }

  /** Whether the function is true for any element. */
  public static Column exists(Column array, UnaryOperator<Column> function) {
    return call("exists", array, lambda(function));
  }

  /** Whether the function is true for all elements. */
  public static Column forall(Column array, UnaryOperator<Column> function) {
    return call("forall", array, lambda(function));
  }

  /** The elements merged into one value, starting with an initial one. */
  public static Column aggregate(Column array, Column initial, BinaryOperator<Column> merge) {
    return call("aggregate", array, initial, lambda(merge));
  }

  /** The elements of two arrays at the same place merged. */
  public static Column zip_with(Column left, Column right, BinaryOperator<Column> function) {
    return call("zip_with", left, right, lambda(function));
  }

  /** For each key of either map what a function makes of it and both values, null where absent. */
  public static Column map_zip_with(Column left, Column right, TernaryOperator function) {
    String k = parameter("k");
    String x = parameter("x");
    String y = parameter("y");
    Column body = function.apply(Column.named(k), Column.named(x), Column.named(y));
    return call("map_zip_with", left, right, Column.lambda(List.of(k, x, y), body));
  }

  /** A function of three columns. */
  @FunctionalInterface
  public interface TernaryOperator {
    Column apply(Column first, Column second, Column third);
  }

  /** The entries for which the function of key and value is true. */
  public static Column map_filter(Column map, BinaryOperator<Column> function) {
    return call("map_filter", map, lambda(function));
  }

  /** The map with its keys mapped by a function of key and value. */
  public static Column transform_keys(Column map, BinaryOperator<Column> function) {
    return call("transform_keys", map, lambda(function));
  }

  /** The map with its values mapped by a function of key and value. */
  public static Column transform_values(Column map, BinaryOperator<Column> function) {
    return call("transform_values", map, lambda(function));
  }

  /**
   * Nested lambdas need names of their own, so that an inner one does not hide the parameters of an
   * outer one it uses.
   */
  private static Column lambda(UnaryOperator<Column> function) {
    String x = parameter("x");
    return Column.lambda(List.of(x), function.apply(Column.named(x)));
  }

  private static Column lambda(BinaryOperator<Column> function) {
    String x = parameter("x");
    String y = parameter("y");
    return Column.lambda(List.of(x, y), function.apply(Column.named(x), Column.named(y)));
  }

  private static String parameter(String letter) {
    return letter + "_" + PARAMETERS.incrementAndGet();
  }

  /** An array of the values. */
  public static Column array(Column... values) {
    return call("array", values);
  }

  /** The array with one more element. */
  public static Column array_append(Column array, @Nullable Object value) {
    return call("array_append", array, literal(value));
  }

  /** The array without nulls. */
  public static Column array_compact(Column array) {
    return call("array_compact", array);
  }

  /** Whether the array contains the value. */
  public static Column array_contains(Column array, @Nullable Object value) {
    return call("array_contains", array, literal(value));
  }

  /** Each element once. */
  public static Column array_distinct(Column array) {
    return call("array_distinct", array);
  }

  /** The distinct elements of left that are not in right. */
  public static Column array_except(Column left, Column right) {
    return call("array_except", left, right);
  }

  /** The array with a value inserted at a position counted from 1. */
  public static Column array_insert(Column array, Column position, Column value) {
    return call("array_insert", array, position, value);
  }

  /** The distinct elements of both. */
  public static Column array_intersect(Column left, Column right) {
    return call("array_intersect", left, right);
  }

  /** The elements as one text; nulls are skipped. */
  public static Column array_join(Column array, String delimiter) {
    return call("array_join", array, literal(delimiter));
  }

  /** The elements as one text, nulls replaced. */
  public static Column array_join(Column array, String delimiter, String nullText) {
    return call("array_join", array, literal(delimiter), literal(nullText));
  }

  /** The largest element; nulls are skipped. */
  public static Column array_max(Column array) {
    return call("array_max", array);
  }

  /** The smallest element; nulls are skipped. */
  public static Column array_min(Column array) {
    return call("array_min", array);
  }

  /** The position of the value counted from 1, 0 if it is not there. */
  public static Column array_position(Column array, @Nullable Object value) {
    return call("array_position", array, literal(value));
  }

  /** The array with one more element at the start. */
  public static Column array_prepend(Column array, @Nullable Object value) {
    return call("array_prepend", array, literal(value));
  }

  /** The array without the elements equal to the value. */
  public static Column array_remove(Column array, @Nullable Object value) {
    return call("array_remove", array, literal(value));
  }

  /** The value several times. */
  public static Column array_repeat(Column value, int count) {
    return call("array_repeat", value, literal(count));
  }

  /** The number of elements, null for null. */
  public static Column array_size(Column array) {
    return call("array_size", array);
  }

  /** In ascending order, nulls last. */
  public static Column array_sort(Column array) {
    return call("array_sort", array);
  }

  /** The distinct elements of either. */
  public static Column array_union(Column left, Column right) {
    return call("array_union", left, right);
  }

  /** Whether they share an element. */
  public static Column arrays_overlap(Column left, Column right) {
    return call("arrays_overlap", left, right);
  }

  /** One array of structs of the elements at the same place. */
  public static Column arrays_zip(Column... arrays) {
    return call("arrays_zip", arrays);
  }

  /** Same as {@link #size}. */
  public static Column cardinality(Column collection) {
    return call("cardinality", collection);
  }

  /** An element counted from 1, or a map's value. */
  public static Column element_at(Column collection, @Nullable Object key) {
    return call("element_at", collection, literal(key));
  }

  /** One row for each element or entry. */
  public static Column explode(Column collection) {
    return call("explode", collection);
  }

  /** One row for each element, one with null if there is none. */
  public static Column explode_outer(Column collection) {
    return call("explode_outer", collection);
  }

  /** An array of arrays as one array. */
  public static Column flatten(Column array) {
    return call("flatten", array);
  }

  /** An element counted from 0, null if there is none. */
  public static Column get(Column array, Column index) {
    return call("get", array, index);
  }

  /** A map of keys and values in turn. */
  public static Column map(Column... keysAndValues) {
    return call("map", keysAndValues);
  }

  /** The entries of all maps. */
  public static Column map_concat(Column... maps) {
    return call("map_concat", maps);
  }

  /** Whether the map contains the key. */
  public static Column map_contains_key(Column map, @Nullable Object key) {
    return call("map_contains_key", map, literal(key));
  }

  /** The entries as an array of structs. */
  public static Column map_entries(Column map) {
    return call("map_entries", map);
  }

  /** A map of an array of keys and one of values. */
  public static Column map_from_arrays(Column keys, Column values) {
    return call("map_from_arrays", keys, values);
  }

  /** A map of an array of structs. */
  public static Column map_from_entries(Column entries) {
    return call("map_from_entries", entries);
  }

  /** The keys. */
  public static Column map_keys(Column map) {
    return call("map_keys", map);
  }

  /** The values. */
  public static Column map_values(Column map) {
    return call("map_values", map);
  }

  /** One row for each element with its position from 0. */
  public static Column posexplode(Column collection) {
    return call("posexplode", collection);
  }

  /** As posexplode, one row with null if there is none. */
  public static Column posexplode_outer(Column collection) {
    return call("posexplode_outer", collection);
  }

  /** The integers, dates or times from start to stop. */
  public static Column sequence(Column start, Column stop) {
    return call("sequence", start, stop);
  }

  /** The integers, dates or times from start to stop by a step. */
  public static Column sequence(Column start, Column stop, Column step) {
    return call("sequence", start, stop, step);
  }

  /** The elements in random order. */
  public static Column shuffle(Column array) {
    return call("shuffle", array);
  }

  /** The number of elements or entries. */
  public static Column size(Column collection) {
    return call("size", collection);
  }

  /** Part of an array, counted from 1, from the end if negative. */
  public static Column slice(Column array, int start, int length) {
    return call("slice", array, literal(start), literal(length));
  }

  /** Part of an array, counted from 1, from the end if negative. */
  public static Column slice(Column array, Column start, Column length) {
    return call("slice", array, start, length);
  }

  /** In ascending order, nulls first. */
  public static Column sort_array(Column array) {
    return call("sort_array", array);
  }

  /** In order, nulls first when ascending. */
  public static Column sort_array(Column array, boolean ascending) {
    return call("sort_array", array, literal(ascending));
  }

  /** A struct of the values. */
  public static Column struct(Column... values) {
    return call("struct", values);
  }

  /** A struct of names and values in turn. */
  public static Column named_struct(Column... namesAndValues) {
    return call("named_struct", namesAndValues);
  }

  /** As element_at, null if there is none. */
  public static Column try_element_at(Column collection, Column key) {
    return call("try_element_at", collection, key);
  }
}
