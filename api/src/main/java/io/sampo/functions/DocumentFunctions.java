package io.sampo.functions;

import static io.sampo.column.Column.call;
import static io.sampo.column.Column.literal;

import io.sampo.column.Column;
import io.sampo.types.DataType;
import java.util.ArrayList;
import java.util.Map;

/** Functions of JSON, CSV, addresses and text of a form. To be used through {@link Functions}. */
public abstract sealed class DocumentFunctions extends CollectionFunctions
    permits AggregateFunctions {
  DocumentFunctions() {}

  private static Column map(Map<String, String> options) {
    var entries = new ArrayList<Column>();
    options.forEach((key, value) -> {
      entries.add(literal(key));
      entries.add(literal(value));
    });
    return call("map", entries.toArray(Column[]::new));
  }

  /** What a path such as {@code $.a[0].b} finds in JSON, as text. */
  public static Column get_json_object(Column json, String path) {
    return call("get_json_object", json, literal(path));
  }

  /** The value that JSON stands for, of a type. */
  public static Column from_json(Column json, DataType schema) {
    return call("from_json", json, literal(schema.sql()));
  }

  /** The value that JSON stands for, with the options of the JSON reader. */
  public static Column from_json(Column json, DataType schema, Map<String, String> options) {
    return call("from_json", json, literal(schema.sql()), map(options));
  }

  /** The value that JSON stands for, of a type as SQL writes it: {@code a INT, b STRING}. */
  public static Column from_json(Column json, String schema) {
    return call("from_json", json, literal(schema));
  }

  /** The value that JSON stands for, of a type that {@link #schema_of_json} yields. */
  public static Column from_json(Column json, Column schema) {
    return call("from_json", json, schema);
  }

  /** A struct, array or map as JSON; null fields are left out. */
  public static Column to_json(Column value) {
    return call("to_json", value);
  }

  /** A struct, array or map as JSON, with the options of the JSON writer. */
  public static Column to_json(Column value, Map<String, String> options) {
    return call("to_json", value, map(options));
  }

  /** The type of such JSON. */
  public static Column schema_of_json(String json) {
    return call("schema_of_json", literal(json));
  }

  /** The type of such JSON, a constant. */
  public static Column schema_of_json(Column json) {
    return call("schema_of_json", json);
  }

  /** Members of the outermost object as text, a column for each: c0, c1 and so on. */
  public static Column json_tuple(Column json, String... names) {
    var arguments = new ArrayList<Column>();
    arguments.add(json);
    for (String name : names) {
      arguments.add(literal(name));
    }
    return call("json_tuple", arguments.toArray(Column[]::new));
  }

  /** How many elements the outermost array has. */
  public static Column json_array_length(Column json) {
    return call("json_array_length", json);
  }

  /** The names in the outermost object. */
  public static Column json_object_keys(Column json) {
    return call("json_object_keys", json);
  }

  /** The struct that a CSV record stands for. */
  public static Column from_csv(Column csv, DataType schema) {
    return call("from_csv", csv, literal(schema.sql()));
  }

  /** The struct that a CSV record stands for, with the options of the CSV reader. */
  public static Column from_csv(Column csv, DataType schema, Map<String, String> options) {
    return call("from_csv", csv, literal(schema.sql()), map(options));
  }

  /** The struct that a CSV record stands for, of a type as SQL writes it. */
  public static Column from_csv(Column csv, String schema) {
    return call("from_csv", csv, literal(schema));
  }

  /** A struct as a CSV record. */
  public static Column to_csv(Column struct) {
    return call("to_csv", struct);
  }

  /** A struct as a CSV record, with the options of the CSV writer. */
  public static Column to_csv(Column struct, Map<String, String> options) {
    return call("to_csv", struct, map(options));
  }

  /** The type of such CSV records. */
  public static Column schema_of_csv(String csv) {
    return call("schema_of_csv", literal(csv));
  }

  /** A part of an address: HOST, PATH, QUERY and so on. */
  public static Column parse_url(Column url, Column part) {
    return call("parse_url", url, part);
  }

  /** The value of a key in the query of an address. */
  public static Column parse_url(Column url, Column part, Column key) {
    return call("parse_url", url, part, key);
  }

  /** As parse_url, but null when the text is no address. */
  public static Column try_parse_url(Column url, Column part) {
    return call("try_parse_url", url, part);
  }

  /** As parse_url, but null when the text is no address. */
  public static Column try_parse_url(Column url, Column part, Column key) {
    return call("try_parse_url", url, part, key);
  }

  /** The text as addresses have it. */
  public static Column url_encode(Column text) {
    return call("url_encode", text);
  }

  /** The text that a part of an address stands for. */
  public static Column url_decode(Column text) {
    return call("url_decode", text);
  }

  /** As url_decode, but null when an escape is malformed. */
  public static Column try_url_decode(Column text) {
    return call("try_url_decode", text);
  }

  /** Same as {@link #to_char}. */
  public static Column to_varchar(Column value, Column format) {
    return call("to_varchar", value, format);
  }
}
