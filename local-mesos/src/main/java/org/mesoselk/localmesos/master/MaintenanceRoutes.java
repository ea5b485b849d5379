package org.mesoselk.localmesos.master;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.mesos.v1.Protos.MachineID;
import org.apache.mesos.v1.maintenance.Protos.Schedule;
import org.apache.mesos.v1.master.Protos.Call;
import org.apache.mesos.v1.master.Protos.Response;
import org.mesoselk.localmesos.http.HttpAnswer;
import org.mesoselk.localmesos.http.HttpError;
import org.mesoselk.localmesos.http.HttpHandler;
import org.mesoselk.localmesos.http.HttpRequest;
import org.mesoselk.localmesos.http.ProtoJson;
import org.mesoselk.localmesos.http.Routes;

/** Maintenance by plain endpoints, and by the calls of the v1 operator API. */
final class MaintenanceRoutes {

    private final MasterLoop loop;
    private final Supplier<MasterCore> core;

    MaintenanceRoutes(MasterLoop loop, Supplier<MasterCore> core) {
        this.loop = loop;
        this.core = core;
    }

    void addTo(Routes routes) {
        routes.get("/maintenance/schedule", request -> json(Maintenance::schedule))
                .get("/maintenance/status", request -> json(Maintenance::status))
                .post("/maintenance/schedule", this::schedule)
                .post("/machine/down", machines(Maintenance::takeDown))
                .post("/machine/up", machines(Maintenance::bringUp));
    }

    private HttpAnswer json(java.util.function.Function<Maintenance, Message> part) throws InterruptedException {
        return HttpAnswer.json(loop.ask(() -> ProtoJson.print(part.apply(core.get().maintenance))));
    }

    private HttpAnswer schedule(HttpRequest request) throws InterruptedException {
        Schedule schedule = parse(request.text(), Schedule.newBuilder()).build();
        return changed(maintenance -> maintenance.schedule(schedule));
    }

    /** The body is a list of machines: {@code [{"hostname": "...", "ip": "..."}]}. */
    private HttpHandler machines(BiConsumer<Maintenance, List<MachineID>> change) {
        return request -> {
            List<MachineID> machines = parse(
                            "{\"machines\": " + request.text() + "}", Call.StartMaintenance.newBuilder())
                    .getMachinesList();
            return changed(maintenance -> change.accept(maintenance, machines));
        };
    }

    private static <B extends Message.Builder> B parse(String json, B builder) {
        try {
            ProtoJson.merge(json, builder);
            return builder;
        } catch (InvalidProtocolBufferException e) {
            throw new HttpError(400, "Failed to parse the request: " + e.getMessage());
        }
    }

    private HttpAnswer changed(java.util.function.Consumer<Maintenance> change) throws InterruptedException {
        return loop.ask(() -> {
            change.accept(core.get().maintenance);
            core.get().settle();
            return HttpAnswer.empty(200);
        });
    }

    /** Of a call that changes something; false for all others. */
    static boolean change(Maintenance maintenance, Call call) {
        switch (call.getType()) {
            case UPDATE_MAINTENANCE_SCHEDULE ->
                maintenance.schedule(call.getUpdateMaintenanceSchedule().getSchedule());
            case START_MAINTENANCE ->
                maintenance.takeDown(call.getStartMaintenance().getMachinesList());
            case STOP_MAINTENANCE ->
                maintenance.bringUp(call.getStopMaintenance().getMachinesList());
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Of a call that asks; empty for all others. */
    static Optional<Response.Builder> answer(Maintenance maintenance, Call call) {
        return switch (call.getType()) {
            case GET_MAINTENANCE_SCHEDULE ->
                Optional.of(Response.newBuilder()
                        .setGetMaintenanceSchedule(
                                Response.GetMaintenanceSchedule.newBuilder().setSchedule(maintenance.schedule())));
            case GET_MAINTENANCE_STATUS ->
                Optional.of(Response.newBuilder()
                        .setGetMaintenanceStatus(
                                Response.GetMaintenanceStatus.newBuilder().setStatus(maintenance.status())));
            default -> Optional.empty();
        };
    }
}
