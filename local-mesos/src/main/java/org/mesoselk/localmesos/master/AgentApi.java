package org.mesoselk.localmesos.master;

import java.util.function.Supplier;
import org.mesoselk.localmesos.http.HttpAnswer;
import org.mesoselk.localmesos.http.HttpError;
import org.mesoselk.localmesos.http.HttpRequest;
import org.mesoselk.localmesos.http.Records;
import org.mesoselk.localmesos.http.ResponseStream;
import org.mesoselk.localmesos.link.LinkCodec;
import org.mesoselk.localmesos.link.ToAgent;
import org.mesoselk.localmesos.link.ToMaster;

/** The link to the agents: {@code POST /internal/agent} opens it, {@code POST /internal/agent/call} is the way back. */
final class AgentApi {

    private final MasterLoop loop;
    private final Supplier<MasterCore> core;

    AgentApi(MasterLoop loop, Supplier<MasterCore> core) {
        this.loop = loop;
        this.core = core;
    }

    HttpAnswer open(HttpRequest request) {
        if (!(decode(request) instanceof ToMaster.Register register)) {
            throw new HttpError(400, "A link is opened by Register");
        }
        return HttpAnswer.stream("application/recordio", stream -> {
            AgentLink link = new HttpLink(stream);
            loop.post(() -> core.get().register(register, link));
            stream.onGone(() -> loop.post(() -> core.get().agentGone(link)));
        });
    }

    HttpAnswer call(HttpRequest request) throws InterruptedException {
        ToMaster message = decode(request);
        String agent =
                request.header("Agent-Id").orElseThrow(() -> new HttpError(400, "Expecting 'Agent-Id' to be present"));
        loop.ask(() -> {
            core.get().message(agent, message);
            return true;
        });
        return HttpAnswer.empty(202);
    }

    private static ToMaster decode(HttpRequest request) {
        try {
            return LinkCodec.toMaster(request.body());
        } catch (IllegalArgumentException e) {
            throw new HttpError(400, e.getMessage());
        }
    }

    /** Equal only to itself: a link that was replaced must not be taken for its successor. */
    private static final class HttpLink implements AgentLink {
        private final ResponseStream stream;

        HttpLink(ResponseStream stream) {
            this.stream = stream;
        }

        @Override
        public void send(ToAgent message) {
            stream.write(Records.frame(LinkCodec.encode(message)));
        }

        @Override
        public void close() {
            stream.end();
        }
    }
}
