package io.sampo.dataframe;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.spec.JoinType;
import java.util.Locale;
import java.util.Map;

/** The names of join types that Spark accepts. */
final class JoinTypes {
  private JoinTypes() {}

  static JoinType of(String name) {
    return switch (name.toLowerCase(Locale.ROOT).replace("_", "")) {
      case "inner" -> JoinType.INNER;
      case "cross" -> JoinType.CROSS;
      case "outer", "full", "fullouter" -> JoinType.FULL_OUTER;
      case "left", "leftouter" -> JoinType.LEFT_OUTER;
      case "right", "rightouter" -> JoinType.RIGHT_OUTER;
      case "semi", "leftsemi" -> JoinType.LEFT_SEMI;
      case "anti", "leftanti" -> JoinType.LEFT_ANTI;
      default ->
          throw new SampoException(
              ErrorCode.INVALID_ARGUMENT,
              Map.of(
                  "value",
                  name,
                  "parameter",
                  "joinType",
                  "details",
                  "supported are inner, cross, outer, full, full_outer, left, left_outer, right, right_outer, semi,"
                      + " left_semi, anti, left_anti"));
    };
  }
}
