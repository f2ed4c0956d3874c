package ruststack;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** Finds the handler that a function names, and makes every kind of it one that takes and gives bytes. */
final class Handlers {
    private static final byte[] NULL = "null".getBytes(StandardCharsets.UTF_8);

    /** The function's own way from JSON to values and back; nothing leaves it to ours. */
    private static CustomPojoSerializer own;

    private Handlers() {}

    /** One that takes a value and gives one. */
    private interface Valued {
        Object handle(Object event, Context context) throws Throwable;
    }

    /**
     * The handler. What is wrong with the name shows at the first event, as on AWS; what the function's own code throws
     * while its class is made is thrown here.
     */
    static RequestStreamHandler find(String name, ClassLoader loader) {
        int colons = name.lastIndexOf("::");
        String className = colons < 0 ? name : name.substring(0, colons);
        String method = colons < 0 ? null : name.substring(colons + 2);
        if (className.isEmpty() || method != null && method.isEmpty()) {
            return failing(Fault.saying("Invalid handler: `" + name + "'"));
        }
        String what = "Error loading class " + className;
        try {
            for (CustomPojoSerializer found : ServiceLoader.load(CustomPojoSerializer.class, loader)) {
                if (own != null) {
                    String one = "Too many serializers provided inside the META-INF/services folder, only one is allowed";
                    throw new IllegalStateException(one);
                }
                own = found;
            }
            Class<?> found = Class.forName(className, true, loader);
            return method == null ? ofClass(found) : ofMethod(found, method);
        } catch (Fault fault) {
            if (fault.isFatal) {
                throw fault;
            }
            return failing(fault);
        } catch (ClassNotFoundException error) {
            return failing(Fault.saying("Class not found: " + className, error, false));
        } catch (NoClassDefFoundError error) {
            return failing(Fault.saying(what + behind(error), error, true));
        } catch (Throwable error) {
            throw Fault.saying(what + behind(error), error, true);
        }
    }

    private static String behind(Throwable error) {
        return error.getMessage() == null ? "" : ": " + error.getMessage();
    }

    private static RequestStreamHandler failing(Fault fault) {
        return (input, output, context) -> {
            throw fault;
        };
    }

    private static RequestStreamHandler ofClass(Class<?> found) {
        if (RequestStreamHandler.class.isAssignableFrom(found)) {
            return (RequestStreamHandler) made(found);
        }
        if (!RequestHandler.class.isAssignableFrom(found)) {
            throw Fault.saying("Class does not implement an appropriate handler interface: " + found.getName());
        }
        Type[] types = arguments(found, RequestHandler.class, new HashMap<>());
        String lacks = "Class " + found.getName() + " does not implement RequestHandler with concrete type parameters";
        if (types == null) {
            throw Fault.saying(lacks);
        }
        for (Type type : types) {
            if (type instanceof TypeVariable && ((TypeVariable<?>) type).getBounds()[0] == Object.class) {
                throw Fault.saying(lacks + ": parameter " + type + " has no upper bound.");
            }
        }
        @SuppressWarnings("unchecked")
        RequestHandler<Object, Object> handler = (RequestHandler<Object, Object>) made(found);
        return valued(types[0], types[1], handler::handleRequest);
    }

    /** An object of the class, by its public constructor without parameters. */
    private static Object made(Class<?> type) {
        try {
            return type.getConstructor().newInstance();
        } catch (NoSuchMethodException error) {
            boolean isInner = type.getEnclosingClass() != null && !Modifier.isStatic(type.getModifiers());
            String what = "Class " + type.getName();
            what += isInner
                    ? " cannot be instantiated because it is a non-static inner class"
                    : " has no public zero-argument constructor";
            throw Fault.of(new Exception(what, isInner ? null : error), false);
        } catch (InvocationTargetException error) {
            throw Fault.of(error.getCause() == null ? error : error.getCause(), true);
        } catch (ReflectiveOperationException error) {
            throw Fault.of(error.getCause() == null ? error : error.getCause(), false);
        }
    }

    /** What a class makes of the type parameters of an interface; nothing if it says nothing of them. */
    private static Type[] arguments(Class<?> type, Class<?> of, Map<TypeVariable<?>, Type> bound) {
        List<Type> parents = new ArrayList<>(Arrays.asList(type.getGenericInterfaces()));
        if (type.getGenericSuperclass() != null) {
            parents.add(type.getGenericSuperclass());
        }
        for (Type parent : parents) {
            Class<?> raw = Types.raw(parent, bound);
            Map<TypeVariable<?>, Type> inner = Types.bound(parent, bound);
            if (raw == of) {
                if (!(parent instanceof ParameterizedType)) {
                    continue;
                }
                TypeVariable<?>[] names = of.getTypeParameters();
                return Arrays.stream(names).map(name -> inner.getOrDefault(name, name)).toArray(Type[]::new);
            }
            Type[] found = of.isAssignableFrom(raw) ? arguments(raw, of, inner) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static RequestStreamHandler ofMethod(Class<?> type, String name) throws NoClassDefFoundError {
        Method[] methods;
        try {
            methods = type.getMethods();
        } catch (NoClassDefFoundError error) {
            String what = "Error loading method " + name + " on class " + type.getName();
            throw Fault.saying(what, error, false);
        }
        Comparator<Method> longest = Comparator.comparing(Method::isBridge);
        longest = longest.thenComparing(method -> -weight(method.getParameterTypes()));
        Method[] named = Arrays.stream(methods).filter(method -> method.getName().equals(name)).toArray(Method[]::new);
        Arrays.sort(named, longest);
        for (Method method : named) {
            RequestStreamHandler handler = ofMethod(type, method);
            if (handler != null) {
                return handler;
            }
        }
        throw Fault.saying("No public method named " + name + " with appropriate method signature found on class "
                + type.getName());
    }

    /** Of several methods, that with most parameters counts; a context at the end makes it one more. */
    private static int weight(Class<?>[] parameters) {
        int count = parameters.length;
        return count > 0 && parameters[count - 1] == Context.class ? count + 1 : count;
    }

    /** A handler of a method that takes (InputStream, OutputStream, Context), or fewer of these, or (event, Context). */
    private static RequestStreamHandler ofMethod(Class<?> type, Method method) {
        Class<?>[] given = method.getParameterTypes();
        boolean hasContext = given.length > 0 && given[given.length - 1] == Context.class;
        int rest = hasContext ? given.length - 1 : given.length;
        boolean takes = rest > 0 && given[0] == InputStream.class;
        boolean writes = rest > (takes ? 1 : 0) && given[takes ? 1 : 0] == OutputStream.class;
        boolean isStream = takes || writes;
        if (isStream ? rest != (takes && writes ? 2 : 1) : rest > 1 || rest == 1 && given[0] == Context.class) {
            System.err.println("Ignoring an overload of method " + method.getName() + ": " + method);
            return null;
        }
        Object target = Modifier.isStatic(method.getModifiers()) ? null : made(type);
        method.setAccessible(true); // Of a class that is not public.
        Type event = rest == 1 && !isStream ? method.getGenericParameterTypes()[0] : null;
        if (!isStream) {
            return valued(event, method.getGenericReturnType(), (value, context) -> {
                List<Object> arguments = new ArrayList<>();
                if (event != null) {
                    arguments.add(value);
                }
                if (hasContext) {
                    arguments.add(context);
                }
                return call(method, target, arguments);
            });
        }
        if (method.getReturnType() != void.class) {
            System.err.println("Will ignore return type " + method.getReturnType() + " on byte stream handler");
        }
        return (input, output, context) -> {
            List<Object> arguments = new ArrayList<>();
            if (takes) {
                arguments.add(input);
            }
            if (writes) {
                arguments.add(output);
            }
            if (hasContext) {
                arguments.add(context);
            }
            try {
                call(method, target, arguments);
            } catch (Throwable error) {
                throw Handlers.<RuntimeException>sneaked(error);
            }
            if (!writes) {
                output.write(NULL);
            }
        };
    }

    private static Object call(Method method, Object target, List<Object> arguments) throws Throwable {
        try {
            return method.invoke(target, arguments.toArray());
        } catch (InvocationTargetException error) {
            throw error.getCause() == null ? error : error.getCause();
        }
    }

    private static RequestStreamHandler valued(Type eventType, Type responseType, Valued handler) {
        boolean isVoid = responseType == void.class || responseType == Void.class;
        return (input, output, context) -> {
            Object event = null;
            try {
                if (eventType != null && own != null) {
                    event = own.fromJson(input, eventType);
                } else if (eventType != null) {
                    event = Beans.read(Json.read(text(input)), eventType, new HashMap<>());
                }
            } catch (Throwable error) {
                throw new RuntimeException("An error occurred during JSON parsing", Fault.cut(error));
            }
            Object response;
            try {
                response = handler.handle(event, context);
            } catch (Throwable error) {
                throw Handlers.<RuntimeException>sneaked(Fault.cut(error));
            }
            try {
                if (isVoid) {
                    output.write(NULL);
                } else if (own != null) {
                    own.toJson(response, output, responseType);
                } else {
                    output.write(Json.write(Beans.plain(response)).getBytes(StandardCharsets.UTF_8));
                }
            } catch (Throwable error) {
                throw new RuntimeException("An error occurred during JSON serialization of response", error);
            }
        };
    }

    private static String text(InputStream input) throws java.io.IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        byte[] part = new byte[1 << 14];
        for (int length = input.read(part); length > 0; length = input.read(part)) {
            whole.write(part, 0, length);
        }
        return whole.toString("UTF-8");
    }

    /** Lets an error of a handler through that no signature names. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T sneaked(Throwable error) throws T {
        throw (T) error;
    }
}
