package io.settlement.localstack.control;

import io.settlement.live.LiveDocument;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A document's sum as Nacos shows it, for people who compare. It protects nothing. */
final class Md5 {

    private Md5() {}

    /** Of what may not be there, as services tell it. */
    static String orNone(String text) {
        return text == null ? LiveDocument.NONE : of(text);
    }

    static String of(String text) {
        try {
            var md5 = MessageDigest.getInstance("MD5");
            return HexFormat.of().formatHex(md5.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has MD5", impossible);
        }
    }
}
