package ruststack;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.Map;

/** What the types of handlers and of members mean, their parameters put in. */
final class Types {
    private Types() {}

    /** The class of a type. */
    static Class<?> raw(Type type, Map<TypeVariable<?>, Type> bound) {
        if (type instanceof Class) {
            return (Class<?>) type;
        }
        if (type instanceof ParameterizedType) {
            return (Class<?>) ((ParameterizedType) type).getRawType();
        }
        if (type instanceof TypeVariable) {
            Type meant = bound.get(type);
            return raw(meant == null || meant == type ? ((TypeVariable<?>) type).getBounds()[0] : meant, bound);
        }
        if (type instanceof WildcardType) {
            return raw(((WildcardType) type).getUpperBounds()[0], bound);
        }
        return Array.newInstance(raw(((GenericArrayType) type).getGenericComponentType(), bound), 0).getClass();
    }

    /** What the type parameters of a type's class mean. */
    static Map<TypeVariable<?>, Type> bound(Type type, Map<TypeVariable<?>, Type> outer) {
        if (type instanceof TypeVariable && outer.get(type) != null && outer.get(type) != type) {
            return bound(outer.get(type), outer);
        }
        if (!(type instanceof ParameterizedType)) {
            return new HashMap<>();
        }
        Map<TypeVariable<?>, Type> bound = new HashMap<>();
        Type[] given = ((ParameterizedType) type).getActualTypeArguments();
        TypeVariable<?>[] names = raw(type, outer).getTypeParameters();
        for (int i = 0; i < names.length; i++) {
            bound.put(names[i], outer.getOrDefault(given[i], given[i]));
        }
        return bound;
    }

    static Type argument(Type type, int at, Map<TypeVariable<?>, Type> bound) {
        Type meant = type instanceof TypeVariable ? bound.getOrDefault(type, type) : type;
        if (!(meant instanceof ParameterizedType)) {
            return Object.class;
        }
        Type[] given = ((ParameterizedType) meant).getActualTypeArguments();
        return at < given.length ? given[at] : Object.class;
    }
}
