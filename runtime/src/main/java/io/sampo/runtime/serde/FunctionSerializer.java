package io.sampo.runtime.serde;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.sampo.physical.Moments;
import io.sampo.plan.function.FunctionDefinition;
import io.sampo.plan.function.FunctionRegistry;
import io.sampo.plan.function.UserFunctions;

/** A function by its name; the copy is the row of this process's registry. */
final class FunctionSerializer extends Serializer<FunctionDefinition> {
  @Override
  public void write(Kryo kryo, Output output, FunctionDefinition function) {
    ValueSerializer.writeText(output, function.name());
  }

  @Override
  public FunctionDefinition read(Kryo kryo, Input input, Class<? extends FunctionDefinition> type) {
    String name = ValueSerializer.readText(input);
    return FunctionRegistry.standard()
        .lookup(name)
        .or(() -> Moments.function(name))
        .or(() -> UserFunctions.function(name))
        .orElseThrow(() -> new MalformedBytesException("there is no function " + name));
  }
}
