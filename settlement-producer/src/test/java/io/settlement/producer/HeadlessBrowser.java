package io.settlement.producer;

import io.settlement.localstack.Deadline;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One page in a real Chromium without a screen, driven over its debugging port. For one thread. */
final class HeadlessBrowser implements AutoCloseable {

    private static final List<String> PROGRAMS = List.of("chromium", "chromium-browser", "google-chrome");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final JsonMapper JSON = new JsonMapper();

    private final Path profile;
    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    /** Where there is none, the test is skipped and says why; a build that sets CI fails. */
    static HeadlessBrowser orSkip() throws Exception {
        var program = program();
        if (program.isEmpty()) {
            var absent =
                    "There is no " + String.join(", ", PROGRAMS) + " on the PATH. On Debian: apt-get install chromium.";
            if (Boolean.parseBoolean(System.getenv("CI"))) {
                throw new IllegalStateException(absent);
            }
            Assumptions.abort("SKIPPED, nothing was tried: " + absent);
        }
        var profile = Files.createTempDirectory("headless-browser-");
        var process = start(program.orElseThrow(), profile);
        try {
            return new HeadlessBrowser(profile, process);
        } catch (Exception | Error failed) {
            end(process, profile);
            throw failed;
        }
    }

    private static Optional<Path> program() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> PROGRAMS.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Process start(Path program, Path profile) throws IOException {
        var command = new ArrayList<>(List.of(
                program.toString(),
                "--headless=new",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "--no-first-run",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "about:blank"));
        if (System.getProperty("user.name").equals("root")) {
            // Chromium refuses to sandbox what root starts; it opens the test's own page only.
            command.add("--no-sandbox");
        }
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("log").toFile())
                .start();
    }

    private HeadlessBrowser(Path profile, Process process) throws Exception {
        this.profile = profile;
        this.process = process;
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(page(), new Answers())
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        for (var domain : List.of("Page", "Runtime", "Log", "Network")) {
            send(domain + ".enable", Map.of());
        }
    }

    /** The port stands in a file as soon as the browser listens. */
    private URI page() throws IOException, InterruptedException {
        var told = profile.resolve("DevToolsActivePort");
        if (!Deadline.in(PATIENCE).await(() -> Files.exists(told))) {
            throw new IllegalStateException("Chromium does not start: " + Files.readString(profile.resolve("log")));
        }
        var list = URI.create("http://127.0.0.1:" + Files.readAllLines(told).get(0) + "/json/list");
        var targets = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString())
                .body();
        return JSON.readTree(targets)
                .valueStream()
                .filter(target -> target.path("type").asString().equals("page"))
                .map(target -> URI.create(target.path("webSocketDebuggerUrl").asString()))
                .findFirst()
                .orElseThrow();
    }

    void open(String address) {
        send("Page.navigate", Map.of("url", address));
    }

    /** As on a screen of this size. */
    void resize(int width, int height, boolean dark) {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        var scheme = Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
        send("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
    }

    void goOffline(boolean offline) {
        send(
                "Network.emulateNetworkConditions",
                Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    /** What an expression of the page's own language comes to. */
    JsonNode evaluate(String expression) {
        var answer = send("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + answer.path("exceptionDetails"));
        }
        return answer.at("/result/value");
    }

    /** The text of the first element; empty where there is none. */
    String text(String selector) {
        return evaluate("document.querySelector('" + selector + "')?.innerText ?? ''")
                .asString();
    }

    boolean awaitText(String selector, String part) {
        return await(() -> text(selector).contains(part));
    }

    boolean await(BooleanSupplier holds) {
        return Deadline.in(PATIENCE).await(holds);
    }

    /** As a person does it: into the field that has the focus, then the Enter key. */
    void type(String text) {
        send("Input.insertText", Map.of("text", text));
        for (var event : List.of("keyDown", "keyUp")) {
            send(
                    "Input.dispatchKeyEvent",
                    Map.of("type", event, "key", "Enter", "windowsVirtualKeyCode", 13, "text", "\r"));
        }
    }

    /** What the page threw, what its policy forbade and what else the browser calls an error. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    void screenshot(Path file) throws IOException {
        var size = send("Page.getLayoutMetrics", Map.of()).path("cssContentSize");
        var whole = Map.of(
                "x",
                0,
                "y",
                0,
                "width",
                size.path("width").asInt(),
                "height",
                size.path("height").asInt(),
                "scale",
                1);
        var taken = send("Page.captureScreenshot", Map.of("captureBeyondViewport", true, "clip", whole));
        Files.write(file, Base64.getDecoder().decode(taken.path("data").asString()));
    }

    private JsonNode send(String method, Map<String, ?> parameters) {
        int number = numbers.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        pending.put(number, answer);
        socket.sendText(JSON.writeValueAsString(Map.of("id", number, "method", method, "params", parameters)), true);
        return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    private final class Answers implements WebSocket.Listener {
        private final StringBuilder arriving = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            arriving.append(part);
            if (last) {
                take(JSON.readTree(arriving.toString()));
                arriving.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void take(JsonNode message) {
            var method = message.path("method").asString("");
            if (message.has("id")) {
                pending.remove(message.path("id").asInt()).complete(message.path("result"));
            } else if (method.equals("Runtime.exceptionThrown")) {
                complaints.add(message.at("/params/exceptionDetails").toString());
            } else if (method.equals("Log.entryAdded")
                    && message.at("/params/entry/level").asString().equals("error")) {
                complaints.add(message.at("/params/entry/text").asString() + " "
                        + message.at("/params/entry/url").asString(""));
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.abort();
        end(process, profile);
    }

    private static void end(Process process, Path profile) throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
        try (var left = Files.walk(profile)) {
            left.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }
}
