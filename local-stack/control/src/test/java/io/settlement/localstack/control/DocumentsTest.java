package io.settlement.localstack.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.localstack.ProjectRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the documents name is there: files behind links, words of the glossary, options of the scripts. */
class DocumentsTest {

    private static final Path ROOT = ProjectRoot.locate();
    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(#[^)\\s]*)?\\)");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern SCRIPT = Pattern.compile("scripts/([a-z][a-z-]*)(?![\\w./-])");

    private static final Set<String> GENERATED = Set.of("target", ".local", ".git", "node_modules");

    /** Simple name and text of each class of the product. */
    private static Map<String, String> classes;

    private static String schema;

    @BeforeAll
    static void readSources() {
        classes = files(".java")
                .filter(file -> file.toString().contains("/src/main/java/"))
                .filter(file -> !file.endsWith("package-info.java"))
                .collect(Collectors.toMap(DocumentsTest::simpleName, DocumentsTest::text, (one, other) -> one + other));
        schema = files(".sql")
                .filter(file -> file.startsWith(ROOT.resolve("sql")))
                .map(DocumentsTest::text)
                .collect(Collectors.joining());
    }

    @Test
    void everyLinkLeadsToAFile() {
        assertThat(documents()).hasSizeGreaterThan(20);
        List<String> broken = new ArrayList<>();
        for (var document : documents()) {
            LINK.matcher(text(document))
                    .results()
                    .map(link -> link.group(1))
                    .filter(target -> !target.contains("://"))
                    .filter(target -> !Files.exists(document.resolveSibling(target)))
                    .forEach(target -> broken.add(ROOT.relativize(document) + " -> " + target));
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyScriptThatADocumentNamesIsThere() {
        List<String> missing = new ArrayList<>();
        for (var document : documents()) {
            SCRIPT.matcher(text(document))
                    .results()
                    .map(MatchResult::group)
                    .filter(script -> !Files.exists(ROOT.resolve(script)))
                    .forEach(script -> missing.add(ROOT.relativize(document) + ": " + script));
        }
        assertThat(missing).isEmpty();
    }

    /** What scripts/bench wrote last; whoever runs it anew has the README to follow. */
    @Test
    void theReadmeTellsTheRatiosOfTheResults() {
        var results = text(ROOT.resolve("docs/benchmarks/RESULTS.md"));
        assertThat(text(ROOT.resolve("README.md")))
                .contains(results.substring(results.indexOf("| ratio |"), results.indexOf("## uniform")));
    }

    @Test
    void everyDecisionAndPageOfTheRunbookIsListed() {
        for (var folder : List.of("docs/adr", "docs/runbook", "docs/runbook/alerts")) {
            var index = text(ROOT.resolve(folder).resolve("README.md"));
            assertThat(documents().stream()
                            .filter(file -> file.getParent().equals(ROOT.resolve(folder)))
                            .map(file -> file.getFileName().toString())
                            .filter(name -> !name.equals("README.md")))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(index).contains("](" + name + ")"));
        }
    }

    /** A class, or a class and one of its members. */
    @Test
    void everyWordOfTheGlossaryStandsInTheCode() {
        assertThat(column(2)).hasSizeGreaterThan(40).allMatch(DocumentsTest::isInCode, "stands in the code");
    }

    private static boolean isInCode(String word) {
        var parts = word.split("\\.");
        var text = classes.get(parts[0]);
        return text != null && (parts.length == 1 || containsWord(parts[1]).test(text));
    }

    /** A table, a column, or a folder of statements. */
    @Test
    void everyWordOfTheGlossaryStandsInTheSchema() {
        assertThat(column(3)).hasSizeGreaterThan(15).allMatch(DocumentsTest::isInSchema, "stands in the schema");
    }

    private static boolean isInSchema(String word) {
        return word.contains("/")
                ? Files.isDirectory(ROOT.resolve(word))
                : Stream.of(word.split("\\."))
                        .allMatch(part -> containsWord(part).test(schema));
    }

    private static Predicate<String> containsWord(String word) {
        return Pattern.compile("\\b" + Pattern.quote(word) + "\\b").asPredicate();
    }

    /** The code words in one column of the glossary's table, counted from 0. */
    private static List<String> column(int number) {
        return text(ROOT.resolve("docs/glossary.md"))
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| word |"))
                .map(line -> line.split("\\|", -1)[number + 1])
                .flatMap(cell -> CODE.matcher(cell).results().map(code -> code.group(1)))
                .toList();
    }

    private static List<Path> documents() {
        return files(".md").toList();
    }

    private static String simpleName(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    /** Goes into no folder that a build or a running stack writes to: what is in there may vanish meanwhile. */
    private static Stream<Path> files(String ending) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return GENERATED.contains(folder.getFileName().toString())
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.toString().endsWith(ending)) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return found.stream();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
