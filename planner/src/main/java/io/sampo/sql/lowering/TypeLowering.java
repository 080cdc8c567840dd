package io.sampo.sql.lowering;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.sql.parser.Spelling;
import io.sampo.sql.parser.SqlGrammar.SchemaColumnContext;
import io.sampo.sql.parser.SqlGrammar.SchemaColumnsContext;
import io.sampo.sql.parser.SqlGrammar.StructFieldContext;
import io.sampo.sql.parser.SqlGrammar.TypeContext;
import io.sampo.sql.parser.SyntaxErrors;
import io.sampo.types.ArrayType;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import io.sampo.types.MapType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Lowers types and lists of columns. CHAR(n) and VARCHAR(n) are STRING, as in Spark's casts. */
final class TypeLowering {
  private static final DecimalType DEFAULT_DECIMAL = new DecimalType(10, 0);
  private static final List<String> KNOWN =
      List.of(
          "BOOLEAN",
          "TINYINT",
          "SMALLINT",
          "INT",
          "BIGINT",
          "FLOAT",
          "DOUBLE",
          "DECIMAL",
          "STRING",
          "BINARY",
          "DATE",
          "TIMESTAMP",
          "TIMESTAMP_NTZ",
          "ARRAY",
          "MAP",
          "STRUCT");

  private final Source source;

  TypeLowering(Source source) {
    this.source = source;
  }

  DataType type(TypeContext context) {
    if (context.ARRAY() != null) {
      return new ArrayType(type(context.type(0)), true);
    }
    if (context.MAP() != null) {
      return new MapType(type(context.type(0)), type(context.type(1)), true);
    }
    if (context.STRUCT() != null) {
      return struct(context);
    }
    if (context.INTERVAL_TYPE() != null) {
      return interval(context);
    }
    return named(context);
  }

  private StructType struct(TypeContext context) {
    var fields = new ArrayList<StructField>();
    for (StructFieldContext field : context.structField()) {
      fields.add(
          new StructField(Names.text(field.identifier()), type(field.type()), field.NOT() == null));
    }
    return new StructType(fields);
  }

  private DataType interval(TypeContext context) {
    List<TerminalNode> units = context.INTERVAL_UNIT();
    IntervalUnit from = IntervalUnit.of(units.getFirst().getText());
    IntervalUnit to = IntervalUnit.of(units.getLast().getText());
    if (from == IntervalUnit.YEAR || from == IntervalUnit.MONTH) {
      if (to == IntervalUnit.MONTH || to == from) {
        return DataType.YEAR_MONTH_INTERVAL;
      }
    } else if (from != null && to != null && from.rank() >= 0 && to.rank() >= from.rank()) {
      return DataType.DAY_TIME_INTERVAL;
    }
    throw unsupported(context, "Use INTERVAL YEAR TO MONTH or INTERVAL DAY TO SECOND.");
  }

  private DataType named(TypeContext context) {
    String name = Names.text(context.identifier()).toLowerCase(Locale.ROOT);
    List<TerminalNode> parameters = context.INTEGER();
    DataType type = simple(name);
    if (type != null && parameters.isEmpty()) {
      return type;
    }
    return switch (name) {
      case "decimal", "dec", "numeric" -> decimal(context);
      case "char", "character", "varchar" -> length(context);
      default -> {
        if (type != null) {
          throw unsupported(
              context, "The type " + name.toUpperCase(Locale.ROOT) + " takes no parameters.");
        }
        throw unsupported(context, nearest(name));
      }
    };
  }

  private static @Nullable DataType simple(String name) {
    return switch (name) {
      case "boolean" -> DataType.BOOLEAN;
      case "tinyint", "byte" -> DataType.BYTE;
      case "smallint", "short" -> DataType.SHORT;
      case "int", "integer" -> DataType.INTEGER;
      case "bigint", "long" -> DataType.LONG;
      case "float", "real" -> DataType.FLOAT;
      case "double" -> DataType.DOUBLE;
      case "string" -> DataType.STRING;
      case "binary" -> DataType.BINARY;
      case "date" -> DataType.DATE;
      case "timestamp", "timestamp_ltz" -> DataType.TIMESTAMP;
      case "timestamp_ntz" -> DataType.TIMESTAMP_NTZ;
      case "interval" -> DataType.CALENDAR_INTERVAL;
      case "void" -> DataType.NULL;
      default -> null;
    };
  }

  private DataType decimal(TypeContext context) {
    List<TerminalNode> parameters = context.INTEGER();
    if (parameters.isEmpty()) {
      return DEFAULT_DECIMAL;
    }
    int precision = parameter(parameters.getFirst());
    int scale = parameters.size() > 1 ? parameter(parameters.get(1)) : 0;
    if (precision > DecimalType.MAX_PRECISION) {
      throw new SampoException(
          ErrorCode.DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION,
          Map.of("precision", precision, "max_precision", DecimalType.MAX_PRECISION),
          source.span(context));
    }
    if (parameters.size() > 2 || precision < 1 || scale > precision) {
      throw unsupported(
          context, "Use DECIMAL(precision, scale) with a scale of at most the precision.");
    }
    return new DecimalType(precision, scale);
  }

  private DataType length(TypeContext context) {
    if (context.INTEGER().size() != 1 || parameter(context.INTEGER(0)) < 1) {
      throw unsupported(context, "Give the length, such as VARCHAR(20), or use STRING.");
    }
    return DataType.STRING;
  }

  private int parameter(TerminalNode number) {
    String digits = number.getText();
    if (digits.length() > 9) {
      throw SyntaxErrors.at(source.span(number.getSymbol()), "This number is too large.");
    }
    return Integer.parseInt(digits);
  }

  private SampoException unsupported(TypeContext context, String hint) {
    return new SampoException(
        ErrorCode.UNSUPPORTED_DATATYPE,
        Map.of("type", source.span(context).covered(), "hint", hint),
        source.span(context));
  }

  private static String nearest(String name) {
    return switch (name) {
      case "text", "nvarchar", "clob", "str" -> "Did you mean STRING?";
      case "int2" -> "Did you mean SMALLINT?";
      case "int4", "int32", "number" -> "Did you mean INT or DECIMAL?";
      case "int8", "int64", "hugeint" -> "Did you mean BIGINT?";
      case "float4", "float32" -> "Did you mean FLOAT?";
      case "float8", "float64" -> "Did you mean DOUBLE?";
      case "bool" -> "Did you mean BOOLEAN?";
      case "datetime", "timestamptz" -> "Did you mean TIMESTAMP?";
      case "blob", "bytea", "varbinary", "bytes" -> "Did you mean BINARY?";
      case "array" -> "Give the element type, such as ARRAY<INT>.";
      case "map" -> "Give both types, such as MAP<STRING, INT>.";
      case "struct" -> "Give the fields, such as STRUCT<a: INT>.";
      default -> {
        String nearest = Spelling.nearest(name, KNOWN);
        yield nearest == null
            ? "Known are " + String.join(", ", KNOWN) + "."
            : "Did you mean " + nearest + "?";
      }
    };
  }

  /** The columns of a schema, each of which needs a type. */
  StructType schema(SchemaColumnsContext context) {
    var fields = new ArrayList<StructField>();
    for (SchemaColumnContext column : context.schemaColumn()) {
      if (column.type() == null) {
        throw SyntaxErrors.at(
            source.span(column), "Give each column a type, such as: name STRING.");
      }
      fields.add(
          new StructField(
              Names.text(column.identifier()), type(column.type()), column.NOT() == null));
    }
    return new StructType(fields);
  }

  /** The columns of a view's list, which have names only. */
  List<String> names(SchemaColumnsContext context) {
    var names = new ArrayList<String>();
    for (SchemaColumnContext column : context.schemaColumn()) {
      if (column.type() != null) {
        throw SyntaxErrors.at(
            source.span(column.type()), "The query gives a view's columns their types: remove it.");
      }
      names.add(Names.text(column.identifier()));
    }
    return names;
  }
}
