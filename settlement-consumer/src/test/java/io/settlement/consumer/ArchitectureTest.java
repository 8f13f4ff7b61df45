package io.settlement.consumer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static JavaClasses consumer;

    @BeforeAll
    static void importClasses() {
        consumer = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.settlement.consumer");
    }

    @Test
    void rocketMqStaysInMessaging() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..messaging..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.rocketmq..")
                .because("the settler is given ids, so that the sweeper and a simulation can give them too")
                .check(consumer);
    }

    @Test
    void noTransactionIsOpenedHere() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.transaction..", "java.sql..", "javax.sql..")
                .because("database transactions are opened by the owner classes of account-shard only")
                .check(consumer);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.settlement.consumer.(*)..")
                .should()
                .beFreeOfCycles()
                .because("messaging and sweeping both know settlement, which knows neither")
                .check(consumer);
    }

    @Test
    void fieldsAreNotInjected() {
        noFields()
                .should()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .because("collaborators are constructor arguments")
                .check(consumer);
    }

    @Test
    void timeAndChanceComeFromOutside() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Configuration")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.util.UUID.class, "randomUUID")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .because("a Clock, an IdSource or a Sleeper is passed in instead")
                .check(consumer);
    }

    @Test
    void namesSayWhatThingsAre() {
        classes()
                .should()
                .haveNameNotMatching(".*(Impl|Utils?|Helper|Manager|DTO|VO)")
                .because("such endings say how little is known of the class; name the noun instead")
                .check(consumer);
    }
}
