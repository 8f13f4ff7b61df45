package io.settlement.drill.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CatalogueTest {

    @Test
    void namesEachFaultOnce() {
        assertThat(Catalogue.all()).extracting(Fault::name).doesNotHaveDuplicates();
        assertThat(Catalogue.all()).allSatisfy(fault -> {
            assertThat(fault.name()).matches("[a-z0-9-]+");
            assertThat(fault.holds()).isNotBlank().doesNotContain("|");
            assertThat(fault.seconds()).isPositive();
        });
    }

    @Test
    void findsEveryFaultOfTheShortSet() {
        assertThat(Catalogue.shortSet()).hasSize(15);
    }
}
