package org.mesoselk.scheduler.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Every error of the API in one form: application/problem+json with named reasons, one sentence, never a stack trace. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> known(Problem problem) {
        return ResponseEntity.of(problem.detail()).build();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unknown(RuntimeException failure, HttpServletRequest request) {
        LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
        String sentence = "the request failed inside the scheduler; its log says why";
        return ResponseEntity.of(Problem.detail(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        sentence,
                        List.of(new Problem.Reason("internal-error", sentence))))
                .build();
    }

    /** What Spring itself refuses: unknown path, wrong method, wrong parameter. */
    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception cause, Object body, HttpHeaders headers, HttpStatusCode code, WebRequest request) {
        HttpStatus status = HttpStatus.valueOf(code.value());
        String sentence = sentence(cause, status, request);
        String name =
                status.getReasonPhrase().toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
        return new ResponseEntity<>(
                Problem.detail(status, sentence, List.of(new Problem.Reason(name, sentence))), headers, status);
    }

    private static String sentence(Exception cause, HttpStatus status, WebRequest request) {
        String asked = request instanceof ServletWebRequest servlet
                ? servlet.getHttpMethod() + " " + servlet.getRequest().getRequestURI()
                : "the request";
        if (cause instanceof NoResourceFoundException || cause instanceof NoHandlerFoundException) {
            return asked + ": there is no such path; / lists what there is";
        }
        if (cause instanceof MethodArgumentTypeMismatchException wrong) {
            return asked + ": the parameter " + wrong.getName() + " cannot be '" + wrong.getValue() + "'";
        }
        if (cause instanceof ErrorResponse response && response.getBody().getDetail() != null) {
            return asked + ": " + response.getBody().getDetail();
        }
        return asked + ": " + status.getReasonPhrase();
    }
}
