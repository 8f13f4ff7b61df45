package io.settlement.localstack.control;

import io.settlement.localstack.EngineFailed;
import io.settlement.localstack.NacosAccounts;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** A Nacos through its HTTP calls, which its console makes too: for what its client does not offer. For one thread. */
final class NacosCalls {

    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(ANSWER).build();

    private final NacosAccess access;
    private final String base;
    private String token;

    NacosCalls(NacosAccess access) {
        this.access = access;
        this.base = "http://" + access.address().split(",")[0] + "/nacos";
    }

    /**
     * @param path below Nacos's own, {@code /v1/ns/instance}
     * @param parameters go into the address; the namespace is added
     * @return the answer's text
     * @throws EngineFailed where it is no success
     */
    String call(String method, String path, Map<String, String> parameters) {
        try {
            var request = HttpRequest.newBuilder(uri(path, parameters))
                    .timeout(ANSWER)
                    .method(method, BodyPublishers.noBody())
                    .build();
            var answer = CLIENT.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != OK) {
                throw new EngineFailed(base + path + " answers " + answer.statusCode() + ".");
            }
            return answer.body();
        } catch (IOException broken) {
            throw new EngineFailed(base + path + " does not answer.", broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EngineFailed(base + path + " was not asked to the end.", interrupted);
        }
    }

    private URI uri(String path, Map<String, String> parameters) {
        var query = parameters.entrySet().stream()
                .map(one -> "&" + one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
        return URI.create(base + path + "?namespaceId=" + access.namespace() + "&accessToken=" + token() + query);
    }

    /** Lasts for hours, longer than any command. */
    private String token() {
        if (token == null) {
            var account = access.account();
            token = account.user().isEmpty()
                    ? ""
                    : new NacosAccounts(base)
                            .login(account)
                            .orElseThrow(() -> new EngineFailed(base + " does not let " + account.user() + " in."));
        }
        return token;
    }
}
