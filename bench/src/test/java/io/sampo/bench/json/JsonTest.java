package io.sampo.bench.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void readsWhatItWrites() {
    Map<String, Object> document =
        Map.of(
            "text", "a \"quoted\"\nline, ä",
            "numbers", List.of(1L, -2.5),
            "nested", Map.of("flag", true, "nothing", Arrays.asList((Object) null)));

    assertThat(Json.parse(Json.write(document))).isEqualTo(document);
  }

  @Test
  void whatIsNoNumberInJsonBecomesText() {
    assertThat(Json.write(List.of(Double.NaN, Double.POSITIVE_INFINITY)))
        .isEqualTo("[\"NaN\",\"Infinity\"]");
  }

  @Test
  void fieldsOfAnotherTypeAreRefused() {
    JsonObject object = Json.parseObject("{\"a\": \"text\"}");

    assertThat(object.number("b")).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> object.number("a"));
    assertThatIllegalArgumentException().isThrownBy(() -> object.objects("a"));
    assertThatIllegalArgumentException().isThrownBy(() -> Json.parseObject("[]"));
  }
}
