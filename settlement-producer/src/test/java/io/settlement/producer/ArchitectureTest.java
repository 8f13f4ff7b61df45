package io.settlement.producer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Collection;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static JavaClasses producer;

    @BeforeAll
    static void importClasses() {
        producer = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.settlement.producer");
    }

    @Test
    void rocketMqStaysInMessaging() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..messaging..", "io.settlement.producer")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.rocketmq..")
                .because("batching talks to an Announcer, so that a simulation can drive it without a broker")
                .check(producer);
    }

    @Test
    void sentinelStaysInAdmission() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..admission..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.alibaba.csp..")
                .because("where a limit is asked for decides what a 429 may promise, so there is one place for it")
                .check(producer);
    }

    @Test
    void noMessageBatchIsSent() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.apache.rocketmq.common.message.MessageBatch")
                .because("a MessageBatch in a transaction loses messages without a word; one message names the batch")
                .check(producer);
        noClasses()
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "a send of a collection of messages",
                        call -> call.getTarget().getOwner().getPackageName().startsWith("org.apache.rocketmq")
                                && call.getTarget().getName().startsWith("send")
                                && call.getTarget().getRawParameterTypes().stream()
                                        .anyMatch(type -> type.isAssignableTo(Collection.class))))
                .because("the client turns a collection into a MessageBatch by itself")
                .check(producer);
    }

    @Test
    void theDoorDoesNotDebit() {
        noClasses()
                .that()
                .resideInAPackage("..web..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..messaging..")
                .because("controllers submit to DebitLanes; what is announced and when is decided there")
                .check(producer);
    }

    @Test
    void noTransactionIsOpenedHere() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.transaction..", "java.sql..", "javax.sql..")
                .because("database transactions are opened by the owner classes of account-shard only")
                .check(producer);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.settlement.producer.(*)..")
                .should()
                .beFreeOfCycles()
                .because("web and messaging both know batching, which knows neither")
                .check(producer);
    }

    @Test
    void fieldsAreNotInjected() {
        noFields()
                .should()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .because("collaborators are constructor arguments")
                .check(producer);
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
                .check(producer);
    }

    @Test
    void namesSayWhatThingsAre() {
        classes()
                .should()
                .haveNameNotMatching(".*(Impl|Utils?|Helper|Manager|DTO|VO)")
                .because("such endings say how little is known of the class; name the noun instead")
                .check(producer);
    }
}
