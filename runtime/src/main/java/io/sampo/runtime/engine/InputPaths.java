package io.sampo.runtime.engine;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.commit.FileSteps;
import io.sampo.runtime.commit.FolderSnapshot;
import io.sampo.runtime.source.partition.DataFile;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Turns paths, folders and globs into files. */
final class InputPaths {
  private InputPaths() {}

  /**
   * The files, each folder's in the order of their names; hidden ones and those that begin with an
   * underscore are left out.
   */
  static List<DataFile> files(List<String> paths) {
    var files = new ArrayList<DataFile>();
    for (String path : paths) {
      List<DataFile> found = files(path);
      if (found.isEmpty()) {
        throw new SampoException(
            ErrorCode.PATH_NOT_FOUND, Map.of("path", path, "folder", Path.of("").toAbsolutePath()));
      }
      files.addAll(found);
    }
    return files;
  }

  private static List<DataFile> files(String text) {
    Path path = local(text);
    String local = path.toString();
    FolderSnapshot.settle(path, FileSteps.REAL);
    try {
      if (Files.isDirectory(path)) {
        return walk(path, file -> true);
      }
      if (Files.exists(path)) {
        return List.of(alone(path));
      }
      return local.matches(".*[*?\\[{].*") ? glob(local) : List.of();
    } catch (IOException e) {
      throw new SampoException(
          ErrorCode.FAILED_READ_FILE,
          Map.of("format", "input", "path", text, "details", String.valueOf(e)),
          null,
          e);
    }
  }

  /** The path of a file, be it given as a URI. */
  static Path local(String text) {
    return Path.of(text.startsWith("file:") ? text.replaceFirst("^file:/*", "/") : text);
  }

  /** A file named by itself, whose folders stand for nothing. */
  private static DataFile alone(Path file) {
    return new DataFile(file, file.getParent() == null ? Path.of("") : file.getParent());
  }

  private static List<DataFile> glob(String pattern) throws IOException {
    int wild = pattern.replaceFirst("[*?\\[{].*", "").lastIndexOf('/');
    Path base = Path.of(wild < 0 ? "." : wild == 0 ? "/" : pattern.substring(0, wild));
    if (!Files.isDirectory(base)) {
      return List.of();
    }
    String full = wild < 0 ? "./" + pattern : pattern;
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + full);
    var found = new ArrayList<DataFile>();
    walk(base, matcher).forEach(file -> found.add(alone(file.file())));
    try (Stream<Path> folders = Files.walk(base)) {
      for (Path folder :
          folders.filter(p -> Files.isDirectory(p) && matcher.matches(p)).sorted().toList()) {
        found.addAll(walk(folder, file -> true));
      }
    }
    return found;
  }

  private static List<DataFile> walk(Path folder, PathMatcher matcher) throws IOException {
    return FolderSnapshot.of(folder, FileSteps.REAL).stream()
        .filter(file -> isData(folder.relativize(file)) && matcher.matches(file))
        .map(file -> new DataFile(file, folder))
        .toList();
  }

  private static boolean isData(Path relative) {
    for (Path part : relative) {
      String name = part.toString();
      boolean column = name.indexOf('=') > 0;
      if (name.startsWith(".") || (name.startsWith("_") && !column)) {
        return false;
      }
    }
    return true;
  }
}
