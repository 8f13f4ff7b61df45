package io.settlement;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.haveNameMatching;
import static com.tngtech.archunit.lang.conditions.ArchConditions.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import io.settlement.ledger.wiring.LedgerConfiguration;
import io.settlement.sharding.Sleeper;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;

/** Who may know whom in the ledger, and what its code may not use. */
class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(
                    "io.settlement.access",
                    "io.settlement.money",
                    "io.settlement.ledger",
                    "io.settlement.live",
                    "io.settlement.sharding",
                    "io.settlement.contract",
                    "io.settlement.reconciliation",
                    "io.settlement.threads",
                    "io.settlement.watch");

    private static final Set<String> INEXACT = Set.of("float", "double", "java.lang.Float", "java.lang.Double");

    @Test
    void knowsNoBrokerNoLimiterAndNoHttp() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.rocketmq..",
                        "com.alibaba.csp..",
                        "jakarta.servlet..",
                        "org.springframework.web..",
                        "org.springframework.http..",
                        "java.net.http..")
                .because("the ledger must be right without any of them: the services translate for it")
                .check(MAIN);
    }

    @Test
    void knowsNothingOfWhatIsPushed() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.settlement.live")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.settlement.live", "com.alibaba..")
                .because(
                        "correctness never depends on a pushed value; ..live.. is here only for both services to follow"
                                + " documents alike")
                .check(MAIN);
    }

    @Test
    void keepsItsNounsFreeOfDatabases() {
        noClasses()
                .that()
                .resideInAnyPackage("io.settlement.money", "io.settlement.ledger", "io.settlement.contract")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "java.lang..",
                        "java.util..",
                        "java.time..",
                        "java.math..",
                        "java.nio.charset..",
                        "io.settlement.money",
                        "io.settlement.ledger",
                        "io.settlement.contract")
                .because("values are tested and simulated without a database; what stores them is in ..ledger.shard..")
                .check(MAIN);
    }

    @Test
    void keepsRowsAndMappersToItself() {
        noClasses()
                .that(describe(
                        "are rows or mappers",
                        type -> type.isTopLevelClass() && type.getSimpleName().matches(".*(Row|Mapper)")))
                .should()
                .bePublic()
                .because("other packages get values of io.settlement.ledger; a row outside is a second writer")
                .check(MAIN);
    }

    @Test
    void opensTransactionsInOnePlaceOnly() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.settlement.ledger.shard.ShardTransactions")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(PlatformTransactionManager.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(TransactionOperations.class)
                .because(
                        "ShardTransactions keeps a transaction on one shard and tells an unknown commit from a rollback")
                .check(MAIN);
    }

    @Test
    void opensTransactionsByNoAnnotation() {
        noMethods()
                .should()
                .beAnnotatedWith("org.springframework.transaction.annotation.Transactional")
                .because("a proxy's commit outside of ShardTransactions would look definite when it is not")
                .check(MAIN);
        noClasses()
                .should()
                .beAnnotatedWith("org.springframework.transaction.annotation.Transactional")
                .because("a proxy's commit outside of ShardTransactions would look definite when it is not")
                .check(MAIN);
    }

    @Test
    void hasNoCycles() {
        slices().matching("io.settlement.(**)")
                .should()
                .beFreeOfCycles()
                .because("each package is read and changed without the ones above it")
                .check(MAIN);
    }

    @Test
    void injectsNoFields() {
        noFields()
                .should()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .orShould()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
                .orShould()
                .beAnnotatedWith("jakarta.annotation.Resource")
                .because("a constructor says what a class needs, and a test can call it")
                .check(MAIN);
    }

    @Test
    void takesTimeAndChanceFromOutside() {
        noClasses()
                .that()
                .areNotAssignableTo(LedgerConfiguration.class)
                .and()
                .areNotAssignableTo(Sleeper.class)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .because("Clock, IdSource and Sleeper are arguments, so that a simulation can drive them")
                .check(MAIN);
    }

    @Test
    void countsMoneyInWholeNumbers() {
        noFields()
                .that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage("io.settlement.money", "io.settlement.ledger..")
                .should()
                .haveRawType(describe("float or double", type -> INEXACT.contains(type.getName())))
                .because("minor units are long; a floating point number loses cents")
                .check(MAIN);
        noMethods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage("io.settlement.money", "io.settlement.ledger..")
                .should()
                .haveRawReturnType(describe("float or double", type -> INEXACT.contains(type.getName())))
                .because("minor units are long; a floating point number loses cents")
                .check(MAIN);
        noMethods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage("io.settlement.money", "io.settlement.ledger..")
                .should(ArchConditions.be(takingAFloatingPointNumber()))
                .because("minor units are long; a floating point number loses cents")
                .check(MAIN);
    }

    private static DescribedPredicate<JavaMethod> takingAFloatingPointNumber() {
        return describe(
                "taking a float or double",
                method -> method.getRawParameterTypes().stream()
                        .map(JavaClass::getName)
                        .anyMatch(INEXACT::contains));
    }

    @Test
    void namesThingsForWhatTheyAre() {
        classes()
                .should(not(haveNameMatching(".*(Impl|Util|Utils|Helper|Manager|DTO|VO)$")))
                .because("such an ending says that the noun was not found yet: see docs/glossary.md")
                .check(MAIN);
    }
}
