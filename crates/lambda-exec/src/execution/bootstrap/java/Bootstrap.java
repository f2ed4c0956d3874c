package ruststack;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOError;
import java.io.PrintStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Runs a Java Lambda handler: asks the Runtime API for events, calls the handler, posts what it returns.
 *
 * <p>Nothing but Java's own base, version 8 and later. What handlers and callers see is what AWS's Java runtime interface
 * client ({@code aws-lambda-java-runtime-interface-client}) shows them: context, JSON, error payloads, stack traces, log.
 */
public final class Bootstrap {
    /** Where X-Ray's library looks for the trace: a Java process can't change its own variables. */
    private static final String TRACE = "com.amazonaws.xray.traceHeader";

    private Bootstrap() {}

    public static void main(String[] layers) throws Exception {
        // A function writes UTF-8, whatever locales the host has.
        System.setOut(utf8(FileDescriptor.out));
        System.setErr(utf8(FileDescriptor.err));
        Connection connection = new Connection(System.getenv("AWS_LAMBDA_RUNTIME_API"));
        ClassLoader loader = loader(System.getenv("LAMBDA_TASK_ROOT"), layers);
        Thread.currentThread().setContextClassLoader(loader);
        RequestStreamHandler handler = null;
        try {
            handler = Handlers.find(System.getenv("_HANDLER"), loader);
        } catch (Fault fault) {
            Log.LOGGER.error(fault.report());
            connection.post("init/error", fault.payload(), fault.type);
            connection.flush();
            System.exit(1);
        }
        run(connection, handler);
    }

    private static PrintStream utf8(FileDescriptor file) throws Exception {
        return new PrintStream(new FileOutputStream(file), true, "UTF-8");
    }

    /** The package's classes, its libraries, and those of layers. Ours come first: AWS's interfaces, as on AWS. */
    private static ClassLoader loader(String root, String[] layers) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        urls.add(new File(root + "/").toURI().toURL());
        List<String> folders = new ArrayList<>();
        folders.add(root + "/lib");
        folders.addAll(Arrays.asList(layers));
        for (String folder : folders) {
            String[] names = new File(folder).list((directory, name) -> name.endsWith(".jar"));
            if (names == null) {
                continue;
            }
            Arrays.sort(names);
            for (String name : names) {
                urls.add(new File(folder, name).toURI().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(new URL[0]), Bootstrap.class.getClassLoader());
    }

    private static void run(Connection connection, RequestStreamHandler handler) throws Exception {
        for (boolean goesOn = true; goesOn; ) {
            Connection.Reply next = connection.next();
            Invocation invocation = new Invocation(next.headers);
            Log.LOGGER.begin(invocation);
            String trace = next.headers.get("lambda-runtime-trace-id");
            if (trace == null) {
                System.clearProperty(TRACE);
            } else {
                System.setProperty(TRACE, trace);
            }
            String path = "invocation/" + invocation.getAwsRequestId();
            try {
                ByteArrayOutputStream output = new ByteArrayOutputStream(1024);
                handler.handleRequest(new ByteArrayInputStream(next.body), output, invocation.parsed());
                connection.post(path + "/response", output.toByteArray(), null);
                Thread.interrupted(); // The handler may have left the mark.
            } catch (Fault fault) {
                goesOn = !fault.isFatal;
                fail(connection, path, fault, fault.payload());
            } catch (Throwable error) {
                goesOn = !(error instanceof VirtualMachineError || error instanceof IOError);
                Fault fault = Fault.of(error, false);
                fail(connection, path, fault, payload(fault, error));
            }
        }
        connection.flush();
        System.exit(0);
    }

    private static void fail(Connection connection, String path, Fault fault, byte[] payload) throws Exception {
        Log.LOGGER.error(fault.report());
        connection.post(path + "/error", payload, fault.type);
    }

    /** An error of the handler's has its frames, too. */
    private static byte[] payload(Fault fault, Throwable error) {
        Map<String, Object> members = fault.members();
        List<Object> frames = new ArrayList<>();
        for (StackTraceElement frame : error.getStackTrace()) {
            frames.add(frame.toString());
        }
        members.put("stackTrace", frames);
        return Json.write(members).getBytes(StandardCharsets.UTF_8);
    }
}
