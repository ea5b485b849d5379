package org.mesoselk.localmesos.master;

import java.util.UUID;
import java.util.function.Supplier;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.mesoselk.localmesos.http.HttpAnswer;
import org.mesoselk.localmesos.http.HttpError;
import org.mesoselk.localmesos.http.HttpRequest;
import org.mesoselk.localmesos.http.Media;
import org.mesoselk.localmesos.http.Records;
import org.mesoselk.localmesos.http.ResponseStream;

/** {@code POST /api/v1/scheduler}. */
final class SchedulerApi {

    private static final String STREAM_ID = "Mesos-Stream-Id";

    private final MasterLoop loop;
    private final Supplier<MasterCore> core;

    SchedulerApi(MasterLoop loop, Supplier<MasterCore> core) {
        this.loop = loop;
        this.core = core;
    }

    HttpAnswer handle(HttpRequest request) throws InterruptedException {
        Call.Builder body = Call.newBuilder();
        Media.ofBody(request).read(request.body(), body);
        Call call = body.build();
        CallValidation.validate(call);
        request.principal().ifPresent(principal -> verify(call, principal.name()));
        if (call.getType() == Call.Type.SUBSCRIBE) {
            return subscribe(request, call.getSubscribe());
        }
        loop.ask(() -> {
            core.get().call(call, request.header(STREAM_ID));
            return true;
        });
        return HttpAnswer.empty(call.getType() == Call.Type.UPDATE_FRAMEWORK ? 200 : 202);
    }

    private static void verify(Call call, String authenticated) {
        FrameworkInfo info = call.getSubscribe().getFrameworkInfo();
        if (info.hasPrincipal() && !info.getPrincipal().equals(authenticated)) {
            throw new HttpError(
                    400,
                    "Failed to validate scheduler::Call: Authenticated principal '" + authenticated
                            + "' does not match principal '" + info.getPrincipal() + "' set in `FrameworkInfo`");
        }
    }

    private HttpAnswer subscribe(HttpRequest request, Call.Subscribe subscribe) {
        Media media = Media.ofAnswer(request);
        if (request.header(STREAM_ID).isPresent()) {
            throw new HttpError(400, "Subscribe calls should not include the 'Mesos-Stream-Id' header");
        }
        String id = UUID.randomUUID().toString();
        return HttpAnswer.stream(media.contentType(), stream -> {
                    loop.post(() -> core.get().subscribe(subscribe, new HttpStream(id, media, stream)));
                    stream.onGone(() -> loop.post(() -> core.get().schedulerGone(id)));
                })
                .with(STREAM_ID, id);
    }

    private record HttpStream(String id, Media media, ResponseStream stream) implements SchedulerStream {
        @Override
        public void send(Event event) {
            stream.write(Records.frame(media.write(event)));
        }

        @Override
        public void end() {
            stream.end();
        }
    }
}
