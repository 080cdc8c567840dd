package io.sampo.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigOptionsTest {
  @Test
  void rowsAreSortedUniqueAndDocumented() {
    assertThat(ConfigOptions.ALL).extracting(ConfigOption::key).isSorted().doesNotHaveDuplicates();
    assertThat(ConfigOptions.ALL)
        .allSatisfy(option -> assertThat(option.documentation()).endsWith("."));
  }

  @Test
  void defaultsAreValid() {
    assertThat(ConfigOptions.ALL)
        .allSatisfy(option ->
            option
                .defaultValue()
                .ifPresent(value -> assertThat(option.checked(value)).isEqualTo(value)));
  }

  @ParameterizedTest
  @CsvSource({
    "512m,536870912",
    "8g,8589934592",
    "8 GiB,8589934592",
    "100,100",
    "1kb,1024",
    "2T,2199023255552"
  })
  void sizesCountInPowersOf1024(String text, long bytes) {
    assertThat(ConfigOptions.MEMORY.bytes(ConfigOptions.MEMORY.checked(text))).isEqualTo(bytes);
  }

  @Test
  void invalidValuesNameTheKeyAndTheForm() {
    assertThatThrownBy(() -> ConfigOptions.MEMORY.checked("much"))
        .hasMessageContaining(
            "[INVALID_CONFIG_VALUE] The value much of the setting sampo.memory is invalid: expected a size such as 512m or 8g");
    assertThatThrownBy(() -> ConfigOptions.MEMORY.bytes("99999999999t"))
        .hasMessageContaining("larger");
    assertThatThrownBy(() -> ConfigOptions.SESSION_TIME_ZONE.checked("Mars/Base"))
        .hasMessageContaining("expected a time zone");
    assertThatThrownBy(() -> ConfigOptions.CODEGEN_ENABLED.checked("yes"))
        .hasMessageContaining("expected true or false");
  }

  @Test
  void optionsAreFoundByKey() {
    assertThat(ConfigOptions.find("sampo.memory")).contains(ConfigOptions.MEMORY);
    assertThat(ConfigOptions.find("spark.unknown")).isEmpty();
  }
}
