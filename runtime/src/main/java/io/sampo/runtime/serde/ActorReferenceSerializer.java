package io.sampo.runtime.serde;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.apache.pekko.actor.typed.ActorRef;

/** A reference to an actor as its address. */
final class ActorReferenceSerializer extends Serializer<ActorRef<?>> {
  private final ActorReferences references;

  ActorReferenceSerializer(ActorReferences references) {
    this.references = references;
  }

  @Override
  public void write(Kryo kryo, Output output, ActorRef<?> reference) {
    ValueSerializer.writeText(output, references.write(reference));
  }

  @Override
  public ActorRef<?> read(Kryo kryo, Input input, Class<? extends ActorRef<?>> type) {
    return references.read(ValueSerializer.readText(input));
  }
}
