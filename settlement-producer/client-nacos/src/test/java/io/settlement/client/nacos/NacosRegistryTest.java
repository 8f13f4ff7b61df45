package io.settlement.client.nacos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NacosRegistryTest {

    private final NacosRegistry registry = NacosRegistry.at("a:8848,b.example:8848");

    @Test
    void alwaysNamesItsNamespace() {
        assertThat(registry.properties()).containsEntry("namespace", "settlement");
        assertThat(registry.withNamespace("other").properties()).containsEntry("namespace", "other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"public", "", "two words"})
    void refusesTheDefaultNamespace(String namespace) {
        assertThatIllegalArgumentException().isThrownBy(() -> registry.withNamespace(namespace));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nacos", "http://nacos:8848", "a:8848,", "a:8848 b:8848"})
    void refusesWhatIsNoAddress(String servers) {
        assertThatIllegalArgumentException().isThrownBy(() -> NacosRegistry.at(servers));
    }

    @Test
    void neverShowsThePassword() {
        assertThat(registry.withAccount("reader", "hidden").toString())
                .isEqualTo("Nacos a:8848,b.example:8848, namespace settlement");
        assertThatIllegalArgumentException().isThrownBy(() -> registry.withAccount("reader", ""));
    }
}
