package org.mesoselk.scheduler.options;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.mesoselk.commons.mesos.AgentTls;
import org.mesoselk.commons.mesos.Authorization;
import org.mesoselk.commons.mesos.MasterAccess;
import org.mesoselk.commons.security.Identity;
import org.mesoselk.commons.security.SecretFile;
import org.mesoselk.commons.security.Tls;

/**
 * Who the framework says it is, and how masters and agents are spoken to.
 *
 * @param agentTls variables by which executors find TLS to their agent; paths on the agents
 */
public record MesosAccessOptions(MasterAccess master, Optional<String> principal, Map<String, String> agentTls) {

    /** A colon would end it in HTTP's basic scheme, a line end the header. */
    private static final Pattern PRINCIPAL = Pattern.compile("[^:\\p{Cntrl}]+");

    private static final String NOTHING =
            "give --mesos-principal and --mesos-secret-file, or --mesos-token-file, with what this master knows";

    static MesosAccessOptions open() {
        return new MesosAccessOptions(
                new MasterAccess(Authorization.none(NOTHING), false, Optional.empty()), Optional.empty(), Map.of());
    }

    static MesosAccessOptions from(Values values, String master) {
        Optional<String> principal = values.text("--mesos-principal");
        if (principal.filter(PRINCIPAL.asMatchPredicate()).isEmpty() && principal.isPresent()) {
            values.fault("--mesos-principal must have no colon and no line end in it");
        }
        return new MesosAccessOptions(
                master(values, master, authorization(values, principal)), principal, agentTls(values));
    }

    private static Authorization authorization(Values values, Optional<String> principal) {
        Optional<SecretFile> secret = SecretOptions.secret(
                values, "--mesos-secret-file", "the secret of principal " + principal.orElse("(none)"));
        Optional<SecretFile> token = SecretOptions.secret(values, "--mesos-token-file", "the token");
        if (secret.isPresent() && token.isPresent()) {
            values.fault("--mesos-secret-file and --mesos-token-file exclude each other: a master wants one of them");
        }
        if (secret.isPresent() && principal.isEmpty()) {
            values.fault("--mesos-secret-file needs --mesos-principal: whose secret is it?");
        }
        if (token.isPresent()) {
            return Authorization.bearer(
                    token.get(), "check --mesos-token-file " + token.get().path() + ": has the token run out?");
        }
        if (secret.isPresent()) {
            return Authorization.basic(
                    principal.orElse(""),
                    secret.get(),
                    "check --mesos-principal " + principal.orElse("") + " and --mesos-secret-file "
                            + secret.get().path());
        }
        return Authorization.none(NOTHING);
    }

    private static MasterAccess master(Values values, String master, Authorization authorization) {
        List<X509Certificate> authorities = SecretOptions.authorities(values, "--mesos-ca-file");
        Optional<Identity> identity = SecretOptions.identity(values, "--mesos-cert-file", "--mesos-key-file");
        boolean named = values.isGiven("--mesos-ca-file") || values.isGiven("--mesos-cert-file");
        boolean tls = SecretOptions.toggle(values, "--mesos-tls").orElse(named);
        if (named && !tls) {
            values.fault("--mesos-tls off does not go with --mesos-ca-file and --mesos-cert-file: leave one out");
        }
        if (tls && master.toLowerCase(Locale.ROOT).contains("http://")) {
            values.fault("--mesos-master names a master as http://, and TLS is wanted (--mesos-tls, --mesos-ca-file):"
                    + " write https://");
        }
        return new MasterAccess(
                authorization, tls, named ? Optional.of(Tls.context(authorities, identity)) : Optional.empty());
    }

    private static Map<String, String> agentTls(Values values) {
        Map<String, String> variables = new TreeMap<>();
        values.text("--agent-ca-file").ifPresent(path -> {
            variables.put(AgentTls.ENABLED, "true");
            variables.put(AgentTls.AUTHORITIES, path);
        });
        values.text("--agent-cert-file").ifPresent(path -> variables.put(AgentTls.CERTIFICATE, path));
        values.text("--agent-key-file").ifPresent(path -> variables.put(AgentTls.KEY, path));
        if (variables.containsKey(AgentTls.CERTIFICATE) != variables.containsKey(AgentTls.KEY)) {
            values.fault("--agent-cert-file and --agent-key-file belong together: give both or none");
        }
        if (!variables.isEmpty() && !variables.containsKey(AgentTls.AUTHORITIES)) {
            values.fault("--agent-cert-file needs --agent-ca-file: TLS to agents begins with their CA");
        }
        return variables;
    }
}
