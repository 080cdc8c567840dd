package io.sampo.runtime.engine;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.source.partition.DataFile;
import io.sampo.runtime.source.text.TextForms;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which of the files below the given paths are read.
 *
 * @param name what a file's name must match, null for all
 * @param before files last modified at or after it are left out, null for none
 * @param after files last modified at or before it are left out, null for none
 */
record FileChoice(@Nullable PathMatcher name, @Nullable Instant before, @Nullable Instant after) {

  /**
   * Reads {@code pathglobfilter}, {@code modifiedbefore} and {@code modifiedafter}.
   *
   * @param zone of times that name none, unless the option {@code timezone} says it
   */
  static FileChoice of(Map<String, String> options, ZoneId zone) {
    String glob = options.get("pathglobfilter");
    return new FileChoice(
        glob == null ? null : FileSystems.getDefault().getPathMatcher("glob:" + glob),
        time(options, "modifiedbefore", zone),
        time(options, "modifiedafter", zone));
  }

  /** Whether folders are only folders, whatever their names are. */
  static boolean isRecursive(Map<String, String> options) {
    return "true".equalsIgnoreCase(options.get("recursivefilelookup"));
  }

  private static @Nullable Instant time(Map<String, String> options, String key, ZoneId zone) {
    String text = options.get(key);
    if (text == null) {
      return null;
    }
    try {
      String own = options.get("timezone");
      return LocalDateTime.parse(text).atZone(own == null ? zone : ZoneId.of(own)).toInstant();
    } catch (DateTimeException e) {
      throw TextForms.invalid(key, text, "it must be a time like 2024-06-01T13:00:00");
    }
  }

  /**
   * Those of the files.
   *
   * @throws SampoException PATH_NOT_FOUND when there are none
   */
  List<DataFile> chosen(List<DataFile> files, List<String> paths) {
    List<DataFile> chosen = files.stream().filter(this::takes).toList();
    if (chosen.isEmpty()) {
      throw new SampoException(
          ErrorCode.PATH_NOT_FOUND,
          Map.of(
              "path",
              String.join(", ", paths) + " with such a name or time of change",
              "folder",
              Path.of("").toAbsolutePath()));
    }
    return chosen;
  }

  private boolean takes(DataFile file) {
    if (name != null && !name.matches(file.file().getFileName())) {
      return false;
    }
    if (before == null && after == null) {
      return true;
    }
    try {
      Instant modified = Files.getLastModifiedTime(file.file()).toInstant();
      return (before == null || modified.isBefore(before))
          && (after == null || modified.isAfter(after));
    } catch (IOException e) {
      throw new SampoException(
          ErrorCode.FAILED_READ_FILE,
          Map.of("format", "input", "path", file.file(), "details", String.valueOf(e)),
          null,
          e);
    }
  }
}
