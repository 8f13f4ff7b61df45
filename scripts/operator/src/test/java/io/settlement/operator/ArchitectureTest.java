package io.settlement.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the operator's tools may know. */
class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.settlement.operator");

    @Test
    void knowsTheBrokerInOnePackageOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..messaging..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.rocketmq..")
                .because("transfers are ended from the tables; the broker is only read, and told to go back")
                .check(MAIN);
    }

    @Test
    void writesNoSqlOfItsOwnButTheRecordOfGiveUps() {
        noClasses()
                .that()
                .doNotHaveSimpleName("GiveUpRecord")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..", "org.springframework.jdbc.core..", "org.springframework.transaction..")
                .because("money and status move in the owner classes of account-shard alone")
                .check(MAIN);
    }

    @Test
    void knowsNoServiceAndNoLocalStack() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.settlement.producer..", "io.settlement.consumer..", "io.settlement.localstack..")
                .because("the tools work against any deployment")
                .check(MAIN);
    }

    @Test
    void hasNoCycles() {
        slices().matching("io.settlement.operator.(*)..")
                .should()
                .beFreeOfCycles()
                .check(MAIN);
        noClasses()
                .that()
                .resideInAnyPackage("..operator.input..", "..operator.replay..", "..operator.messaging..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.settlement.operator")
                .because("the commands stand on top")
                .check(MAIN);
    }
}
