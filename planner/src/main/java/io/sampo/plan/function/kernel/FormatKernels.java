package io.sampo.plan.function.kernel;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers and bytes as text of a given form, and back. */
public final class FormatKernels {
  private FormatKernels() {}

  public static BigDecimal toNumber(String text, String format) {
    BigDecimal number = NumberFormat.of(format).parse(text);
    if (number == null) {
      throw KernelErrors.invalidArgument("expr", text, "it does not have the form " + format);
    }
    return number;
  }

  public static @Nullable BigDecimal tryToNumber(String text, String format) {
    return NumberFormat.of(format).parse(text);
  }

  public static String toChar(BigDecimal number, String format) {
    return NumberFormat.of(format).format(number);
  }

  public static String toChar(byte[] bytes, String format) {
    return switch (format.toLowerCase(Locale.ROOT)) {
      case "base64" -> Base64.getEncoder().encodeToString(bytes);
      case "hex" -> HexFormat.of().withUpperCase().formatHex(bytes);
      case "utf-8", "utf8" -> new String(bytes, StandardCharsets.UTF_8);
      default -> throw unknown(format);
    };
  }

  public static byte[] toBinary(String text, String format) {
    byte[] bytes = tryToBinary(text, format);
    if (bytes == null) {
      throw KernelErrors.invalidArgument("expr", text, "it does not have the form " + format);
    }
    return bytes;
  }

  public static byte @Nullable [] tryToBinary(String text, String format) {
    try {
      return switch (format.toLowerCase(Locale.ROOT)) {
        case "base64" -> Base64.getMimeDecoder().decode(text);
        case "hex" -> NumberTextKernels.unhex(text);
        case "utf-8", "utf8" -> text.getBytes(StandardCharsets.UTF_8);
        default -> throw unknown(format);
      };
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static RuntimeException unknown(String format) {
    return KernelErrors.invalidArgument("format", format, "it must be base64, hex or utf-8");
  }
}
