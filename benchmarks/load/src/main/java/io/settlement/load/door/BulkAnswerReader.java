package io.settlement.load.door;

import io.settlement.ledger.TransferId;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the answer of the bulk door token by token: of a thousand transfers only the five facts that matter are kept.
 * Fields that are not known are skipped, as a client must.
 */
final class BulkAnswerReader {

    private static final JsonFactory JSON = new JsonFactory();

    private BulkAnswerReader() {}

    /** @throws DoorFailure if the body is not what the bulk door answers */
    static List<ItemAnswer> read(byte[] body) {
        try (var parser = JSON.createParser(ObjectReadContext.empty(), body)) {
            return results(parser);
        } catch (JacksonException | IllegalArgumentException unreadable) {
            throw new DoorFailure("the bulk answer cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static List<ItemAnswer> results(JsonParser parser) {
        var answers = new ArrayList<ItemAnswer>();
        require(parser.nextToken() == JsonToken.START_OBJECT, "an object");
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            if (parser.currentName().equals("results")) {
                require(parser.nextToken() == JsonToken.START_ARRAY, "an array of results");
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    answers.add(item(parser));
                }
            } else {
                skipValue(parser);
            }
        }
        return answers;
    }

    private static ItemAnswer item(JsonParser parser) {
        var key = "";
        int code = 0;
        long transferId = 0;
        var detail = "";
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            switch (parser.currentName()) {
                case "idempotencyKey" -> key = text(parser);
                case "code" -> code = number(parser);
                case "transfer" ->
                    transferId = TransferId.parse(fieldOf(parser, "transferId", "transferId"))
                            .value();
                case "problem" -> detail = fieldOf(parser, "detail", "reason");
                default -> skipValue(parser);
            }
        }
        require(code != 0, "a code in the result of key '" + key + "'");
        require(transferId != 0 || code >= 400 && code != 422, "a transfer in the result of key '" + key + "'");
        return new ItemAnswer(key, code, transferId, detail);
    }

    /** The text of one field of the object that follows, or of the other one where that is absent or empty. */
    private static String fieldOf(JsonParser parser, String wanted, String otherwise) {
        require(parser.nextToken() == JsonToken.START_OBJECT, "an object");
        var found = "";
        var second = "";
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = parser.currentName();
            if (name.equals(wanted)) {
                found = text(parser);
            } else if (name.equals(otherwise)) {
                second = text(parser);
            } else {
                skipValue(parser);
            }
        }
        return found.isEmpty() ? second : found;
    }

    private static String text(JsonParser parser) {
        return parser.nextToken() == JsonToken.VALUE_NULL ? "" : parser.getString();
    }

    private static int number(JsonParser parser) {
        require(parser.nextToken() == JsonToken.VALUE_NUMBER_INT, "a whole number");
        return parser.getIntValue();
    }

    private static void skipValue(JsonParser parser) {
        parser.nextToken();
        parser.skipChildren();
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalArgumentException("expected " + what);
        }
    }
}
