package io.sampo.runtime.commit;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be done for a write that has happened. Paths are relative to the folder that the
 * record is in.
 *
 * @param job the write
 * @param staging its staging folder, removed last
 * @param removed files that are no longer part of the target
 * @param moves files, or a folder, that become part of it
 * @param marker the file that tells which write was the last, written behind the moves; "" for none
 */
record CommitRecord(
    String job, String staging, List<String> removed, List<Move> moves, String marker) {
  private static final String FIRST = "sampo commit 1";
  private static final String LAST = "end";

  /** One renaming. */
  record Move(String from, String to) {}

  CommitRecord {
    removed = List.copyOf(removed);
    moves = List.copyOf(moves);
  }

  List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add(FIRST);
    lines.add("job " + encoded(job));
    lines.add("staging " + encoded(staging));
    lines.add("marker " + encoded(marker));
    removed.forEach(file -> lines.add("remove " + encoded(file)));
    moves.forEach(move -> lines.add("move " + encoded(move.from()) + " " + encoded(move.to())));
    lines.add(LAST);
    return lines;
  }

  /**
   * Reads a record.
   *
   * @throws java.nio.file.NoSuchFileException when it is gone, since somebody has carried it out
   */
  static CommitRecord read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    if (lines.size() < 2 || !lines.getFirst().equals(FIRST) || !lines.getLast().equals(LAST)) {
      throw new IOException(file + " is no record of a commit that this version understands");
    }
    String job = "";
    String staging = "";
    String marker = "";
    var removed = new ArrayList<String>();
    var moves = new ArrayList<Move>();
    for (String line : lines.subList(1, lines.size() - 1)) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "job" -> job = decoded(words[1]);
        case "staging" -> staging = decoded(words[1]);
        case "marker" -> marker = decoded(words[1]);
        case "remove" -> removed.add(decoded(words[1]));
        case "move" -> moves.add(new Move(decoded(words[1]), decoded(words[2])));
        default -> throw new IOException(file + " tells something unknown: " + line);
      }
    }
    return new CommitRecord(job, staging, removed, moves, marker);
  }

  private static String encoded(String path) {
    return URLEncoder.encode(path, StandardCharsets.UTF_8);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
