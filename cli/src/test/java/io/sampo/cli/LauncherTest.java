package io.sampo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Runs the real {@code sampo} script in a small tree where Java and Maven are scripts that echo.
 */
class LauncherTest {
  private static final String ECHO_JAVA =
      """
      #!/bin/sh
      for a; do
        case $a in -XX:AOTCacheOutput=*) echo recorded > "${a#*=}"; exit 0 ;; esac
      done
      echo "home=$(dirname "$(dirname "$0")")"
      for a; do echo "arg=$a"; done
      """;

  /** Leaves one jar where Maven would, for the module that follows {@code -pl}. */
  private static final String ECHO_MAVEN =
      """
      #!/bin/sh
      while [ $# -gt 0 ]; do
        case $1 in -f) root=$(dirname "$2") ;; -pl) module=$2 ;; esac
        shift
      done
      echo "$module" >> "$root/built"
      mkdir -p "$root/$module/target/dist/lib"
      cat "$root/api/src/main/Source" > "$root/$module/target/dist/lib/$module.jar"
      """;

  private record Outcome(int status, List<String> out, String err) {}

  @TempDir private Path root;
  private Path tools;
  private Path java;

  @BeforeEach
  void layOutATree() throws IOException {
    root = root.toRealPath();
    Files.copy(
        repository().resolve("sampo"), root.resolve("sampo"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.writeString(root.resolve("pom.xml"), "");
    for (String module :
        List.of("api", "planner", "codegen", "runtime", "cluster-config", "cli", "bench")) {
      Files.createDirectories(root.resolve(module).resolve("src/main"));
      Files.writeString(root.resolve(module).resolve("pom.xml"), "");
    }
    Files.writeString(root.resolve("api/src/main/Source"), "first");
    tools = Files.createDirectories(root.resolve("tools"));
    script(tools.resolve("mvn"), ECHO_MAVEN);
    java = javaHome("java-25", "25.0.1");
  }

  @Test
  void buildsOnceAndPassesArgumentsOn() throws Exception {
    Outcome first = run(Map.of(), "sql", "-e", "select 'a  b'");
    assertThat(first.status()).isZero();
    assertThat(first.err()).contains("first use, building");
    assertThat(first.out())
        .containsSubsequence(
            "home=" + java,
            "arg=-XX:+UseCompactObjectHeaders",
            "arg=io.sampo.cli.Main",
            "arg=sql",
            "arg=-e",
            "arg=select 'a  b'");

    Outcome second = run(Map.of(), "sql");
    assertThat(second.err()).isEmpty();
    assertThat(built()).containsExactly("cli");
  }

  @Test
  void rebuildsWhenASourceIsNewer() throws Exception {
    run(Map.of(), "sql");
    Path source = root.resolve("api/src/main/Source");
    Files.writeString(source, "second");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
    assertThat(run(Map.of("SAMPO_BUILD", "never"), "sql").err()).isEmpty();
    assertThat(run(Map.of(), "sql").err()).contains("sources changed, building");
    assertThat(built()).containsExactly("cli", "cli");
  }

  @Test
  void benchmarksHaveTheirOwnBuildAndMainClass() throws Exception {
    Outcome outcome = run(Map.of(), "bench", "tpch", "--sf", "1");
    assertThat(built()).containsExactly("cli", "bench");
    assertThat(outcome.out())
        .endsWith("arg=io.sampo.bench.BenchMain", "arg=tpch", "arg=--sf", "arg=1")
        .anyMatch(line -> line.contains("bench.jar"));
  }

  @Test
  void usesTheStartUpCacheUnlessSwitchedOff() throws Exception {
    run(Map.of(), "sql");
    assertThat(run(Map.of(), "sql").out())
        .anyMatch(line -> line.startsWith("arg=-XX:AOTCache=") && line.endsWith("25.0.1.aot"));
    assertThat(run(Map.of("SAMPO_AOT", "off"), "sql").out())
        .noneMatch(line -> line.contains("AOTCache"));
  }

  @Test
  void membersAndClientsOfClustersHaveACacheOfTheirOwn() throws Exception {
    run(Map.of(), "sql");
    for (String[] command :
        List.of(
            new String[] {"cluster"},
            new String[] {"worker", "--join", "host:1"},
            new String[] {"sql", "-e", "select 1", "--master", "sampo://host:1"})) {
      run(Map.of(), command);
      assertThat(run(Map.of(), command).out())
          .anyMatch(line -> line.startsWith("arg=-XX:AOTCache=") && line.contains("/cluster-25"));
    }
    assertThat(run(Map.of(), "sql").out())
        .anyMatch(line -> line.startsWith("arg=-XX:AOTCache=") && line.contains("/sampo-25"));
  }

  @Test
  void runsWithoutACacheThatCannotBeMade() throws Exception {
    script(
        java.resolve("bin/java"),
        ECHO_JAVA.replace("echo recorded > \"${a#*=}\"; exit 0", "exit 1"));
    Outcome first = run(Map.of(), "sql");
    assertThat(first.status()).isZero();
    assertThat(first.err()).contains("could not be made");
    Outcome second = run(Map.of(), "sql");
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).contains("arg=sql").noneMatch(line -> line.contains("AOTCache"));
  }

  @Test
  void ownOptionsComeLast() throws Exception {
    assertThat(run(Map.of("SAMPO_JAVA_OPTS", "-Xmx2g -ea"), "sql").out())
        .containsSubsequence("arg=-Xmx768m", "arg=-Xmx2g", "arg=-ea", "arg=-cp");
  }

  @ParameterizedTest
  @CsvSource({
    "--memory 128m, 160",
    "--memory=512m, 160",
    "--memory 1g, 204",
    "--memory 2147483648, 409",
    "--memory 16g, 768",
    "--memory 1t, 768",
    "--memory much, 768"
  })
  void theHeapIsAFifthOfTheBudget(String option, int megabytes) throws Exception {
    var arguments = new ArrayList<String>(List.of("sql"));
    arguments.addAll(List.of(option.split(" ")));
    List<String> heaps =
        run(Map.of(), arguments.toArray(String[]::new)).out().stream()
            .filter(line -> line.startsWith("arg=-Xmx"))
            .toList();
    assertThat(heaps.getLast()).isEqualTo("arg=-Xmx" + megabytes + "m");
    arguments.addFirst("bench");
    assertThat(run(Map.of(), arguments.toArray(String[]::new)).out())
        .filteredOn(line -> line.startsWith("arg=-Xmx"))
        .containsExactly("arg=-Xmx768m");
  }

  @Test
  void sampoJavaHomeWinsAndMustBeNewEnough() throws Exception {
    Path newer = javaHome("java-26", "26");
    assertThat(run(Map.of("SAMPO_JAVA_HOME", newer.toString()), "sql").out())
        .contains("home=" + newer);
    Path old = javaHome("java-17", "17.0.9");
    Outcome refused = run(Map.of("SAMPO_JAVA_HOME", old.toString()), "sql");
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains("holds no Java 25 or newer");
  }

  @Test
  void anOldJavaHomeIsPassedOver() throws Exception {
    Path old = javaHome("java-8", "1.8.0_400");
    Files.createSymbolicLink(tools.resolve("java"), java.resolve("bin/java"));
    assertThat(run(Map.of("JAVA_HOME", old.toString()), "sql").out()).contains("home=" + java);
  }

  @Test
  void aFailedBuildShowsMavensOutput() throws Exception {
    script(tools.resolve("mvn"), "#!/bin/sh\necho 'broken: line 7'\nexit 1\n");
    Outcome outcome = run(Map.of(), "sql");
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("broken: line 7", "the build failed");
  }

  @Test
  void worksThroughALinkFromAnotherFolder() throws Exception {
    Path link = Files.createSymbolicLink(tools.resolve("linked"), root.resolve("sampo"));
    Outcome outcome = start(link, Map.of(), "sql");
    assertThat(outcome.out()).contains("arg=-Dsampo.home=" + root, "arg=sql");
  }

  private Outcome run(Map<String, String> variables, String... arguments) throws Exception {
    return start(root.resolve("sampo"), variables, arguments);
  }

  private Outcome start(Path command, Map<String, String> variables, String... arguments)
      throws Exception {
    List<String> line = new ArrayList<>(List.of(command.toString()));
    line.addAll(List.of(arguments));
    File out = Files.createTempFile(root, "out", "").toFile();
    File err = Files.createTempFile(root, "err", "").toFile();
    ProcessBuilder builder = new ProcessBuilder(line);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("SAMPO_") || name.equals("MAVEN_HOME"));
    environment.put("PATH", tools + ":/usr/bin:/bin");
    environment.put("JAVA_HOME", java.toString());
    environment.putAll(variables);
    Process process = builder.redirectOutput(out).redirectError(err).start();
    process.getOutputStream().close();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Outcome(
        process.exitValue(), Files.readAllLines(out.toPath()), Files.readString(err.toPath()));
  }

  private List<String> built() throws IOException {
    return Files.readAllLines(root.resolve("built"));
  }

  private Path javaHome(String name, String version) throws IOException {
    Path home = root.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    script(home.resolve("bin/java"), ECHO_JAVA);
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static Path repository() {
    return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
        .filter(folder -> Files.exists(folder.resolve("sampo")))
        .findFirst()
        .orElseThrow();
  }
}
