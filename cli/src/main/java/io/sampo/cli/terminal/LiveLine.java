package io.sampo.cli.terminal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * One line of a terminal that is drawn over and over and leaves nothing behind. Belongs to one
 * thread at a time.
 */
public final class LiveLine {
  private static final String BACK_AND_ERASE = "\r\u001b[K";
  private static final int USUAL_WIDTH = 80;
  private static final int LONGEST_WAIT_MILLIS = 500;

  private final PrintStream terminal;
  private int width;
  private boolean drawn;

  public LiveLine(PrintStream terminal) {
    this.terminal = terminal;
  }

  /** Replaces the line; what does not fit is cut. */
  public void draw(String text) {
    if (width == 0) {
      width = measuredWidth();
    }
    // The last column stays free, or some terminals would go on to the next line.
    String fitting = text.length() < width ? text : text.substring(0, width - 1);
    terminal.print(BACK_AND_ERASE + fitting);
    terminal.flush();
    drawn = true;
  }

  /** Removes the line. */
  public void erase() {
    if (drawn) {
      terminal.print(BACK_AND_ERASE);
      terminal.flush();
      drawn = false;
    }
  }

  private static int measuredWidth() {
    Path device = Path.of("/dev/tty");
    if (!Files.isReadable(device)) {
      return USUAL_WIDTH;
    }
    try {
      Process process =
          new ProcessBuilder("stty", "size")
              .redirectInput(device.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        return USUAL_WIDTH;
      }
      String size = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int columns = Integer.parseInt(size.strip().substring(size.strip().indexOf(' ') + 1));
      return columns > 1 ? columns : USUAL_WIDTH;
    } catch (IOException | NumberFormatException e) {
      // No stty, or no controlling terminal: the usual width does.
      return USUAL_WIDTH;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL_WIDTH;
    }
  }
}
