package io.sampo.runtime.serde;

import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.jspecify.annotations.Nullable;

/**
 * Moves {@link ClusterMessage}s between actors of different processes. The manifest is the
 * fingerprint of the registrations, so that a message of another build is refused by name. Pekko
 * makes one for an actor system, by reference.conf of this module.
 */
public final class ClusterMessageSerializer extends SerializerWithStringManifest {
  private static final int IDENTIFIER = 741_225;

  private final ExtendedActorSystem system;
  private volatile @Nullable Serde serde;

  /** For Pekko. */
  public ClusterMessageSerializer(ExtendedActorSystem system) {
    this.system = system;
  }

  /** Made when first needed: Pekko makes serializers before a system can resolve references. */
  private Serde serde() {
    Serde known = serde;
    if (known == null) {
      ActorRefResolver resolver = ActorRefResolver.get(ActorSystem.wrap(system));
      known =
          Serde.of(
              new ActorReferences() {
                @Override
                public String write(ActorRef<?> reference) {
                  return resolver.toSerializationFormat(reference);
                }

                @Override
                public ActorRef<?> read(String address) {
                  return resolver.resolveActorRef(address);
                }
              });
      serde = known;
    }
    return known;
  }

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object message) {
    return serde().fingerprint();
  }

  @Override
  public byte[] toBinary(Object message) {
    return serde().write(message);
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) {
    serde().requireSame(manifest, "the sender of a message");
    return serde().read(bytes, ClusterMessage.class);
  }
}
