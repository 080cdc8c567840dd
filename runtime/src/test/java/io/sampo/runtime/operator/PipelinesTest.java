package io.sampo.runtime.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.codegen.pipeline.RowFunctions;
import io.sampo.physical.Flow;
import io.sampo.physical.Sink;
import io.sampo.physical.Source;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.types.DataType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which class a flow gets. */
class PipelinesTest {
  private static GeneratedPipeline pipeline(boolean codegen) {
    var column = new ColumnReference(1, "id", DataType.LONG, false);
    Flow flow = Flow.of(new Source.RangeRows(column, 0, 10, 1));
    var sink = new Sink.Result(List.of(NamedExpression.of(column)));
    RowFunctions rowFunctions = (expression, columns) -> row -> row[0];
    return new Pipelines()
        .get(flow, sink, false, Map.of(), rowFunctions, codegen)
        .constructor()
        .create();
  }

  @Test
  void codeIsGeneratedUnlessTurnedOff() {
    assertThat(pipeline(true)).isNotInstanceOf(InterpretedPipeline.class);
    assertThat(pipeline(false)).isInstanceOf(InterpretedPipeline.class);
  }
}
