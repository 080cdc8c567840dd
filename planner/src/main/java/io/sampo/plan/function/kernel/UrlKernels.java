package io.sampo.plan.function.kernel;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses of the web. */
public final class UrlKernels {
  private UrlKernels() {}

  public static @Nullable String tryDecode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  public static @Nullable String parse(String url, String part) {
    try {
      return part(new URI(url), part);
    } catch (URISyntaxException e) {
      throw KernelErrors.invalidArgument("url", url, String.valueOf(e.getMessage()));
    }
  }

  public static @Nullable String parse(String url, String part, String key) {
    return part.equals("QUERY") ? value(parse(url, part), key) : null;
  }

  public static @Nullable String tryParse(String url, String part) {
    try {
      return part(new URI(url), part);
    } catch (URISyntaxException e) {
      return null;
    }
  }

  public static @Nullable String tryParse(String url, String part, String key) {
    return part.equals("QUERY") ? value(tryParse(url, part), key) : null;
  }

  private static @Nullable String value(@Nullable String query, String key) {
    if (query == null) {
      return null;
    }
    Matcher matcher = Pattern.compile("(?:^|&)" + Pattern.quote(key) + "=([^&]*)").matcher(query);
    return matcher.find() ? matcher.group(1) : null;
  }

  private static @Nullable String part(URI url, String part) {
    return switch (part) {
      case "HOST" -> url.getHost();
      case "PATH" -> url.getRawPath();
      case "QUERY" -> url.getRawQuery();
      case "REF" -> url.getRawFragment();
      case "PROTOCOL" -> url.getScheme();
      case "FILE" ->
          url.getRawQuery() == null ? url.getRawPath() : url.getRawPath() + "?" + url.getRawQuery();
      case "AUTHORITY" -> url.getRawAuthority();
      case "USERINFO" -> url.getRawUserInfo();
      default -> null;
    };
  }
}
