package io.sampo.codegen.kernel;

import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.StringView;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A compiled LIKE pattern: the pieces between the percent signs, searched one after the other.
 * Immutable, safe for use by many threads.
 *
 * <p>Searching each piece as far left as possible is right, since an earlier match of a piece never
 * rules out what follows. The first piece is anchored to the start, the last one to the end. A
 * piece with an underscore is compared code point by code point.
 */
public final class LikePattern {
  private static final long ONES = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;

  private final List<Piece> pieces;
  private final boolean singlePiece;

  /**
   * Bytes of one piece; {@code wild} marks bytes that stand for any code point, null when none
   * does.
   */
  private record Piece(byte[] bytes, boolean @Nullable [] wild) {}

  private LikePattern(List<Piece> pieces) {
    this.pieces = pieces;
    this.singlePiece = pieces.size() == 1;
  }

  /** Compiles a pattern; the escape makes the character behind it literal. */
  public static LikePattern compile(String pattern, char escape) {
    var pieces = new ArrayList<Piece>();
    var bytes = new ByteArrayOutputStream();
    var wild = new ArrayList<Boolean>();
    for (int i = 0; i < pattern.length(); ) {
      int c = pattern.codePointAt(i);
      i += Character.charCount(c);
      if (c == escape && i < pattern.length()) {
        c = pattern.codePointAt(i);
        i += Character.charCount(c);
      } else if (c == '%') {
        pieces.add(piece(bytes, wild));
        continue;
      } else if (c == '_') {
        bytes.write(0);
        wild.add(true);
        continue;
      }
      for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
        bytes.write(b);
        wild.add(false);
      }
    }
    pieces.add(piece(bytes, wild));
    return new LikePattern(List.copyOf(pieces));
  }

  private static Piece piece(ByteArrayOutputStream bytes, List<Boolean> wild) {
    boolean[] marks = new boolean[wild.size()];
    boolean any = false;
    for (int i = 0; i < marks.length; i++) {
      marks[i] = wild.get(i);
      any |= marks[i];
    }
    var piece = new Piece(bytes.toByteArray(), any ? marks : null);
    bytes.reset();
    wild.clear();
    return piece;
  }

  /** Whether the text of a view matches as a whole. */
  public boolean matches(long view) {
    int length = StringView.length(view);
    long start = StringView.data(view);
    long end = start + length;
    Piece first = pieces.getFirst();
    long at = matchAt(first, start, end);
    if (at < 0) {
      return false;
    }
    if (singlePiece) {
      return at == end;
    }
    int last = pieces.size() - 1;
    for (int i = 1; i < last; i++) {
      at = find(pieces.get(i), at, end);
      if (at < 0) {
        return false;
      }
    }
    return matchesEnd(pieces.get(last), at, end);
  }

  private static boolean matchesEnd(Piece piece, long from, long end) {
    if (piece.wild == null) {
      long start = end - piece.bytes.length;
      return start >= from && matchAt(piece, start, end) == end;
    }
    for (long start = from; start <= end; start++) {
      boolean boundary = start == end || (Memory.getByte(start) & 0xC0) != 0x80;
      if (boundary && matchAt(piece, start, end) == end) {
        return true;
      }
    }
    return false;
  }

  /** Behind the piece if it stands at {@code at}, else -1. */
  private static long matchAt(Piece piece, long at, long end) {
    byte[] bytes = piece.bytes;
    boolean[] wild = piece.wild;
    if (wild == null) {
      if (end - at < bytes.length) {
        return -1;
      }
      for (int i = 0; i < bytes.length; i++) {
        if (Memory.getByte(at + i) != bytes[i]) {
          return -1;
        }
      }
      return at + bytes.length;
    }
    long position = at;
    for (int i = 0; i < bytes.length; i++) {
      if (position >= end) {
        return -1;
      }
      byte found = Memory.getByte(position);
      if (wild[i]) {
        position++;
        while (position < end && (Memory.getByte(position) & 0xC0) == 0x80) {
          position++;
        }
      } else if (found == bytes[i]) {
        position++;
      } else {
        return -1;
      }
    }
    return position;
  }

  /** Behind the leftmost occurrence at or after {@code from}, else -1. */
  private static long find(Piece piece, long from, long end) {
    byte[] bytes = piece.bytes;
    if (bytes.length == 0) {
      return from;
    }
    if (piece.wild != null) {
      for (long at = from; at < end; at++) {
        long behind = (Memory.getByte(at) & 0xC0) == 0x80 ? -1 : matchAt(piece, at, end);
        if (behind >= 0) {
          return behind;
        }
      }
      return -1;
    }
    long last = end - bytes.length;
    long first = (bytes[0] & 0xFFL) * ONES;
    long final8 = (bytes[bytes.length - 1] & 0xFFL) * ONES;
    long at = from;
    for (; at + 7 <= last; at += 8) {
      long both = Memory.getLong(at) ^ first | Memory.getLong(at + bytes.length - 1) ^ final8;
      long candidates = (both - ONES) & ~both & TOPS;
      while (candidates != 0) {
        long behind = matchAt(piece, at + (Long.numberOfTrailingZeros(candidates) >>> 3), end);
        if (behind >= 0) {
          return behind;
        }
        candidates &= candidates - 1;
      }
    }
    for (; at <= last; at++) {
      long behind = matchAt(piece, at, end);
      if (behind >= 0) {
        return behind;
      }
    }
    return -1;
  }
}
