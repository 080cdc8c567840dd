package io.sampo.runtime.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.plan.expression.Literal;
import java.io.NotSerializableException;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

@NullMarked
final class ClusterMessageSerializerTest {
  private static final ActorTestKit KIT =
      ActorTestKit.create("serializer", ConfigFactory.parseString("pekko.loglevel = WARNING"));
  private static final Serialization SERIALIZATION = SerializationExtension.get(KIT.system());

  @AfterAll
  static void close() {
    KIT.shutdownTestKit();
  }

  /** Of this test alone, named by {@link TestFamilies}. */
  sealed interface Letter extends ClusterMessage {
    /** Asks for an answer. */
    record Question(
        Literal value, ActorRef<Letter> replyTo, Map<String, List<ActorRef<Letter>>> others)
        implements Letter {}

    /** Answers. */
    record Answer(SampoException error) implements Letter {}
  }

  /** The roots of this test. */
  public static final class TestFamilies implements SerializedFamilies {
    @Override
    public List<Class<?>> roots() {
      return List.of(Letter.class);
    }
  }

  private static Object round(Object message) throws NotSerializableException {
    var serializer = (SerializerWithStringManifest) SERIALIZATION.findSerializerFor(message);
    return serializer.fromBinary(serializer.toBinary(message), serializer.manifest(message));
  }

  @Test
  void pekkoTakesItForEveryClusterMessage() {
    assertThat(
            SERIALIZATION.findSerializerFor(new Letter.Answer(SampoException.internal("x", null))))
        .isInstanceOf(ClusterMessageSerializer.class);
  }

  @Test
  void aReferenceLeadsToTheSameActor() throws NotSerializableException {
    TestProbe<Letter> probe = KIT.createTestProbe();
    var question =
        new Letter.Question(Literal.TRUE, probe.getRef(), Map.of("a", List.of(probe.getRef())));
    var copy = (Letter.Question) round(question);
    assertThat(copy).isEqualTo(question);
    var answer = new Letter.Answer(SampoException.internal("no", null));
    copy.replyTo().tell(answer);
    assertThat(probe.receiveMessage()).isSameAs(answer);
  }

  @Test
  void aMessageOfAnotherBuildIsRefused() {
    var message = new Letter.Answer(SampoException.internal("x", null));
    var serializer = (SerializerWithStringManifest) SERIALIZATION.findSerializerFor(message);
    byte[] bytes = serializer.toBinary(message);
    assertThatThrownBy(() -> serializer.fromBinary(bytes, "0123456789abcdef"))
        .isInstanceOfSatisfying(
            SampoException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MISMATCHED_BUILD));
  }

  @Test
  void outsideOfAnActorSystemAReferenceIsRefused() {
    TestProbe<Letter> probe = KIT.createTestProbe();
    assertThatThrownBy(() ->
            Serde.standard().write(new Letter.Question(Literal.TRUE, probe.getRef(), Map.of())))
        .isInstanceOf(SampoException.class)
        .hasMessageContaining("between actors");
  }
}
