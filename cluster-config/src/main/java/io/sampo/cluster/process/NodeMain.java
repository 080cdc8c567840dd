package io.sampo.cluster.process;

import io.sampo.cluster.node.NodeFaults;
import io.sampo.error.SampoException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A member as a process of its own. Prints one line when it is a member: its role, {@code pid}, the
 * number, its address; before it, where there are probes, {@code probes} and their address. Ends
 * when it is told to (SIGTERM), when its standard input ends, which is its parent's end, or when
 * the cluster puts it out.
 */
public final class NodeMain {
  private static final int PUT_OUT = 3;
  private static final int FAILED = 1;

  private NodeMain() {}

  /** Starts a member as {@link NodeArguments} says. */
  public static void main(String[] words) {
    run(List.of(words), NodeFaults.NONE);
  }

  /** The same with a worker's troubles. */
  public static void run(List<String> words, NodeFaults faults) {
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    try {
      RunningNode node = RunningNode.start(NodeArguments.parse(words), faults);
      Thread.ofPlatform().daemon().name("sampo-parent").start(NodeMain::endWithParent);
      node.probes().ifPresent(probes -> out.println(NodeProcess.PROBES + probes));
      out.println(node.line());
      boolean asked = node.await();
      System.exit(asked ? 0 : PUT_OUT);
    } catch (SampoException e) {
      new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8)
          .println("sampo: " + e.getMessage());
      System.exit(FAILED);
    }
  }

  private static void endWithParent() {
    try (var in = new FileInputStream(FileDescriptor.in)) {
      while (in.read() >= 0) {
        // Whatever a parent says, only its silence counts.
      }
    } catch (IOException _) {
      // As good as the end.
    }
    System.exit(0);
  }
}
