package io.sampo.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvent;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PackageDirectionTest {
  @Test
  void packagesUseOnlyWhatTheTableAllows() {
    assertThat(PackageTable.dangling()).isEmpty();
    classes().should(followTheTable()).check(Production.CLASSES);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching("io.sampo.(**)").should().beFreeOfCycles().check(Production.CLASSES);
  }

  @Test
  void internalPackagesStayInternal() {
    classes()
        .that()
        .resideInAPackage("..internal..")
        .should(beUsedOnlyBelowTheirParent())
        .allowEmptyShould(true)
        .check(Production.CLASSES);
  }

  private static ArchCondition<JavaClass> followTheTable() {
    return new ArchCondition<>("use only what PackageTable allows their package") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        Optional<String> from = PackageTable.row(item.getPackageName());
        if (from.isEmpty()) {
          events.add(violated(item, item.getName() + " is in a package that PackageTable lacks"));
          return;
        }
        for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
          String target = dependency.getTargetClass().getBaseComponentType().getPackageName();
          Optional<String> to = PackageTable.row(target);
          if (to.isPresent() && !PackageTable.allows(from.get(), to.get())) {
            events.add(
                violated(
                    item,
                    from.get() + " may not use " + to.get() + ": " + dependency.getDescription()));
          }
        }
      }
    };
  }

  private static ArchCondition<JavaClass> beUsedOnlyBelowTheirParent() {
    return new ArchCondition<>("be used only by the package around their internal one") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        String name = item.getPackageName();
        String parent = name.substring(0, name.indexOf(".internal"));
        for (Dependency dependency : item.getDirectDependenciesToSelf()) {
          if (!(dependency.getOriginClass().getPackageName() + ".").startsWith(parent + ".")) {
            events.add(violated(item, dependency.getDescription()));
          }
        }
      }
    };
  }

  private static ConditionEvent violated(JavaClass item, String message) {
    return SimpleConditionEvent.violated(item, message);
  }
}
