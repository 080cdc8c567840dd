package io.sampo.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Reads the production sources of every module, those of bench and examples too. */
class SourceShapeTest {
  private static final int MOST_LINES_OF_A_FILE = 700;
  private static final int MOST_LINES_OF_A_METHOD = 60;
  private static final int MOST_PARAMETERS = 7;
  private static final Pattern UNFINISHED = Pattern.compile("\\b(TODO|FIXME|XXX|HACK)\\b");

  private static final List<Path> SOURCES = sources();

  @Test
  void filesAreSmall() {
    assertThat(SOURCES).isNotEmpty();
    List<String> tooLarge = new ArrayList<>();
    for (Path file : SOURCES) {
      int size = lines(file).size();
      if (size > MOST_LINES_OF_A_FILE) {
        tooLarge.add(file.getFileName() + " has " + size + " lines");
      }
    }
    assertThat(tooLarge).isEmpty();
  }

  @Test
  void nothingIsLeftForLater() {
    List<String> unfinished = new ArrayList<>();
    for (Path file : SOURCES) {
      for (String line : lines(file)) {
        if (UNFINISHED.matcher(line).find()) {
          unfinished.add(file.getFileName() + ": " + line.strip());
        }
      }
    }
    assertThat(unfinished).isEmpty();
  }

  @Test
  void everyPackageSaysWhatItIsAndIsNullMarked() {
    Set<Path> folders = new TreeSet<>();
    SOURCES.forEach(file -> folders.add(file.resolveSibling("package-info.java")));
    assertThat(folders)
        .allSatisfy(file -> {
          assertThat(file).exists();
          assertThat(file).content().contains("@NullMarked").startsWith("/**");
        });
  }

  @Test
  void methodsAreSmall() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> tooLarge = new ArrayList<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(SOURCES));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        new MethodSizes(unit, positions, tooLarge).scan(unit, null);
      }
    }
    assertThat(tooLarge).isEmpty();
  }

  private static final class MethodSizes extends TreeScanner<@Nullable Void, @Nullable Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> tooLarge;

    MethodSizes(CompilationUnitTree unit, SourcePositions positions, List<String> tooLarge) {
      this.unit = unit;
      this.positions = positions;
      this.tooLarge = tooLarge;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
      LineMap lines = unit.getLineMap();
      long start = lines.getLineNumber(positions.getStartPosition(unit, method));
      long length = lines.getLineNumber(positions.getEndPosition(unit, method)) - start + 1;
      boolean constructor = method.getReturnType() == null;
      if (length > MOST_LINES_OF_A_METHOD) {
        tooLarge.add(describe(method, start) + " has " + length + " lines");
      }
      if (!constructor && method.getParameters().size() > MOST_PARAMETERS) {
        tooLarge.add(describe(method, start) + " has more than " + MOST_PARAMETERS + " parameters");
      }
      return super.visitMethod(method, unused);
    }

    private String describe(MethodTree method, long line) {
      return Path.of(unit.getSourceFile().toUri()).getFileName()
          + ":"
          + line
          + " "
          + method.getName();
    }
  }

  private static List<Path> sources() {
    try (Stream<Path> modules = Files.list(root())) {
      List<Path> found = new ArrayList<>();
      for (Path module : modules.toList()) {
        Path main = module.resolve("src/main/java");
        if (Files.isDirectory(main)) {
          try (Stream<Path> files = Files.walk(main)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(found::add);
          }
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Surefire runs in the module's folder, an editor perhaps in the root. */
  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.isDirectory(here.resolve("planner")) ? here : here.resolve("..").normalize();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
