package io.settlement.live;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** Reads a document's JSON to the letter: bounded, with no field that is unknown or doubled and nothing behind its end. */
public final class DocumentJson<T> {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Class<T> type;
    private final String noun;
    private final int longest;

    /**
     * @param noun what a text has to be, in the words of a refusal
     * @param longest in characters
     */
    public DocumentJson(Class<T> type, String noun, int longest) {
        this.type = type;
        this.noun = noun;
        this.longest = longest;
    }

    /** @throws IllegalArgumentException with one line that says what is wrong */
    public T read(String text) {
        if (text.length() > longest) {
            throw new IllegalArgumentException("it is longer than " + longest + " characters");
        }
        try {
            var content = JSON.readValue(text, type);
            if (content == null) {
                throw new IllegalArgumentException("it is not " + noun);
            }
            return content;
        } catch (UnrecognizedPropertyException unknown) {
            throw new IllegalArgumentException("it is not " + noun + ": " + why(unknown), unknown);
        } catch (JacksonException wrong) {
            throw new IllegalArgumentException("it is not " + noun + ": " + wrong.getOriginalMessage(), wrong);
        }
    }

    private static String why(UnrecognizedPropertyException unknown) {
        var name = unknown.getPropertyName();
        return "'" + name + "' is not known; "
                + NeverLive.why(name).orElseGet(() -> "there are " + unknown.getKnownPropertyIds());
    }
}
