package io.sampo.plan.function.kernel;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Digests and encodings of bytes. */
public final class BinaryKernels {
  private BinaryKernels() {}

  public static String md5(byte[] bytes) {
    return digest("MD5", bytes);
  }

  public static String sha1(byte[] bytes) {
    return digest("SHA-1", bytes);
  }

  /** The SHA-2 digest of 224, 256, 384 or 512 bits, 0 meaning 256; null for other lengths. */
  public static @Nullable String sha2(byte[] bytes, int bits) {
    return switch (bits) {
      case 0, 256 -> digest("SHA-256", bytes);
      case 224 -> digest("SHA-224", bytes);
      case 384 -> digest("SHA-384", bytes);
      case 512 -> digest("SHA-512", bytes);
      default -> null;
    };
  }

  private static String digest(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  public static long crc32(byte[] bytes) {
    var crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }

  public static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  public static byte[] unbase64(String text) {
    try {
      return Base64.getMimeDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw KernelErrors.invalidArgument("text", text, "it is not in base 64");
    }
  }

  public static byte[] encode(String text, String charset) {
    return text.getBytes(charset(charset));
  }

  public static String decode(byte[] bytes, String charset) {
    try {
      return charset(charset)
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      throw KernelErrors.invalidArgument(
          "bytes", HexFormat.of().formatHex(bytes), "they are no text in " + charset);
    }
  }

  private static Charset charset(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "UTF-8" -> StandardCharsets.UTF_8;
      case "US-ASCII" -> StandardCharsets.US_ASCII;
      case "ISO-8859-1" -> StandardCharsets.ISO_8859_1;
      case "UTF-16" -> StandardCharsets.UTF_16;
      case "UTF-16BE" -> StandardCharsets.UTF_16BE;
      case "UTF-16LE" -> StandardCharsets.UTF_16LE;
      case "UTF-32" -> StandardCharsets.UTF_32;
      default ->
          throw KernelErrors.invalidArgument(
              "charset",
              name,
              "known are US-ASCII, ISO-8859-1, UTF-8, UTF-16, UTF-16BE, UTF-16LE and UTF-32");
    };
  }

  public static String urlEncode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  public static String urlDecode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw KernelErrors.invalidArgument("text", text, "it is not encoded as addresses are");
    }
  }
}
