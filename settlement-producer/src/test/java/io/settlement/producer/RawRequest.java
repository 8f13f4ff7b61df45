package io.settlement.producer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A request byte by byte, because no client sends what is malformed.
 *
 * @param target as it stands in the request line, nothing encoded
 * @param headers whole lines without their ends
 * @param body as it is sent, whatever the headers say of it
 */
record RawRequest(String method, String target, List<String> headers, byte[] body) {

    /** What came back; without JSON the body is a missing node. */
    record Answer(int status, String head, JsonNode body) {

        boolean isProblem() {
            return head.contains("application/problem+json");
        }

        @Override
        public String toString() {
            return head.lines().findFirst().orElse("(nothing)") + " " + body;
        }
    }

    static RawRequest of(String method, String target) {
        return new RawRequest(method, target, List.of(), new byte[0]);
    }

    RawRequest with(String header) {
        var more = new ArrayList<>(headers);
        more.add(header);
        return new RawRequest(method, target, List.copyOf(more), body);
    }

    /** Without every header of this name. */
    RawRequest without(String name) {
        return new RawRequest(
                method,
                target,
                headers.stream()
                        .filter(header -> !header.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                        .toList(),
                body);
    }

    RawRequest at(String otherTarget) {
        return new RawRequest(method, otherTarget, headers, body);
    }

    RawRequest by(String otherMethod) {
        return new RawRequest(otherMethod, target, headers, body);
    }

    RawRequest sending(byte[] other) {
        return new RawRequest(method, target, headers, other);
    }

    RawRequest sending(String other) {
        return sending(other.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] bytes() {
        var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        boolean measured = headers.stream()
                .map(header -> header.toLowerCase(Locale.ROOT))
                .anyMatch(header -> header.startsWith("content-length:") || header.startsWith("transfer-encoding:"));
        if (!measured && body.length > 0) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    /** Sends and reads to the end; the server may well hang up before it has taken everything. */
    Answer send(int port) {
        var answer = new ByteArrayOutputStream();
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            try {
                socket.getOutputStream().write(bytes());
                socket.getInputStream().transferTo(answer);
            } catch (java.net.SocketException hungUp) {
                socket.getInputStream().transferTo(answer);
            }
        } catch (IOException ended) {
            // What was answered before the end is what there is to judge.
        }
        return read(answer.toString(StandardCharsets.ISO_8859_1));
    }

    private static Answer read(String text) {
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return new Answer(0, text, RunningDoor.JSON.missingNode());
        }
        var head = text.substring(0, end);
        var body = text.substring(end + 4);
        return new Answer(
                Integer.parseInt(text.split(" ", 3)[1]),
                head,
                parsed(head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked") ? joined(body) : body));
    }

    /** The text of all chunks; a character is a byte here. */
    private static String joined(String chunks) {
        var text = new StringBuilder();
        int at = 0;
        while (chunks.indexOf("\r\n", at) > 0) {
            int end = chunks.indexOf("\r\n", at);
            int length = Integer.parseInt(chunks.substring(at, end), 16);
            text.append(chunks, end + 2, Math.min(end + 2 + length, chunks.length()));
            at = end + 2 + length + 2;
        }
        return text.toString();
    }

    private static JsonNode parsed(String body) {
        try {
            return RunningDoor.JSON.readTree(body);
        } catch (JacksonException noJson) {
            return RunningDoor.JSON.missingNode();
        }
    }
}
