package io.settlement.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the client may know. */
class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.settlement.client");

    @Test
    void knowsTheJdkAndJacksonOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.settlement.client..", "java..", "tools.jackson..", "com.fasterxml.jackson.annotation..")
                .because("it is put into other people's programs, beside whatever they use")
                .check(MAIN);
    }

    @Test
    void makesKeysInOnePlaceOnly() {
        noClasses()
                .that()
                .doNotHaveSimpleName("IdempotencyKey")
                .should()
                .callMethod(UUID.class, "randomUUID")
                .because("a key that is made while sending is lost with the process")
                .check(MAIN);
    }
}
