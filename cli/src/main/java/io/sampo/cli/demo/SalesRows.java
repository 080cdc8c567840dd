package io.sampo.cli.demo;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Rows of sales as CSV, the same ones every time. Rows are made in blocks, each from a seed of its
 * own, so that any block can be made by itself.
 */
final class SalesRows {
  static final int ROWS_PER_BLOCK = 50_000;
  static final String HEADER = "order_id,day,store,product,amount,price,customer\n";

  private static final int MOST_BYTES_PER_ROW = 96;
  private static final long SEED = 0x5A3B0L;
  private static final LocalDate FIRST_DAY = LocalDate.of(2023, 1, 1);
  private static final int DAYS = 3 * 365;
  private static final int CUSTOMERS = 1_000_000;
  private static final int MOST_PIECES = 9;
  private static final int CENTS = 100;

  /** One price in so many is not known. */
  private static final int ROWS_PER_MISSING_PRICE = 200;

  private static final byte[][] STORES =
      utf8(
          "Amsterdam",
          "Athens",
          "Berlin",
          "Bern",
          "Brussels",
          "Copenhagen",
          "Dublin",
          "Helsinki",
          "Istanbul",
          "Lisbon",
          "London",
          "Madrid",
          "Oslo",
          "Paris",
          "Prague",
          "Reykjavík",
          "Rome",
          "Stockholm",
          "Tallinn",
          "Turku",
          "Vienna",
          "Vilnius",
          "Warsaw",
          "Zürich");

  /** Some with a comma or quotes inside, as real files have them. */
  private static final byte[][] PRODUCTS =
      utf8(
          "\"Lamp, brass\"",
          "Chair",
          "Desk",
          "\"Shelf, oak\"",
          "Sofa",
          "Kettle",
          "\"Screen 27\"\"\"",
          "Keyboard",
          "Bicycle",
          "Tent",
          "\"Boots, winter\"",
          "Coat",
          "Guitar",
          "Camera",
          "Radio",
          "Sauna stove");

  /** The dearest price of each product, in cents. */
  private static final int[] DEAREST = {
    18_900, 24_900, 64_900, 31_900, 149_900, 8_900, 44_900, 12_900, 119_900, 39_900, 21_900, 27_900,
    84_900, 129_900, 9_900, 99_900
  };

  private static final byte[][] DATES = dates();

  private byte[] bytes = new byte[0];
  private int size;

  /** The rows of block {@code index}, {@code rows} of them. */
  static byte[] block(int index, int rows) {
    var block = new SalesRows();
    block.bytes = new byte[rows * MOST_BYTES_PER_ROW];
    var random = new SplittableRandom(SEED + index);
    long first = (long) index * ROWS_PER_BLOCK;
    for (int row = 0; row < rows; row++) {
      block.row(first + row + 1, random);
    }
    return Arrays.copyOf(block.bytes, block.size);
  }

  private void row(long id, SplittableRandom random) {
    int product = random.nextInt(PRODUCTS.length);
    number(id);
    field(DATES[random.nextInt(DATES.length)]);
    // The smaller of two makes the first stores the busier ones.
    field(STORES[Math.min(random.nextInt(STORES.length), random.nextInt(STORES.length))]);
    field(PRODUCTS[product]);
    comma();
    number(1 + random.nextInt(MOST_PIECES));
    comma();
    if (random.nextInt(ROWS_PER_MISSING_PRICE) != 0) {
      int dearest = DEAREST[product];
      price(dearest / 3 + random.nextInt(dearest - dearest / 3));
    }
    comma();
    number(1 + random.nextInt(CUSTOMERS));
    bytes[size++] = '\n';
  }

  private void comma() {
    bytes[size++] = ',';
  }

  private void field(byte[] text) {
    comma();
    System.arraycopy(text, 0, bytes, size, text.length);
    size += text.length;
  }

  private void price(int cents) {
    number(cents / CENTS);
    bytes[size++] = '.';
    bytes[size++] = (byte) ('0' + cents % CENTS / 10);
    bytes[size++] = (byte) ('0' + cents % 10);
  }

  private void number(long number) {
    int digits = 1;
    for (long power = 10; number >= power; power *= 10) {
      digits++;
    }
    long rest = number;
    for (int at = size + digits - 1; at >= size; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += digits;
  }

  private static byte[][] dates() {
    byte[][] dates = new byte[DAYS][];
    for (int day = 0; day < DAYS; day++) {
      dates[day] = FIRST_DAY.plusDays(day).toString().getBytes(StandardCharsets.UTF_8);
    }
    return dates;
  }

  private static byte[][] utf8(String... texts) {
    byte[][] bytes = new byte[texts.length][];
    for (int i = 0; i < texts.length; i++) {
      bytes[i] = texts[i].getBytes(StandardCharsets.UTF_8);
    }
    return bytes;
  }
}
