package org.mesoselk.localmesos.http;

import java.util.Optional;
import java.util.function.Function;

/** Refuses requests without the credentials that their path needs, in the words of a real Mesos. */
public final class Authentication implements HttpHandler {

    private final HttpHandler next;
    private final HttpSecurity security;
    private final String process;
    private final Function<String, Optional<Realm>> realms;

    /**
     * Stands before another handler.
     *
     * @param process {@code mesos-master} or {@code mesos-agent}, for the challenge
     * @param realms which realm a path belongs to; empty for what everybody may see
     */
    public Authentication(
            HttpHandler next, HttpSecurity security, String process, Function<String, Optional<Realm>> realms) {
        this.next = next;
        this.security = security;
        this.process = process;
        this.realms = realms;
    }

    @Override
    public HttpAnswer handle(HttpRequest request) throws Exception {
        Optional<Realm> realm = realms.apply(request.path()).filter(security.required()::contains);
        if (realm.isEmpty()) {
            return next.handle(request);
        }
        Optional<Principal> principal = request.header("Authorization").flatMap(header -> who(realm.get(), header));
        if (principal.isEmpty()) {
            String scheme = realm.get() == Realm.EXECUTOR ? "Bearer" : "Basic";
            return HttpAnswer.empty(401)
                    .with("WWW-Authenticate", scheme + " realm=\"" + realm.get().named(process) + "\"");
        }
        return next.handle(request.from(principal.get()));
    }

    private Optional<Principal> who(Realm realm, String header) {
        return realm == Realm.EXECUTOR
                ? security.tokens().flatMap(tokens -> tokens.authenticate(header))
                : security.credentials().flatMap(credentials -> credentials.authenticate(header));
    }
}
