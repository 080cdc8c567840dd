package io.sampo.plan.function;

import static io.sampo.plan.function.FunctionRow.scalar;
import static io.sampo.types.DataType.BINARY;
import static io.sampo.types.DataType.BOOLEAN;
import static io.sampo.types.DataType.DOUBLE;
import static io.sampo.types.DataType.INTEGER;
import static io.sampo.types.DataType.LONG;
import static io.sampo.types.DataType.STRING;

import io.sampo.plan.function.kernel.BinaryKernels;
import io.sampo.plan.function.kernel.ByteKernels;
import io.sampo.plan.function.kernel.HashKernels;
import io.sampo.plan.function.kernel.NumberTextKernels;
import io.sampo.plan.function.kernel.PatternKernels;
import io.sampo.plan.function.kernel.SearchKernels;
import io.sampo.plan.function.kernel.TextKernels;
import io.sampo.plan.function.kernel.TrimKernels;
import io.sampo.types.ArrayType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Functions over text. Positions and lengths count characters (code points), from 1. */
final class TextFunctions {
  private static final Parameter TEXT = Parameter.of(STRING);
  private static final Parameter BYTES =
      new Parameter("BINARY", given -> Optional.of(given).filter(BINARY::equals));
  private static final Parameter POSITION = Parameter.POSITION;
  private static final ArrayType TEXTS = new ArrayType(STRING, false);

  private TextFunctions() {}

  static List<FunctionDefinition> rows() {
    var rows = new ArrayList<FunctionDefinition>();
    rows.addAll(patterns());
    rows.addAll(regularExpressions());
    rows.addAll(lengths());
    rows.addAll(parts());
    rows.addAll(splitParts());
    rows.addAll(changes());
    rows.addAll(trims());
    rows.addAll(searches());
    rows.addAll(bytes());
    rows.addAll(formats());
    return rows;
  }

  private static List<FunctionDefinition> patterns() {
    return List.of(
        scalar("like")
            .takes(STRING, STRING)
            .gives(BOOLEAN)
            .by(PatternKernels.class, "like")
            .takes(STRING, STRING, STRING)
            .gives(BOOLEAN)
            .by(PatternKernels.class, "like")
            .does(
                "text LIKE pattern [ESCAPE escape]",
                "Whether the text matches; % stands for any characters, _ for one.")
            .example("'Sampo' LIKE 'S%'", "true"),
        scalar("ilike")
            .takes(STRING, STRING)
            .gives(BOOLEAN)
            .by(PatternKernels.class, "ilike")
            .takes(STRING, STRING, STRING)
            .gives(BOOLEAN)
            .by(PatternKernels.class, "ilike")
            .does("text ILIKE pattern [ESCAPE escape]", "As LIKE, without regard to case.")
            .example("'Sampo' ILIKE 's%'", "true"),
        scalar("startswith")
            .takes(STRING, STRING)
            .gives(BOOLEAN)
            .by(TextKernels.class, "startswith")
            .does("startswith(text, prefix)", "Whether the text starts with the prefix.")
            .example("startswith('Sampo', 'Sa')", "true"),
        scalar("endswith")
            .takes(STRING, STRING)
            .gives(BOOLEAN)
            .by(TextKernels.class, "endswith")
            .does("endswith(text, suffix)", "Whether the text ends with the suffix.")
            .example("endswith('Sampo', 'po')", "true"),
        scalar("contains")
            .takes(STRING, STRING)
            .gives(BOOLEAN)
            .by(TextKernels.class, "contains")
            .does("contains(text, part)", "Whether the part occurs in the text.")
            .example("contains('Sampo', 'amp')", "true"));
  }

  private static List<FunctionDefinition> regularExpressions() {
    return Stream.of(firstRegularExpressions(), secondRegularExpressions())
        .flatMap(List::stream)
        .toList();
  }

  private static List<FunctionDefinition> firstRegularExpressions() {
    return List.of(
        scalar("rlike")
            .aliases("regexp", "regexp_like")
            .takes(STRING, STRING)
            .gives(BOOLEAN)
            .by(PatternKernels.class, "rlike")
            .does(
                "text RLIKE regex", "Whether the regular expression matches somewhere in the text.")
            .example("'Sampo' RLIKE '^S.*o$'", "true"),
        scalar("regexp_replace")
            .takes(STRING, STRING, STRING)
            .gives(STRING)
            .by(PatternKernels.class, "regexpReplace")
            .takes(TEXT, TEXT, TEXT, POSITION)
            .gives(STRING)
            .by(PatternKernels.class, "regexpReplace")
            .does(
                "regexp_replace(text, regex, replacement[, position])",
                "The text with every match replaced; $1 is the first group.")
            .example("regexp_replace('100-200', '(\\\\d+)', 'num')", "num-num"),
        scalar("regexp_extract")
            .takes(STRING, STRING)
            .gives(STRING)
            .by(PatternKernels.class, "regexpExtract")
            .takes(TEXT, TEXT, POSITION)
            .gives(STRING)
            .by(PatternKernels.class, "regexpExtract")
            .does(
                "regexp_extract(text, regex[, group])",
                "The group (1) of the first match; empty when there is none.")
            .example("regexp_extract('100-200', '(\\\\d+)-(\\\\d+)', 2)", "200"),
        scalar("regexp_extract_all")
            .takes(STRING, STRING)
            .gives(TEXTS)
            .by(PatternKernels.class, "regexpExtractAll")
            .takes(TEXT, TEXT, POSITION)
            .gives(TEXTS)
            .by(PatternKernels.class, "regexpExtractAll")
            .does("regexp_extract_all(text, regex[, group])", "The group (1) of every match.")
            .example(
                "regexp_extract_all('100-200, 300-400', '(\\\\d+)-(\\\\d+)', 1)", "[100, 300]"));
  }

  private static List<FunctionDefinition> secondRegularExpressions() {
    return List.of(
        scalar("regexp_count")
            .takes(STRING, STRING)
            .gives(INTEGER)
            .by(PatternKernels.class, "regexpCount")
            .does("regexp_count(text, regex)", "The number of matches.")
            .example("regexp_count('banana', 'an')", "2"),
        scalar("regexp_substr")
            .nulls(NullPolicy.STRICT_NULLABLE)
            .takes(STRING, STRING)
            .gives(STRING)
            .by(PatternKernels.class, "regexpSubstr")
            .does("regexp_substr(text, regex)", "The first match; NULL when there is none.")
            .example("regexp_substr('Sampo 42', '[0-9]+')", "42"),
        scalar("regexp_instr")
            .takes(STRING, STRING)
            .gives(INTEGER)
            .by(PatternKernels.class, "regexpInstr")
            .does(
                "regexp_instr(text, regex)",
                "The position of the first match; 0 when there is none.")
            .example("regexp_instr('Sampo 42', '[0-9]+')", "7"),
        scalar("split")
            .takes(STRING, STRING)
            .gives(TEXTS)
            .by(PatternKernels.class, "split")
            .takes(TEXT, TEXT, POSITION)
            .gives(TEXTS)
            .by(PatternKernels.class, "split")
            .does(
                "split(text, regex[, limit])",
                "The parts between the matches, at most so many when limit is positive.")
            .example("split('oneAtwoBthree', '[AB]')", "[one, two, three]"));
  }

  private static List<FunctionDefinition> lengths() {
    return List.of(
        scalar("length")
            .aliases("len", "char_length", "character_length")
            .takes(TEXT)
            .gives(INTEGER)
            .by(TextKernels.class, "length")
            .takes(BYTES)
            .gives(INTEGER)
            .by(TextKernels.class, "length")
            .does("length(text)", "The number of characters, or of bytes of a binary.")
            .example("length('Sampo')", "5"),
        scalar("octet_length")
            .takes(TEXT)
            .gives(INTEGER)
            .by(TextKernels.class, "octetLength")
            .takes(BYTES)
            .gives(INTEGER)
            .by(TextKernels.class, "octetLength")
            .does("octet_length(text)", "The number of bytes in UTF-8.")
            .example("octet_length('Sämpö')", "7"),
        scalar("bit_length")
            .takes(TEXT)
            .gives(INTEGER)
            .by(TextKernels.class, "bitLength")
            .takes(BYTES)
            .gives(INTEGER)
            .by(TextKernels.class, "bitLength")
            .does("bit_length(text)", "The number of bits in UTF-8.")
            .example("bit_length('Sampo')", "40"),
        scalar("ascii")
            .takes(STRING)
            .gives(INTEGER)
            .by(TextKernels.class, "ascii")
            .does("ascii(text)", "The code of the first character.")
            .example("ascii('S')", "83"),
        scalar("chr")
            .aliases("char")
            .takes(LONG)
            .gives(STRING)
            .by(TextKernels.class, "chr")
            .does("chr(code)", "The character of the code modulo 256.")
            .example("chr(83)", "S"));
  }

  private static List<FunctionDefinition> parts() {
    return List.of(
        scalar("substring")
            .aliases("substr")
            .takes(TEXT, POSITION)
            .gives(STRING)
            .by(TextKernels.class, "substring")
            .takes(TEXT, POSITION, POSITION)
            .gives(STRING)
            .by(TextKernels.class, "substring")
            .takes(BYTES, POSITION)
            .gives(BINARY)
            .by(TextKernels.class, "substring")
            .takes(BYTES, POSITION, POSITION)
            .gives(BINARY)
            .by(TextKernels.class, "substring")
            .does(
                "substring(text, position[, length])",
                "The part from the position, counted from the end when negative.")
            .example("substring('Sampo', 2, 3)", "amp"),
        scalar("left")
            .takes(BYTES, POSITION)
            .gives(BINARY)
            .by(ByteKernels.class, "left")
            .takes(TEXT, POSITION)
            .gives(STRING)
            .by(TextKernels.class, "left")
            .does("left(text, length)", "The first characters.")
            .example("left('Sampo', 3)", "Sam"),
        scalar("right")
            .takes(BYTES, POSITION)
            .gives(BINARY)
            .by(ByteKernels.class, "right")
            .takes(TEXT, POSITION)
            .gives(STRING)
            .by(TextKernels.class, "right")
            .does("right(text, length)", "The last characters.")
            .example("right('Sampo', 2)", "po"));
  }

  private static List<FunctionDefinition> splitParts() {
    return List.of(
        scalar("split_part")
            .takes(TEXT, TEXT, POSITION)
            .gives(STRING)
            .by(SearchKernels.class, "splitPart")
            .does(
                "split_part(text, delimiter, number)",
                "The part with that number, from 1, or from the end when negative.")
            .example("split_part('11.12.13', '.', 3)", "13"),
        scalar("substring_index")
            .takes(TEXT, TEXT, POSITION)
            .gives(STRING)
            .by(SearchKernels.class, "substringIndex")
            .does(
                "substring_index(text, delimiter, count)",
                "The text before the count-th delimiter, or behind it from the end when negative.")
            .example("substring_index('www.sampo.io', '.', 2)", "www.sampo"),
        scalar("elt")
            .nulls(NullPolicy.CALLED_ON_NULL)
            .takes(POSITION)
            .andMore(TEXT)
            .gives(STRING)
            .by(SearchKernels.class, "elt")
            .does("elt(number, a, b, ...)", "The argument with that number.")
            .example("elt(1, 'sam', 'po')", "sam"));
  }

  private static List<FunctionDefinition> changes() {
    return Stream.of(firstChanges(), secondChanges(), thirdChanges())
        .flatMap(List::stream)
        .toList();
  }

  private static List<FunctionDefinition> firstChanges() {
    return List.of(
        scalar("upper")
            .aliases("ucase")
            .takes(STRING)
            .gives(STRING)
            .by(TextKernels.class, "upper")
            .does("upper(text)", "The text in upper case.")
            .example("upper('Sampo')", "SAMPO"),
        scalar("lower")
            .aliases("lcase")
            .takes(STRING)
            .gives(STRING)
            .by(TextKernels.class, "lower")
            .does("lower(text)", "The text in lower case.")
            .example("lower('Sampo')", "sampo"),
        scalar("initcap")
            .takes(STRING)
            .gives(STRING)
            .by(TextKernels.class, "initcap")
            .does("initcap(text)", "Every word with its first letter in upper case.")
            .example("initcap('sAmPo engine')", "Sampo Engine"),
        scalar("concat")
            .aliases("||")
            .bound(new ConcatSignature())
            .does("concat(a, b, ...)", "The texts, binaries or arrays one behind the other.")
            .example("concat('Sam', 'po')", "Sampo"),
        scalar("concat_ws")
            .nulls(NullPolicy.CALLED_ON_NULL)
            .takes(TEXT)
            .andMore(
                new Parameter(
                    "STRING or ARRAY<STRING>",
                    given ->
                        given instanceof ArrayType
                            ? Optional.of(new ArrayType(STRING, true))
                            : TEXT.accept(given)))
            .gives(STRING)
            .by(TextKernels.class, "concatWs")
            .does(
                "concat_ws(separator, a, b, ...)",
                "The texts that are not NULL with a separator between.")
            .example("concat_ws('-', 'a', NULL, 'b')", "a-b"));
  }

  private static List<FunctionDefinition> secondChanges() {
    return List.of(
        scalar("replace")
            .takes(STRING, STRING)
            .gives(STRING)
            .by(TextKernels.class, "replace")
            .takes(STRING, STRING, STRING)
            .gives(STRING)
            .by(TextKernels.class, "replace")
            .does(
                "replace(text, search[, replacement])",
                "The text with every occurrence replaced, or removed.")
            .example("replace('ABCabc', 'abc', 'DEF')", "ABCDEF"),
        scalar("translate")
            .takes(STRING, STRING, STRING)
            .gives(STRING)
            .by(TextKernels.class, "translate")
            .does(
                "translate(text, from, to)",
                "The text with each character of from replaced by the one at its place in to.")
            .example("translate('AaBbCc', 'abc', '123')", "A1B2C3"),
        scalar("overlay")
            .takes(BYTES, BYTES, POSITION)
            .gives(BINARY)
            .by(ByteKernels.class, "overlay")
            .takes(BYTES, BYTES, POSITION, POSITION)
            .gives(BINARY)
            .by(ByteKernels.class, "overlay")
            .takes(TEXT, TEXT, POSITION)
            .gives(STRING)
            .by(TextKernels.class, "overlay")
            .takes(TEXT, TEXT, POSITION, POSITION)
            .gives(STRING)
            .by(TextKernels.class, "overlay")
            .does(
                "overlay(text, replacement, position[, length])", "The text with a part replaced.")
            .example("overlay('Spark SQL', '_', 6)", "Spark_SQL"),
        scalar("repeat")
            .takes(TEXT, POSITION)
            .gives(STRING)
            .by(TextKernels.class, "repeat")
            .does("repeat(text, count)", "The text so many times.")
            .example("repeat('ab', 2)", "abab"));
  }

  private static List<FunctionDefinition> thirdChanges() {
    return List.of(
        scalar("space")
            .takes(POSITION)
            .gives(STRING)
            .by(TextKernels.class, "space")
            .does("space(count)", "So many blanks.")
            .example("concat(space(2), '1')", "  1"),
        scalar("lpad")
            .takes(BYTES, POSITION)
            .gives(BINARY)
            .by(ByteKernels.class, "lpad")
            .takes(BYTES, POSITION, BYTES)
            .gives(BINARY)
            .by(ByteKernels.class, "lpad")
            .takes(TEXT, POSITION)
            .gives(STRING)
            .by(TextKernels.class, "lpad")
            .takes(TEXT, POSITION, TEXT)
            .gives(STRING)
            .by(TextKernels.class, "lpad")
            .does("lpad(text, length[, pad])", "The text filled on the left, or cut, to a length.")
            .example("lpad('hi', 5, '?')", "???hi"),
        scalar("rpad")
            .takes(BYTES, POSITION)
            .gives(BINARY)
            .by(ByteKernels.class, "rpad")
            .takes(BYTES, POSITION, BYTES)
            .gives(BINARY)
            .by(ByteKernels.class, "rpad")
            .takes(TEXT, POSITION)
            .gives(STRING)
            .by(TextKernels.class, "rpad")
            .takes(TEXT, POSITION, TEXT)
            .gives(STRING)
            .by(TextKernels.class, "rpad")
            .does("rpad(text, length[, pad])", "The text filled on the right, or cut, to a length.")
            .example("rpad('hi', 5, '?')", "hi???"));
  }

  private static List<FunctionDefinition> trims() {
    return List.of(
        scalar("trim")
            .takes(STRING)
            .gives(STRING)
            .by(TrimKernels.class, "trim")
            .takes(STRING, STRING)
            .gives(STRING)
            .by(TrimKernels.class, "trim")
            .does(
                "trim([characters, ]text)",
                "The text without blanks, or those characters, at its ends.")
            .example("trim('  Sampo ')", "Sampo"),
        scalar("btrim")
            .takes(STRING)
            .gives(STRING)
            .by(TrimKernels.class, "trim")
            .takes(STRING, STRING)
            .gives(STRING)
            .by(TrimKernels.class, "btrim")
            .does(
                "btrim(text[, characters])",
                "The text without blanks, or those characters, at its ends.")
            .example("btrim('xxSampox', 'x')", "Sampo"),
        scalar("ltrim")
            .takes(STRING)
            .gives(STRING)
            .by(TrimKernels.class, "ltrim")
            .takes(STRING, STRING)
            .gives(STRING)
            .by(TrimKernels.class, "ltrim")
            .does(
                "ltrim([characters, ]text)",
                "The text without blanks, or those characters, at its start.")
            .example("ltrim('  Sampo')", "Sampo"),
        scalar("rtrim")
            .takes(STRING)
            .gives(STRING)
            .by(TrimKernels.class, "rtrim")
            .takes(STRING, STRING)
            .gives(STRING)
            .by(TrimKernels.class, "rtrim")
            .does(
                "rtrim([characters, ]text)",
                "The text without blanks, or those characters, at its end.")
            .example("rtrim('Sampo  ')", "Sampo"));
  }

  private static List<FunctionDefinition> searches() {
    return List.of(
        scalar("instr")
            .takes(STRING, STRING)
            .gives(INTEGER)
            .by(SearchKernels.class, "instr")
            .does("instr(text, part)", "The position of the part; 0 when it does not occur.")
            .example("instr('Sampo', 'po')", "4"),
        scalar("locate")
            .aliases("position", "charindex")
            .takes(STRING, STRING)
            .gives(INTEGER)
            .by(SearchKernels.class, "locate")
            .takes(TEXT, TEXT, POSITION)
            .gives(INTEGER)
            .by(SearchKernels.class, "locate")
            .does(
                "locate(part, text[, from])",
                "The position of the part from a position on; 0 when it does not occur.")
            .example("locate('bar', 'foobarbar', 5)", "7"),
        scalar("find_in_set")
            .takes(STRING, STRING)
            .gives(INTEGER)
            .by(SearchKernels.class, "findInSet")
            .does(
                "find_in_set(text, list)",
                "The number of the text among those that commas separate; 0 when it is not there.")
            .example("find_in_set('ab', 'abc,b,ab,c,def')", "3"),
        scalar("levenshtein")
            .takes(STRING, STRING)
            .gives(INTEGER)
            .by(SearchKernels.class, "levenshtein")
            .takes(TEXT, TEXT, POSITION)
            .gives(INTEGER)
            .by(SearchKernels.class, "levenshtein")
            .does(
                "levenshtein(a, b[, threshold])",
                "The number of characters to insert, remove or replace; -1 above the threshold.")
            .example("levenshtein('kitten', 'sitting')", "3"),
        scalar("soundex")
            .takes(STRING)
            .gives(STRING)
            .by(SearchKernels.class, "soundex")
            .does("soundex(text)", "The Soundex code.")
            .example("soundex('Miller')", "M460"));
  }

  private static List<FunctionDefinition> bytes() {
    return Stream.of(firstBytes(), secondBytes(), thirdBytes()).flatMap(List::stream).toList();
  }

  private static List<FunctionDefinition> firstBytes() {
    return List.of(
        scalar("md5")
            .takes(BINARY)
            .gives(STRING)
            .by(BinaryKernels.class, "md5")
            .does("md5(bytes)", "The MD5 digest in base 16.")
            .example("md5('Spark')", "8cde774d6f7333752ed72cacddb05126"),
        scalar("sha1")
            .aliases("sha")
            .takes(BINARY)
            .gives(STRING)
            .by(BinaryKernels.class, "sha1")
            .does("sha1(bytes)", "The SHA-1 digest in base 16.")
            .example("sha1('Spark')", "85f5955f4b27a9a4c2aab6ffe5d7189fc298b92c"),
        scalar("sha2")
            .nulls(NullPolicy.STRICT_NULLABLE)
            .takes(Parameter.of(BINARY), POSITION)
            .gives(STRING)
            .by(BinaryKernels.class, "sha2")
            .does(
                "sha2(bytes, bits)",
                "The SHA-2 digest of 224, 256 (or 0), 384 or 512 bits in base 16.")
            .example(
                "sha2('Spark', 256)",
                "529bc3b07127ecb7e53a4dcf1991d9152c24537d919178022b2c42657f79a26b"),
        scalar("crc32")
            .takes(BINARY)
            .gives(LONG)
            .by(BinaryKernels.class, "crc32")
            .does("crc32(bytes)", "The CRC-32 check value.")
            .example("crc32('Spark')", "1557323817"));
  }

  private static List<FunctionDefinition> secondBytes() {
    return List.of(
        scalar("base64")
            .takes(BINARY)
            .gives(STRING)
            .by(BinaryKernels.class, "base64")
            .does("base64(bytes)", "The bytes in base 64.")
            .example("base64('Sampo')", "U2FtcG8="),
        scalar("unbase64")
            .takes(STRING)
            .gives(BINARY)
            .by(BinaryKernels.class, "unbase64")
            .does("unbase64(text)", "The bytes that a text in base 64 stands for.")
            .example("decode(unbase64('U2FtcG8='), 'UTF-8')", "Sampo"),
        scalar("encode")
            .takes(STRING, STRING)
            .gives(BINARY)
            .by(BinaryKernels.class, "encode")
            .does("encode(text, charset)", "The bytes of the text.")
            .example("hex(encode('abc', 'UTF-8'))", "616263"),
        scalar("decode")
            .takes(BINARY, STRING)
            .gives(STRING)
            .by(BinaryKernels.class, "decode")
            .does("decode(bytes, charset)", "The text that the bytes stand for.")
            .example("decode(encode('abc', 'UTF-8'), 'UTF-8')", "abc"),
        scalar("url_encode")
            .takes(STRING)
            .gives(STRING)
            .by(BinaryKernels.class, "urlEncode")
            .does("url_encode(text)", "The text as addresses have it.")
            .example("url_encode('a b')", "a+b"));
  }

  private static List<FunctionDefinition> thirdBytes() {
    return List.of(
        scalar("url_decode")
            .takes(STRING)
            .gives(STRING)
            .by(BinaryKernels.class, "urlDecode")
            .does("url_decode(text)", "The text that a part of an address stands for.")
            .example("url_decode('a+b')", "a b"),
        scalar("hash")
            .nulls(NullPolicy.NEVER_NULL)
            .takes(new Parameter[0])
            .andMore(Parameter.ANY)
            .gives(INTEGER)
            .by(HashKernels.class, "hash")
            .does("hash(a, b, ...)", "A hash of the values, as Spark computes it.")
            .example("hash('Spark')", "228093765"),
        scalar("xxhash64")
            .nulls(NullPolicy.NEVER_NULL)
            .takes(new Parameter[0])
            .andMore(Parameter.ANY)
            .gives(LONG)
            .by(HashKernels.class, "xxhash64")
            .does("xxhash64(a, b, ...)", "A 64-bit hash of the values, as Spark computes it.")
            .example("xxhash64('Spark')", "-4294468057691064905"));
  }

  private static List<FunctionDefinition> formats() {
    return List.of(
        scalar("format_string")
            .aliases("printf")
            .nulls(NullPolicy.STRICT)
            .takes(TEXT)
            .andMore(Parameter.ANY)
            .gives(STRING)
            .by(NumberTextKernels.class, "formatString")
            .does("format_string(format, a, ...)", "The values written as in C's printf.")
            .example("format_string('Hello %d %s', 100, 'days')", "Hello 100 days"),
        scalar("format_number")
            .nulls(NullPolicy.STRICT_NULLABLE)
            .takes(Parameter.DECIMAL, POSITION)
            .gives(STRING)
            .by(NumberTextKernels.class, "formatNumber")
            .takes(Parameter.of(DOUBLE), POSITION)
            .gives(STRING)
            .by(NumberTextKernels.class, "formatNumber")
            .takes(Parameter.DECIMAL, TEXT)
            .gives(STRING)
            .by(NumberTextKernels.class, "formatNumber")
            .takes(Parameter.of(DOUBLE), TEXT)
            .gives(STRING)
            .by(NumberTextKernels.class, "formatNumber")
            .does(
                "format_number(number, digits)",
                "The number with its digits in groups and so many behind the point.")
            .example("format_number(12332.123456, 4)", "12,332.1235"));
  }
}
