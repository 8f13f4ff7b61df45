package io.settlement.cli.messaging;

import io.settlement.cli.input.Refused;
import io.settlement.cli.input.Settings;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.remoting.RPCHook;

/**
 * Where the broker is and who the reader is there.
 *
 * @param accessKey an account that may read the topic in the tools' own group; empty where the broker asks for none
 */
public record BrokerAddress(String nameServers, String accessKey, String secretKey) {

    private static final String PREFIX = "settlement.rocketmq.";

    public BrokerAddress {
        if (accessKey.isEmpty() != secretKey.isEmpty()) {
            throw new Refused(PREFIX + "access-key and secret-key go together; give both or none.");
        }
    }

    public static BrokerAddress of(Settings settings) {
        return new BrokerAddress(
                settings.require(PREFIX + "name-servers"),
                settings.find(PREFIX + "access-key").orElse(""),
                settings.find(PREFIX + "secret-key").orElse(""));
    }

    /** Null where the broker has no accounts. */
    RPCHook account() {
        return accessKey.isEmpty() ? null : new AclClientRPCHook(new SessionCredentials(accessKey, secretKey));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return nameServers + (accessKey.isEmpty() ? "" : " as " + accessKey);
    }
}
