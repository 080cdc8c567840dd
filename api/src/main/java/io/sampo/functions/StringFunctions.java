package io.sampo.functions;

import static io.sampo.column.Column.call;
import static io.sampo.column.Column.literal;

import io.sampo.column.Column;
import java.util.ArrayList;
import java.util.List;

/**
 * Functions of text and bytes. Positions count characters from 1. To be used through {@link
 * Functions}.
 */
public abstract sealed class StringFunctions extends MathFunctions permits DateTimeFunctions {
  StringFunctions() {}

  /** The code of the first character. */
  public static Column ascii(Column text) {
    return call("ascii", text);
  }

  /** Bytes in base 64. */
  public static Column base64(Column bytes) {
    return call("base64", bytes);
  }

  /** The length in bits. */
  public static Column bit_length(Column text) {
    return call("bit_length", text);
  }

  /** Without spaces at both ends. */
  public static Column btrim(Column text) {
    return call("btrim", text);
  }

  /** Without any of these characters at both ends. */
  public static Column btrim(Column text, Column characters) {
    return call("btrim", text, characters);
  }

  /** The number of characters. */
  public static Column char_length(Column text) {
    return call("char_length", text);
  }

  /** The number of characters. */
  public static Column character_length(Column text) {
    return call("character_length", text);
  }

  /** The character of a code. */
  public static Column chr(Column code) {
    return call("chr", code);
  }

  /** The texts, binaries or arrays one behind the other; null if any is. */
  public static Column concat(Column... texts) {
    return call("concat", texts);
  }

  /** The texts with a separator between; nulls are skipped. */
  public static Column concat_ws(String separator, Column... texts) {
    return call("concat_ws", list(literal(separator), texts), false, false);
  }

  /** Whether the text contains the part. */
  public static Column contains(Column text, Column part) {
    return call("contains", text, part);
  }

  /** The cyclic redundancy check as a long. */
  public static Column crc32(Column bytes) {
    return call("crc32", bytes);
  }

  /** Bytes as text. */
  public static Column decode(Column bytes, String charset) {
    return call("decode", bytes, literal(charset));
  }

  /** The first argument chooses one of the others, counted from 1. */
  public static Column elt(Column... texts) {
    return call("elt", texts);
  }

  /** Text as bytes. */
  public static Column encode(Column text, String charset) {
    return call("encode", text, literal(charset));
  }

  /** Whether the text ends with the suffix. */
  public static Column endswith(Column text, Column suffix) {
    return call("endswith", text, suffix);
  }

  /** The position of the text in a list separated by commas, 0 if it is not there. */
  public static Column find_in_set(Column text, Column list) {
    return call("find_in_set", text, list);
  }

  /** A number with separators of thousands and that many digits behind the point. */
  public static Column format_number(Column value, int digits) {
    return call("format_number", value, literal(digits));
  }

  /** Text by a pattern in the manner of printf. */
  public static Column format_string(String format, Column... arguments) {
    return call("format_string", list(literal(format), arguments), false, false);
  }

  /** A number or bytes in hexadecimal digits. */
  public static Column hex(Column value) {
    return call("hex", value);
  }

  /** LIKE without regard to case. */
  public static Column ilike(Column text, Column pattern) {
    return call("ilike", text, pattern);
  }

  /** The first letter of each word in upper case, the others in lower case. */
  public static Column initcap(Column text) {
    return call("initcap", text);
  }

  /** The position of the part, 0 if it is not there. */
  public static Column instr(Column text, String part) {
    return call("instr", text, literal(part));
  }

  /** Same as {@link #lower}. */
  public static Column lcase(Column text) {
    return call("lower", text);
  }

  /** The first characters. */
  public static Column left(Column text, Column length) {
    return call("left", text, length);
  }

  /** The number of characters or bytes. */
  public static Column length(Column text) {
    return call("length", text);
  }

  /** How many characters must change to make one text of the other. */
  public static Column levenshtein(Column left, Column right) {
    return call("levenshtein", left, right);
  }

  /** SQL's LIKE. */
  public static Column like(Column text, Column pattern) {
    return call("like", text, pattern);
  }

  /** The position of the part, 0 if it is not there. */
  public static Column locate(String part, Column text) {
    return call("locate", literal(part), text);
  }

  /** The position of the part at or behind a position, 0 if it is not there. */
  public static Column locate(String part, Column text, int from) {
    return call("locate", literal(part), text, literal(from));
  }

  /** In lower case. */
  public static Column lower(Column text) {
    return call("lower", text);
  }

  /** Filled up on the left, or cut, to that length. */
  public static Column lpad(Column text, int length, String padding) {
    return call("lpad", text, literal(length), literal(padding));
  }

  /** Without spaces at the start. */
  public static Column ltrim(Column text) {
    return call("ltrim", text);
  }

  /** The MD5 digest in hexadecimal digits. */
  public static Column md5(Column bytes) {
    return call("md5", bytes);
  }

  /** The length in bytes of UTF-8. */
  public static Column octet_length(Column text) {
    return call("octet_length", text);
  }

  /** With the characters from a position on replaced. */
  public static Column overlay(Column text, Column replacement, Column position) {
    return call("overlay", text, replacement, position);
  }

  /** The position of the part, 0 if it is not there. */
  public static Column position(Column part, Column text) {
    return call("position", part, text);
  }

  /** In single quotes. */
  public static Column quote(Column text) {
    return call("quote", text);
  }

  /** Whether a part matches the Java regular expression. */
  public static Column regexp(Column text, Column pattern) {
    return call("regexp", text, pattern);
  }

  /** How often the regular expression matches. */
  public static Column regexp_count(Column text, Column pattern) {
    return call("regexp_count", text, pattern);
  }

  /** A group of the first match, empty when nothing matches. */
  public static Column regexp_extract(Column text, String pattern, int group) {
    return call("regexp_extract", text, literal(pattern), literal(group));
  }

  /** A group of all matches. */
  public static Column regexp_extract_all(Column text, Column pattern, Column group) {
    return call("regexp_extract_all", text, pattern, group);
  }

  /** The position of the first match, 0 if there is none. */
  public static Column regexp_instr(Column text, Column pattern) {
    return call("regexp_instr", text, pattern);
  }

  /** Whether a part matches the Java regular expression. */
  public static Column regexp_like(Column text, Column pattern) {
    return call("regexp_like", text, pattern);
  }

  /** All matches replaced; the replacement may name groups as $1. */
  public static Column regexp_replace(Column text, String pattern, String replacement) {
    return call("regexp_replace", text, literal(pattern), literal(replacement));
  }

  /** All matches replaced; the replacement may name groups as $1. */
  public static Column regexp_replace(Column text, Column pattern, Column replacement) {
    return call("regexp_replace", text, pattern, replacement);
  }

  /** The first match, null if there is none. */
  public static Column regexp_substr(Column text, Column pattern) {
    return call("regexp_substr", text, pattern);
  }

  /** The text several times. */
  public static Column repeat(Column text, int times) {
    return call("repeat", text, literal(times));
  }

  /** All occurrences replaced. */
  public static Column replace(Column text, Column search, Column replacement) {
    return call("replace", text, search, replacement);
  }

  /** The characters of a text, or the elements of an array, in reverse order. */
  public static Column reverse(Column value) {
    return call("reverse", value);
  }

  /** The last characters. */
  public static Column right(Column text, Column length) {
    return call("right", text, length);
  }

  /** Whether a part matches the Java regular expression. */
  public static Column rlike(Column text, Column pattern) {
    return call("rlike", text, pattern);
  }

  /** Filled up on the right, or cut, to that length. */
  public static Column rpad(Column text, int length, String padding) {
    return call("rpad", text, literal(length), literal(padding));
  }

  /** Without spaces at the end. */
  public static Column rtrim(Column text) {
    return call("rtrim", text);
  }

  /** The SHA-1 digest in hexadecimal digits. */
  public static Column sha(Column bytes) {
    return call("sha", bytes);
  }

  /** The SHA-1 digest in hexadecimal digits. */
  public static Column sha1(Column bytes) {
    return call("sha1", bytes);
  }

  /** The SHA-2 digest of 224, 256, 384 or 512 bits in hexadecimal digits. */
  public static Column sha2(Column bytes, int bits) {
    return call("sha2", bytes, literal(bits));
  }

  /** The code of how the word sounds in English. */
  public static Column soundex(Column text) {
    return call("soundex", text);
  }

  /** That many spaces. */
  public static Column space(Column count) {
    return call("space", count);
  }

  /** The parts between matches of a regular expression. */
  public static Column split(Column text, String pattern) {
    return call("split", text, literal(pattern));
  }

  /** The parts between matches of a regular expression, that many at most. */
  public static Column split(Column text, String pattern, int limit) {
    return call("split", text, literal(pattern), literal(limit));
  }

  /** One part between delimiters, counted from 1, from the end if negative. */
  public static Column split_part(Column text, Column delimiter, Column part) {
    return call("split_part", text, delimiter, part);
  }

  /** Whether the text starts with the prefix. */
  public static Column startswith(Column text, Column prefix) {
    return call("startswith", text, prefix);
  }

  /** Part of a text or of bytes. */
  public static Column substr(Column text, Column position, Column length) {
    return call("substring", text, position, length);
  }

  /** Part of a text or of bytes, to the end. */
  public static Column substr(Column text, Column position) {
    return call("substring", text, position);
  }

  /** Part of a text or of bytes. */
  public static Column substring(Column text, int position, int length) {
    return call("substring", text, literal(position), literal(length));
  }

  /** Part of a text or of bytes. */
  public static Column substring(Column text, Column position, Column length) {
    return call("substring", text, position, length);
  }

  /** What stands before that many delimiters, from the end if negative. */
  public static Column substring_index(Column text, String delimiter, int count) {
    return call("substring_index", text, literal(delimiter), literal(count));
  }

  /** Hexadecimal digits as bytes. */
  public static Column to_binary(Column text) {
    return call("to_binary", text);
  }

  /** Text as bytes, by format hex, base64 or utf-8. */
  public static Column to_binary(Column text, Column format) {
    return call("to_binary", text, format);
  }

  /** A number or date as text by a format. */
  public static Column to_char(Column value, Column format) {
    return call("to_char", value, format);
  }

  /** Text as a decimal by a format. */
  public static Column to_number(Column text, Column format) {
    return call("to_number", text, format);
  }

  /** Single characters replaced by those at the same place. */
  public static Column translate(Column text, String matching, String replacement) {
    return call("translate", text, literal(matching), literal(replacement));
  }

  /** Without spaces at both ends. */
  public static Column trim(Column text) {
    return call("trim", text);
  }

  /** Text as bytes, null when it is malformed. */
  public static Column try_to_binary(Column text, Column format) {
    return call("try_to_binary", text, format);
  }

  /** Text as a decimal, null when it is malformed. */
  public static Column try_to_number(Column text, Column format) {
    return call("try_to_number", text, format);
  }

  /** Same as {@link #upper}. */
  public static Column ucase(Column text) {
    return call("upper", text);
  }

  /** Base 64 as bytes. */
  public static Column unbase64(Column text) {
    return call("unbase64", text);
  }

  /** Hexadecimal digits as bytes, null when malformed. */
  public static Column unhex(Column text) {
    return call("unhex", text);
  }

  /** In upper case. */
  public static Column upper(Column text) {
    return call("upper", text);
  }

  private static List<Column> list(Object... columns) {
    var list = new ArrayList<Column>();
    for (Object column : columns) {
      if (column instanceof Column[] several) {
        list.addAll(List.of(several));
      } else {
        list.add((Column) column);
      }
    }
    return list;
  }
}
