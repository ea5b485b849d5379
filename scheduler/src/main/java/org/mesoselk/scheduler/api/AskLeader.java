package org.mesoselk.scheduler.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.mesoselk.scheduler.runtime.Leadership;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * The leader answers for the framework: a standby passes requests on to it. What is about the process itself (health,
 * metrics, the executor's jar) is answered by whoever is asked.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class AskLeader extends OncePerRequestFilter {
    /** Fewer than Tomcat has threads: a leader that hangs must not keep the standby from telling its own health. */
    private static final int AT_ONCE = 8;

    private final ApiContext scheduler;
    private final HandlerExceptionResolver problems;
    private final LeaderProxy proxy;
    private final Semaphore places = new Semaphore(AT_ONCE);

    AskLeader(ApiContext scheduler, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.scheduler = scheduler;
        this.problems = problems;
        this.proxy = new LeaderProxy(scheduler.leaderTls());
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith("/v1/health/") || path.equals("/v1/metrics") || path.startsWith("/artifacts/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isAnsweredHere(request)) {
            chain.doFilter(request, response);
            return;
        }
        if (!places.tryAcquire()) {
            refuse(request, response, NoLeader.because("too many requests wait for the leading scheduler already"));
            return;
        }
        try {
            pass(request, response, chain);
        } catch (Problem problem) {
            refuse(request, response, problem);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            refuse(request, response, NoLeader.because("this scheduler is stopping"));
        } finally {
            places.release();
        }
    }

    private boolean isAnsweredHere(HttpServletRequest request) {
        Leadership.Leader leader = scheduler.leadership().leader();
        boolean isRead = Set.of("GET", "HEAD").contains(request.getMethod());
        return leader instanceof Leadership.ThisProcess
                || isRead && leader instanceof Leadership.Nobody nobody && nobody.isLastKnown();
    }

    private void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException, InterruptedException {
        String passedBy = request.getHeader(LeaderProxy.PASSED_BY);
        PassedRequest passed = PassedRequest.read(request);
        String unreachable = "";
        for (int attempt = 0; attempt < 2; attempt++) {
            String tried = unreachable;
            Leadership.Leader leader =
                    scheduler.leadership().await(found -> canAnswer(found, passedBy, tried), scheduler.handover());
            if (leader instanceof Leadership.ThisProcess && passed.isRead()) {
                chain.doFilter(request, response);
                return;
            } else if (leader instanceof Leadership.Nobody nobody) {
                throw NoLeader.because(nobody.sentence());
            } else if (!(leader instanceof Leadership.Another another) || !canAnswer(leader, passedBy, tried)) {
                break;
            } else {
                try {
                    proxy.pass(passed, another.url(), request.getLocalName() + ":" + request.getLocalPort(), response);
                    return;
                } catch (ConnectException e) {
                    // Nothing was sent. It may just have ended: who comes next?
                    unreachable = another.url();
                }
            }
        }
        throw unreachable.isEmpty()
                ? NoLeader.because("who leads is just changing")
                : NoLeader.because("the leading scheduler at " + unreachable + " cannot be reached");
    }

    /** @param tried its URL, which cannot be reached; empty at first */
    private static boolean canAnswer(Leadership.Leader leader, String passedBy, String tried) {
        return leader instanceof Leadership.ThisProcess
                || passedBy == null
                        && leader instanceof Leadership.Another another
                        && !another.url().equals(tried);
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        if (problems.resolveException(request, response, null, problem) == null) {
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
    }
}
