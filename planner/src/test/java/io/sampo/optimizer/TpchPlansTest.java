package io.sampo.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The optimized plans of TPC-H. Run with {@code -Dsampo.goldens=write} to record them anew. */
class TpchPlansTest {
  private static final Path FOLDER = Path.of("src/test/resources/io/sampo/optimizer");
  private static final boolean WRITE = "write".equals(System.getProperty("sampo.goldens"));

  static Stream<Arguments> queries() {
    return Stream.of("0.01", "1")
        .flatMap(
            scale -> IntStream.rangeClosed(1, 22).mapToObj(number -> Arguments.of(scale, number)));
  }

  private static Path file(String scale, int number) {
    return FOLDER.resolve("tpch-sf" + scale).resolve(String.format("q%02d.txt", number));
  }

  @ParameterizedTest
  @MethodSource("queries")
  void planIsTheRecordedOne(String scale, int number) throws IOException {
    var catalog = new TpchCatalog(Double.parseDouble(scale));
    String plan = Optimized.printed(Optimized.sql(catalog, Optimized.tpch(number)));
    Path file = file(scale, number);
    if (WRITE) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, plan);
    }
    assertThat(plan).isEqualTo(Files.readString(file));
  }

  @Test
  void everyRecordBelongsToAQuery() throws IOException {
    var expected = new TreeSet<Path>();
    queries().forEach(query -> expected.add(file((String) query.get()[0], (int) query.get()[1])));
    try (Stream<Path> files = Files.walk(FOLDER)) {
      assertThat(
              files
                  .filter(Files::isRegularFile)
                  .filter(file -> file.toString().contains("tpch-sf")))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }
}
