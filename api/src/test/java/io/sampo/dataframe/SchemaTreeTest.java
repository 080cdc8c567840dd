package io.sampo.dataframe;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.types.ArrayType;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import io.sampo.types.MapType;
import io.sampo.types.StructType;
import org.junit.jupiter.api.Test;

class SchemaTreeTest {
  private static final StructType SCHEMA =
      StructType.of()
          .add("id", DataType.LONG, false)
          .add("price", new DecimalType(15, 2))
          .add("tags", new ArrayType(DataType.STRING, true))
          .add("counts", new MapType(DataType.STRING, DataType.INTEGER, false))
          .add(
              "place",
              StructType.of()
                  .add("points", new ArrayType(StructType.of().add("x", DataType.DOUBLE), true)));

  @Test
  void nestedFieldsAreIndented() {
    assertThat(SchemaTree.render(SCHEMA, Integer.MAX_VALUE))
        .isEqualTo(
            """
            root
             |-- id: long (nullable = false)
             |-- price: decimal(15,2) (nullable = true)
             |-- tags: array (nullable = true)
             |    |-- element: string (containsNull = true)
             |-- counts: map (nullable = true)
             |    |-- key: string
             |    |-- value: integer (valueContainsNull = false)
             |-- place: struct (nullable = true)
             |    |-- points: array (nullable = true)
             |    |    |-- element: struct (containsNull = true)
             |    |    |    |-- x: double (nullable = true)
            """);
  }

  @Test
  void theDepthIsLimited() {
    assertThat(SchemaTree.render(SCHEMA, 1))
        .isEqualTo(
            """
            root
             |-- id: long (nullable = false)
             |-- price: decimal(15,2) (nullable = true)
             |-- tags: array (nullable = true)
             |-- counts: map (nullable = true)
             |-- place: struct (nullable = true)
            """);
  }
}
