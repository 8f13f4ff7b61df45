package io.settlement.operator.messaging;

import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.remoting.RPCHook;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the broker is and who the operator is there. Bound from {@code settlement.rocketmq}.
 *
 * @param nameServers addresses {@code host:port}, several separated by {@code ;}
 * @param accessKey an account that may administer; empty where the broker asks for none
 * @param secretKey its password
 */
public record BrokerAccess(
        String nameServers,
        @DefaultValue("") String accessKey,
        @DefaultValue("") String secretKey) {

    public static final String PREFIX = "settlement.rocketmq";

    public BrokerAccess {
        if (nameServers == null || nameServers.isBlank()) {
            throw new IllegalArgumentException(PREFIX + ": name-servers is missing");
        }
        if (accessKey.isBlank() != secretKey.isBlank()) {
            throw new IllegalArgumentException(PREFIX + ": access-key and secret-key go together");
        }
    }

    /** Null where the broker has no accounts. */
    RPCHook account() {
        return accessKey.isBlank() ? null : new AclClientRPCHook(new SessionCredentials(accessKey, secretKey));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return nameServers + (accessKey.isBlank() ? "" : " as " + accessKey);
    }
}
