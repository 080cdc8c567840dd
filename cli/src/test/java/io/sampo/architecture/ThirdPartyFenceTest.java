package io.sampo.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ThirdPartyFenceTest {
  private static final String[] ACTORS = {
    "io.sampo.runtime.driver..",
    "io.sampo.runtime.query..",
    "io.sampo.runtime.stage..",
    "io.sampo.runtime.task..",
    "io.sampo.runtime.worker..",
    "io.sampo.runtime.cluster..",
    "io.sampo.runtime.engine..",
    "io.sampo.runtime.membership..",
    "io.sampo.cluster.."
  };

  static Stream<Arguments> fences() {
    return Stream.of(
        fence("org.antlr..", "io.sampo.sql.."),
        fence("net.bytebuddy..", "io.sampo.codegen.."),
        fence(
            "org.apache.arrow..", "io.sampo.codegen..", "io.sampo.runtime..", "io.sampo.connect.."),
        // The serializer plugs Kryo into Pekko, so it sees both.
        fence(
            "org.apache.pekko..",
            Stream.concat(Stream.of(ACTORS), Stream.of("io.sampo.runtime.serde.."))
                .toArray(String[]::new)),
        fence("com.typesafe.config..", ACTORS),
        fence("com.esotericsoftware..", "io.sampo.runtime.serde.."),
        fence("org.apache.parquet..", "io.sampo.runtime.source..", "io.sampo.runtime.sink.."),
        fence("tools.jackson..", "io.sampo.runtime.."),
        fence("ch.randelshofer..", "io.sampo.codegen..", "io.sampo.runtime.."),
        fence("io.grpc..", "io.sampo.connect.."),
        fence("com.google.protobuf..", "io.sampo.connect.."),
        fence("org.jline..", "io.sampo.cli.."),
        fence("scala..", ACTORS),
        fence(
            "org.slf4j..",
            "io.sampo.runtime..",
            "io.sampo.cluster..",
            "io.sampo.connect..",
            "io.sampo.cli.log.."));
  }

  private static Arguments fence(String thirdParty, String... allowed) {
    return Arguments.of(thirdParty, allowed);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fences")
  void staysBehindItsFence(String thirdParty, String[] allowed) {
    noClasses()
        .that()
        .resideOutsideOfPackages(allowed)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(thirdParty)
        .allowEmptyShould(true)
        .check(Production.CLASSES);
  }

  @Test
  void theApiUsesTheJdkAlone() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.sampo.types..",
            "io.sampo.error..",
            "io.sampo.config..",
            "io.sampo.spec..",
            "io.sampo.row..",
            "io.sampo.column..",
            "io.sampo.functions..",
            "io.sampo.dataframe..",
            "io.sampo.session..",
            "io.sampo.engine..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("io.sampo..", "java..", "org.jspecify..")
        .check(Production.CLASSES);
  }

  @Test
  void decisionsOfActorsKnowNothingOfActors() {
    noClasses()
        .that()
        .resideInAPackage("io.sampo.runtime..")
        .and()
        .haveNameMatching(".*(State|Action)(\\$.*)?")
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.resideInAPackage("org.apache.pekko..")
                .as("are Pekko's: a state machine is plain Java"))
        .allowEmptyShould(true)
        .check(Production.CLASSES);
  }
}
