package io.sampo.runtime.source.parquet;

import io.sampo.types.ArrayType;
import io.sampo.types.DataType;
import io.sampo.types.MapType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a node of a file's schema reads as a Sampo type. Every part may be null, as Spark has it for
 * files.
 */
sealed interface Shape {
  /** The node at whose definition level a value of this shape is present. */
  SchemaNode node();

  DataType type();

  /** A leaf. */
  record Primitive(SchemaNode node, DataType type) implements Shape {}

  /**
   * A list.
   *
   * @param repeated the node that repeats once an element; the node itself when a bare repeated
   *     field stands for a list
   */
  record ListOf(SchemaNode node, SchemaNode repeated, Shape element) implements Shape {
    @Override
    public DataType type() {
      return new ArrayType(element.type(), true);
    }
  }

  /** A map. */
  record MapOf(SchemaNode node, SchemaNode repeated, Shape key, Shape value) implements Shape {
    @Override
    public DataType type() {
      return new MapType(key.type(), value.type(), true);
    }
  }

  /** A group of fields. */
  record StructOf(SchemaNode node, List<Shape> fields) implements Shape {
    public StructOf {
      fields = List.copyOf(fields);
    }

    @Override
    public DataType type() {
      return new StructType(
          fields.stream().map(f -> StructField.of(f.node().name(), f.type())).toList());
    }
  }

  /** The shape of a column. */
  static Shape of(SchemaNode node) {
    if (node.isRepeated()) {
      return new ListOf(node, node, single(node));
    }
    return single(node);
  }

  /** The shape of one occurrence of a node. */
  private static Shape single(SchemaNode node) {
    if (node.isLeaf()) {
      return new Primitive(node, LeafTypes.of(node.element()));
    }
    if (node.element().annotation().is(Annotation.Kind.LIST)) {
      return list(node);
    }
    if (node.element().annotation().is(Annotation.Kind.MAP)) {
      return map(node);
    }
    return struct(node);
  }

  private static Shape struct(SchemaNode node) {
    var fields = new ArrayList<Shape>();
    for (SchemaNode child : node.children()) {
      fields.add(of(child));
    }
    return new StructOf(node, fields);
  }

  private static Shape list(SchemaNode node) {
    if (node.children().size() != 1 || !node.children().getFirst().isRepeated()) {
      throw new MalformedException("the list " + node.name() + " has no repeated field");
    }
    SchemaNode repeated = node.children().getFirst();
    if (repeated.isLeaf() || isElementItself(node, repeated)) {
      return new ListOf(node, repeated, single(repeated));
    }
    return new ListOf(node, repeated, of(repeated.children().getFirst()));
  }

  /**
   * The format's rules for lists of older writers, whose repeated group is the element and no
   * wrapper of it.
   */
  private static boolean isElementItself(SchemaNode list, SchemaNode repeated) {
    if (repeated.children().size() != 1 || repeated.children().getFirst().isRepeated()) {
      return true;
    }
    String name = repeated.name().toLowerCase(Locale.ROOT);
    return name.equals("array") || repeated.name().equals(list.name() + "_tuple");
  }

  private static Shape map(SchemaNode node) {
    if (node.children().size() != 1
        || !node.children().getFirst().isRepeated()
        || node.children().getFirst().children().size() != 2) {
      throw new MalformedException(
          "the map " + node.name() + " has no repeated pair of key and value");
    }
    SchemaNode repeated = node.children().getFirst();
    return new MapOf(
        node, repeated, of(repeated.children().get(0)), of(repeated.children().get(1)));
  }
}
