package io.sampo.runtime.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.write.StagedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every file holds a word; what a target holds are the words of its files. */
@NullMarked
final class WriteJobTest {
  @TempDir private Path folder;

  private Path target() {
    return folder.resolve("target");
  }

  /** What a reader sees. */
  private Set<String> words() throws IOException {
    FolderSnapshot.settle(target(), FileSteps.REAL);
    var words = new TreeSet<String>();
    if (Files.isRegularFile(target())) {
      return Set.of(Files.readString(target()));
    }
    if (!Files.exists(target())) {
      return words;
    }
    for (Path file : FolderSnapshot.of(target(), FileSteps.REAL)) {
      String name = file.getFileName().toString();
      if (!name.startsWith("_") && !name.startsWith(".")) {
        assertThat(words.add(Files.readString(file))).as("twice: %s", file).isTrue();
      }
    }
    return words;
  }

  private static List<StagedFile> stage(WriteJob job, String... words) throws IOException {
    var files = new ArrayList<StagedFile>();
    for (String word : words) {
      Path file = Files.createDirectories(job.staging().resolve("task-" + word)).resolve("f");
      Files.writeString(file, word);
      String part = word.contains("/") ? word.substring(0, word.indexOf('/')) : "";
      files.add(new StagedFile(job.staging().relativize(file).toString(), part, 1, word.length()));
    }
    // An attempt that does not count.
    Files.createDirectories(job.staging().resolve("lost"));
    Files.writeString(job.staging().resolve("lost/f"), "lost");
    return files;
  }

  private WriteJob begin(WriteJob.Mode mode, FileSteps steps) {
    return WriteJob.begin(target(), mode, Optional.empty(), steps);
  }

  private void write(WriteJob.Mode mode, FileSteps steps, String... words) throws IOException {
    try (WriteJob job = begin(mode, steps)) {
      job.commit(stage(job, words), ".txt");
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> !path.equals(folder))
          .map(path -> folder.relativize(path).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void nothingIsLeftOfAWriteThatIsGivenUpWhileTasksStillWrite() throws IOException {
    for (int round = 0; round < 100; round++) {
      WriteJob job = begin(WriteJob.Mode.CREATE, FileSteps.REAL);
      Path staging = job.staging();
      List<CompletableFuture<Void>> tasks =
          List.of(
              CompletableFuture.runAsync(() -> writeUntilItIsOver(staging)),
              CompletableFuture.runAsync(() -> writeUntilItIsOver(staging)));
      while (isEmpty(staging)) {
        Thread.onSpinWait();
      }
      job.close();
      assertThat(names()).as("at once, round %s", round).isEmpty();
      tasks.forEach(CompletableFuture::join);
      assertThat(names()).as("when all have heard of it").isEmpty();
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.findAny().isEmpty();
    }
  }

  /** As an attempt does that makes one file after the other. */
  private static void writeUntilItIsOver(Path staging) {
    try {
      Path mine = Files.createDirectory(staging.resolve(UUID.randomUUID().toString()));
      for (int i = 0; ; i++) {
        Path part = Files.createDirectory(mine.resolve("k=" + i));
        Files.writeString(part.resolve("f"), "x");
      }
    } catch (NoSuchFileException e) {
      // It is over.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatIsCommittedIsThere() throws IOException {
    write(WriteJob.Mode.CREATE, FileSteps.REAL, "a", "k=1/b", "k=2/c");
    assertThat(words()).containsExactlyInAnyOrder("a", "k=1/b", "k=2/c");
    write(WriteJob.Mode.APPEND, FileSteps.REAL, "k=1/d", "k=3/e");
    assertThat(words()).containsExactlyInAnyOrder("a", "k=1/b", "k=2/c", "k=1/d", "k=3/e");
    write(WriteJob.Mode.REPLACE, FileSteps.REAL, "k=1/f");
    assertThat(words()).containsExactly("k=1/f");
    assertThat(names())
        .hasSize(4)
        .startsWith("target", "target/_SUCCESS", "target/k=1")
        .last()
        .asString()
        .startsWith("target/k=1/part-00000-")
        .endsWith(".txt");
  }

  @Test
  void nothingIsLeftOfAWriteWithoutCommit() throws IOException {
    try (WriteJob job = begin(WriteJob.Mode.CREATE, FileSteps.REAL)) {
      stage(job, "a");
    }
    assertThat(names()).isEmpty();
    write(WriteJob.Mode.CREATE, FileSteps.REAL, "a");
    try (WriteJob job = begin(WriteJob.Mode.REPLACE, FileSteps.REAL)) {
      stage(job, "b");
      assertThat(words()).containsExactly("a");
    }
    assertThat(names()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "NOTHING,CREATE",
    "NOTHING,APPEND",
    "NOTHING,REPLACE",
    "FOLDER,APPEND",
    "FOLDER,REPLACE",
    "EMPTY_FOLDER,APPEND",
    "FILE,REPLACE"
  })
  void aCrashLeavesTheOldOrTheNew(String before, WriteJob.Mode mode) throws IOException {
    Set<String> old = Set.of();
    var seen = new HashSet<Set<String>>();
    for (int steps = 0; ; steps++) {
      Recovery.deleteAll(target(), FileSteps.REAL);
      switch (before) {
        case "FOLDER" -> {
          write(WriteJob.Mode.CREATE, FileSteps.REAL, "old", "k=1/old", "k=2/old");
          old = Set.of("old", "k=1/old", "k=2/old");
        }
        case "EMPTY_FOLDER" -> Files.createDirectory(target());
        case "FILE" -> {
          Files.writeString(target(), "old");
          old = Set.of("old");
        }
        default -> assertThat(names()).isEmpty();
      }
      var expected = new TreeSet<>(Set.of("new", "k=1/new", "k=3/new"));
      if (mode == WriteJob.Mode.APPEND) {
        expected.addAll(old);
      }
      var crashing = new CrashingSteps(steps);
      try {
        write(mode, crashing, "new", "k=1/new", "k=3/new");
        break;
      } catch (CrashingSteps.Crash e) {
        // Whoever looks first finds one or the other.
      }
      Set<String> found = words();
      seen.add(found);
      assertThat(found).as("after %s", crashing.done()).isIn(old, expected);
      // It stays so.
      assertThat(words()).isEqualTo(found);
      // The next writer goes on from there, and leaves nothing of the dead one behind.
      write(WriteJob.Mode.REPLACE, FileSteps.REAL, "next");
      assertThat(words()).containsExactly("next");
      assertThat(names()).as("after %s", crashing.done()).hasSize(3);
    }
    assertThat(seen).hasSize(2);
    assertThat(words()).hasSize(mode == WriteJob.Mode.APPEND ? 3 + old.size() : 3);
  }

  @ParameterizedTest
  @CsvSource({"APPEND", "REPLACE"})
  void aCrashWhileACrashIsMendedIsMendedToo(WriteJob.Mode mode) throws IOException {
    for (int first = 0; ; first++) {
      boolean crashed = false;
      for (int second = 0; ; second++) {
        Recovery.deleteAll(target(), FileSteps.REAL);
        write(WriteJob.Mode.CREATE, FileSteps.REAL, "old", "k=1/old");
        try {
          write(mode, new CrashingSteps(first), "new", "k=1/new");
          break;
        } catch (CrashingSteps.Crash e) {
          crashed = true;
        }
        var crashing = new CrashingSteps(second);
        boolean mended = true;
        try {
          FolderSnapshot.of(target(), crashing);
        } catch (CrashingSteps.Crash e) {
          mended = false;
        }
        assertThat(words())
            .isIn(
                Set.of("old", "k=1/old"),
                mode == WriteJob.Mode.APPEND
                    ? Set.of("old", "k=1/old", "new", "k=1/new")
                    : Set.of("new", "k=1/new"));
        if (mended) {
          break;
        }
      }
      if (!crashed) {
        return;
      }
    }
  }

  @Test
  void readersSeeWholeWritesWhileWritersWrite() throws IOException {
    write(WriteJob.Mode.CREATE, FileSteps.REAL, "a0", "k=1/a0", "k=2/a0");
    var running = new AtomicBoolean(true);
    var troubles = new ConcurrentLinkedQueue<Object>();
    var writers = new ArrayList<CompletableFuture<Void>>();
    for (String name : List.of("a", "b")) {
      writers.add(
          CompletableFuture.runAsync(() -> {
            try {
              for (int i = 1; i <= 40; i++) {
                WriteJob.Mode mode = i % 4 == 0 ? WriteJob.Mode.REPLACE : WriteJob.Mode.APPEND;
                write(mode, FileSteps.REAL, name + i, "k=1/" + name + i, "k=2/" + name + i);
              }
            } catch (IOException | RuntimeException e) {
              troubles.add(e);
            }
          }));
    }
    var reader =
        CompletableFuture.runAsync(() -> {
          while (running.get()) {
            try {
              // A file that is listed may be gone when it is opened, as with any other reader.
              var writes = new ArrayList<String>();
              for (Path file : FolderSnapshot.of(target(), FileSteps.REAL)) {
                String name = file.getFileName().toString();
                if (name.startsWith("part-")) {
                  writes.add(name.substring("part-00000-".length()));
                }
              }
              long distinct = writes.stream().distinct().count();
              if (writes.size() != distinct * 3) {
                troubles.add(writes);
              }
            } catch (IOException | RuntimeException e) {
              troubles.add(e);
            }
          }
        });
    writers.forEach(CompletableFuture::join);
    running.set(false);
    reader.join();
    assertThat(troubles).isEmpty();
    // The last overwrite of one came before some appends of the other, or after.
    assertThat(words().size() % 3).isZero();
    assertThat(names()).noneMatch(name -> name.contains("_sampo_"));
  }

  @Test
  void ofTwoThatCreateOneFails() throws IOException {
    try (WriteJob one = begin(WriteJob.Mode.CREATE, FileSteps.REAL);
        WriteJob other = begin(WriteJob.Mode.CREATE, FileSteps.REAL);
        WriteJob third = begin(WriteJob.Mode.APPEND, FileSteps.REAL)) {
      one.commit(stage(one, "one"), ".txt");
      List<StagedFile> late = stage(other, "other");
      assertThatThrownBy(() -> other.commit(late, ".txt"))
          .isInstanceOfSatisfying(
              SampoException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.PATH_ALREADY_EXISTS));
      third.commit(stage(third, "third"), ".txt");
    }
    assertThat(words()).containsExactly("one", "third");
    assertThat(names()).hasSize(4);
  }

  @Test
  void whatALivingWriterHasStagedStays() throws IOException {
    try (WriteJob slow = begin(WriteJob.Mode.APPEND, FileSteps.REAL)) {
      List<StagedFile> staged = stage(slow, "slow");
      write(WriteJob.Mode.APPEND, FileSteps.REAL, "fast");
      assertThat(words()).containsExactly("fast");
      slow.commit(staged, ".txt");
    }
    assertThat(words()).containsExactly("fast", "slow");
  }

  @Test
  void namesMayBeStrange() throws IOException {
    String part = "k=ä b%2F\u20ac+ &";
    write(WriteJob.Mode.CREATE, FileSteps.REAL, "a");
    write(WriteJob.Mode.APPEND, FileSteps.REAL, part + "/x");
    write(WriteJob.Mode.APPEND, FileSteps.REAL, part + "/y");
    assertThat(words()).containsExactlyInAnyOrder("a", part + "/x", part + "/y");
    write(WriteJob.Mode.REPLACE, FileSteps.REAL, "b");
    assertThat(words()).containsExactly("b");
    assertThat(target().resolve(part)).doesNotExist();
  }
}
