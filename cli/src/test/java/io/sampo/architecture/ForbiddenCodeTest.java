package io.sampo.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import org.junit.jupiter.api.Test;

class ForbiddenCodeTest {
  private static final DescribedPredicate<JavaClass> DIRECTLY_SERIALIZABLE =
      DescribedPredicate.describe(
          "name java.io.Serializable themselves",
          type ->
              type.getRawInterfaces().stream()
                  .anyMatch(of -> of.isEquivalentTo(Serializable.class)));
  private static final String SHAPELESS_NAME = ".*(Utils?|Helper|Common|Manager|Impl)";

  @Test
  void namesSayWhatAClassIs() {
    noClasses().should().haveNameMatching(SHAPELESS_NAME).check(Production.CLASSES);
  }

  @Test
  void nothingSleeps() {
    noClasses()
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "is Thread.sleep",
                call ->
                    call.getTarget().getOwner().isEquivalentTo(Thread.class)
                        && call.getTarget().getName().equals("sleep")))
        .check(Production.CLASSES);
  }

  /** {@code show}, {@code printSchema} and {@code explain} print by contract, as Spark's do. */
  @Test
  void onlyTheCommandLineAndDataFrameActionsPrint() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.sampo.cli..", "io.sampo.dataframe..")
        .should(ACCESS_STANDARD_STREAMS)
        .check(Production.CLASSES);
  }

  /**
   * An interface for lambdas may be serializable, since only so they can be moved. Those of
   * programs are written by one class, and read by one that refuses everything else.
   */
  @Test
  void javaSerializationIsNotUsed() {
    classes()
        .that(DIRECTLY_SERIALIZABLE)
        .should()
        .beInterfaces()
        .allowEmptyShould(true)
        .check(Production.CLASSES);
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.sampo.code.CapturedCode")
        .and()
        .doNotHaveFullyQualifiedName("io.sampo.runtime.usercode.BodyReader")
        .and()
        .doNotHaveFullyQualifiedName("io.sampo.runtime.usercode.SessionCode")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ObjectOutputStream.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ObjectInputStream.class)
        .check(Production.CLASSES);
  }
}
