package io.sampo.runtime.serde;

import io.sampo.error.SampoException;
import org.apache.pekko.actor.typed.ActorRef;

/** Turns references to actors into text and back. Safe for use by many threads. */
interface ActorReferences {
  /** The address of an actor, as other processes can use it. */
  String write(ActorRef<?> reference);

  /** The actor at an address. */
  ActorRef<?> read(String address);

  /** Where there is no actor system: refuses. */
  ActorReferences NONE =
      new ActorReferences() {
        @Override
        public String write(ActorRef<?> reference) {
          throw refused();
        }

        @Override
        public ActorRef<?> read(String address) {
          throw refused();
        }

        private static SampoException refused() {
          return SampoException.internal(
              "a reference to an actor can only be part of a message between actors", null);
        }
      };
}
