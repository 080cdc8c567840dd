package io.sampo.cluster.process;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How to start another JVM.
 *
 * @param java the executable
 * @param options of the JVM, before the class path
 * @param classPath with the system's separators
 * @param main the class that starts a member; gets the words of {@link NodeArguments}
 */
public record JavaCommand(String java, List<String> options, String classPath, String main) {
  public JavaCommand {
    options = List.copyOf(options);
  }

  /** Members as they are. */
  public JavaCommand(String java, List<String> options, String classPath) {
    this(java, options, classPath, NodeMain.class.getName());
  }

  /** As this JVM was started, without agents and debuggers. */
  public static JavaCommand likeThisProcess() {
    List<String> options =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(option ->
                !option.startsWith("-agent")
                    && !option.startsWith("-javaagent")
                    && !option.startsWith("-Xrun")
                    && !option.startsWith("-XX:AOTCacheOutput"))
            .toList();
    return new JavaCommand(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        options,
        System.getProperty("java.class.path"));
  }

  /** The same with further options, which win. */
  public JavaCommand with(String... more) {
    var all = new ArrayList<>(options);
    all.addAll(List.of(more));
    return new JavaCommand(java, all, classPath, main);
  }

  /** The words that start a member. */
  List<String> words(NodeArguments arguments) {
    var words = new ArrayList<String>();
    words.add(java);
    words.addAll(options);
    words.add("-cp");
    words.add(classPath);
    words.add(main);
    words.addAll(arguments.words());
    return words;
  }
}
