package io.sampo.cluster.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import io.sampo.cluster.probe.ProbeServer;
import io.sampo.runtime.network.HostPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The manifests hold together, and fit to the profile that their pods run with. */
@NullMarked
final class ManifestsTest {
  private static final Path FILE = Path.of("src/main/kubernetes/sampo.yaml");
  private static final int SECONDS_TO_DRAIN = 30;

  private final List<Map<String, Object>> objects = objects();
  private final Config config =
      NodeConfig.of(
          new NodeSettings(
              Role.DRIVER,
              Profile.KUBERNETES,
              new HostPort("10.0.0.7", 0),
              Optional.empty(),
              Optional.empty()));

  private static List<Map<String, Object>> objects() {
    try {
      var objects = new ArrayList<Map<String, Object>>();
      String text = Files.readString(FILE);
      new Load(LoadSettings.builder().setAllowDuplicateKeys(false).build())
          .loadAllFromString(text)
          .forEach(object -> objects.add(map(object)));
      return objects;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object value) {
    assertThat(value).isInstanceOf(Map.class);
    return (Map<String, Object>) Objects.requireNonNull(value);
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(@Nullable Object value) {
    assertThat(value).isInstanceOf(List.class);
    return (List<Object>) Objects.requireNonNull(value);
  }

  private static @Nullable Object at(Map<String, Object> object, String... path) {
    @Nullable Object value = object;
    for (String key : path) {
      value = map(value).get(key);
    }
    return value;
  }

  private List<Map<String, Object>> ofKind(String kind) {
    return objects.stream().filter(object -> kind.equals(object.get("kind"))).toList();
  }

  private static Map<String, Object> container(Map<String, Object> deployment) {
    List<Object> containers = list(at(deployment, "spec", "template", "spec", "containers"));
    assertThat(containers).hasSize(1);
    return map(containers.getFirst());
  }

  private static List<Object> portNames(Map<String, Object> container) {
    var names = new ArrayList<Object>();
    list(container.get("ports")).forEach(port -> names.add(String.valueOf(map(port).get("name"))));
    return names;
  }

  private static Map<String, Object> port(Map<String, Object> container, String name) {
    return list(container.get("ports")).stream()
        .map(ManifestsTest::map)
        .filter(port -> name.equals(port.get("name")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyFieldIsOneOfKubernetesWithAValueOfItsType() {
    for (Map<String, Object> object : objects) {
      assertThat(KubernetesObjects.read(object).getMetadata().getName()).startsWith("sampo");
    }
    Map<String, Object> deployment = ofKind("Deployment").getFirst();
    assertRefused(deployment, map(deployment.get("spec")), "replicaz", 3);
    assertRefused(deployment, map(deployment.get("spec")), "replicas", "three");
    assertRefused(deployment, map(deployment.get("spec")), "replicas", "3");
    assertRefused(deployment, container(deployment), "livenessprobe", Map.of());
    assertRefused(deployment, container(deployment), "args", List.of("--port", 7077));
    assertRefused(deployment, map(container(deployment).get("readinessProbe")), "period", 2);
    Map<String, Object> role = ofKind("Role").getFirst();
    assertRefused(role, map(list(role.get("rules")).getFirst()), "verb", List.of("get"));
    assertThatThrownBy(() -> KubernetesObjects.read(Map.of("apiVersion", "v1", "kind", "Pot")))
        .hasMessageContaining("Pot");
    assertThatThrownBy(
            () -> KubernetesObjects.read(Map.of("apiVersion", "apps/v2", "kind", "Deployment")))
        .hasMessageContaining("apps/v2");
  }

  /** Puts another value into a part of an object, for once. */
  private static void assertRefused(
      Map<String, Object> object, Map<String, Object> part, String key, Object value) {
    Object before = part.put(key, value);
    assertThatThrownBy(() -> KubernetesObjects.read(object)).as("%s: %s", key, value).isNotNull();
    if (before == null) {
      part.remove(key);
    } else {
      part.put(key, before);
    }
    assertThat(KubernetesObjects.read(object)).isNotNull();
  }

  @Test
  void everyObjectIsNamedOnce() {
    assertThat(objects)
        .allSatisfy(object -> {
          assertThat(object).containsKeys("apiVersion", "kind", "metadata");
          assertThat(at(object, "metadata", "labels", "app")).isEqualTo("sampo");
        });
    assertThat(objects)
        .extracting(object -> object.get("kind") + "/" + at(object, "metadata", "name"))
        .doesNotHaveDuplicates();
  }

  @Test
  void podsMatchTheirDeploymentsAndServices() {
    for (Map<String, Object> deployment : ofKind("Deployment")) {
      Map<String, Object> labels = map(at(deployment, "spec", "template", "metadata", "labels"));
      assertThat(labels)
          .containsAllEntriesOf(map(at(deployment, "spec", "selector", "matchLabels")));
    }
    for (Map<String, Object> service : ofKind("Service")) {
      Map<String, Object> selector = map(at(service, "spec", "selector"));
      List<Map<String, Object>> chosen =
          ofKind("Deployment").stream()
              .filter(deployment ->
                  map(at(deployment, "spec", "template", "metadata", "labels"))
                      .entrySet()
                      .containsAll(selector.entrySet()))
              .toList();
      assertThat(chosen).isNotEmpty();
      for (Object port : list(at(service, "spec", "ports"))) {
        assertThat(chosen)
            .allSatisfy(deployment ->
                assertThat(portNames(container(deployment))).contains(map(port).get("targetPort")));
      }
    }
  }

  @Test
  void portsAreThoseOfTheProfile() {
    for (Map<String, Object> deployment : ofKind("Deployment")) {
      Map<String, Object> container = container(deployment);
      String discovered =
          config.getString("pekko.management.cluster.bootstrap.contact-point-discovery.port-name");
      assertThat(port(container, discovered).get("containerPort"))
          .isEqualTo(config.getInt("pekko.management.http.port"));
      assertThat(port(container, "remoting").get("containerPort"))
          .isEqualTo(config.getInt("pekko.remote.artery.canonical.port"));
      List<Object> words = list(container.get("args"));
      String probes = String.valueOf(words.get(words.indexOf("--probes") + 1));
      assertThat(port(container, "probes").get("containerPort"))
          .isEqualTo(HostPort.parse(probes).orElseThrow().port());
      assertThat(config.getString("pekko.discovery.kubernetes-api.pod-label-selector"))
          .isEqualTo("app=%s");
    }
  }

  @Test
  void healthIsProbedAndPodsHaveTimeToDrain() {
    for (Map<String, Object> deployment : ofKind("Deployment")) {
      Map<String, Object> container = container(deployment);
      assertThat(at(container, "livenessProbe", "httpGet", "path")).isEqualTo(ProbeServer.LIVE);
      assertThat(at(container, "readinessProbe", "httpGet", "path")).isEqualTo(ProbeServer.READY);
      assertThat(portNames(container))
          .contains(
              at(container, "livenessProbe", "httpGet", "port"),
              at(container, "readinessProbe", "httpGet", "port"));
      assertThat(
              (Integer) at(deployment, "spec", "template", "spec", "terminationGracePeriodSeconds"))
          .isGreaterThan(SECONDS_TO_DRAIN);
      assertThat(at(container, "resources", "limits", "memory")).isNotNull();
      Map<String, Object> scraped =
          map(at(deployment, "spec", "template", "metadata", "annotations"));
      assertThat(scraped.get("prometheus.io/path")).isEqualTo(ProbeServer.METRICS);
      assertThat(scraped.get("prometheus.io/port"))
          .isEqualTo(String.valueOf(port(container, "probes").get("containerPort")));
    }
  }

  @Test
  void podsMayListPods() {
    Map<String, Object> rule = map(list(ofKind("Role").getFirst().get("rules")).getFirst());
    assertThat(list(rule.get("resources"))).contains("pods");
    assertThat(list(rule.get("verbs"))).contains("get", "watch", "list");
    Map<String, Object> binding = ofKind("RoleBinding").getFirst();
    Object account = map(list(binding.get("subjects")).getFirst()).get("name");
    assertThat(at(binding, "roleRef", "name"))
        .isEqualTo(at(ofKind("Role").getFirst(), "metadata", "name"));
    assertThat(ofKind("ServiceAccount"))
        .extracting(a -> at(a, "metadata", "name"))
        .contains(account);
    assertThat(ofKind("Deployment"))
        .allSatisfy(deployment ->
            assertThat(at(deployment, "spec", "template", "spec", "serviceAccountName"))
                .isEqualTo(account));
  }

  @Test
  void onlyDriversFoundClusters() {
    String key = "pekko.management.cluster.bootstrap.new-cluster-enabled";
    assertThat(config.getBoolean(key)).isTrue();
    Config worker =
        NodeConfig.of(
            new NodeSettings(
                Role.WORKER,
                Profile.KUBERNETES,
                new HostPort("10.0.0.8", 0),
                Optional.empty(),
                Optional.empty()));
    assertThat(worker.getBoolean(key)).isFalse();
    assertThat(worker.getString("pekko.cluster.downing-provider-class"))
        .endsWith("SplitBrainResolverProvider");
  }
}
