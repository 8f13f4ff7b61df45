package io.settlement.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the command may know. */
class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.settlement.cli");

    @Test
    void knowsTheBrokerInOnePackageOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..messaging..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.rocketmq..")
                .because("money goes through the door; the broker is only listened to")
                .check(MAIN);
    }

    @Test
    void knowsTheClientAndTheContractOnly() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.settlement.ledger..",
                        "io.settlement.producer..",
                        "io.settlement.consumer..",
                        "io.settlement.localstack..",
                        "java.sql..")
                .because("whoever holds an API key may use it, on a machine that reaches no database")
                .check(MAIN);
    }

    @Test
    void standsOnItsInput() {
        noClasses()
                .that()
                .resideInAnyPackage("..cli.input..", "..cli.messaging..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.settlement.cli")
                .because("the commands stand on top")
                .check(MAIN);
    }
}
