package io.anomalyradar.server.doors.kafka;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Protobuf messages of one type, by the descriptor that {@code protoc --descriptor_set_out --include_imports} writes.
 * Fields have their names of the .proto; what it does not have is passed over.
 */
final class ProtobufTree {
    private final Descriptor type;

    private ProtobufTree(Descriptor type) {
        this.type = type;
    }

    /** @throws IllegalArgumentException when the file has no such message; the message says why */
    static ProtobufTree of(Path descriptors, String message) {
        try {
            FileDescriptorSet set = FileDescriptorSet.parseFrom(Files.readAllBytes(descriptors));
            Map<String, FileDescriptor> files = new HashMap<>();
            for (FileDescriptorProto file : set.getFileList()) { // those that are imported come first
                List<FileDescriptor> imported = new ArrayList<>();
                for (String name : file.getDependencyList()) {
                    FileDescriptor known = files.get(name);
                    if (known == null) {
                        throw new IllegalArgumentException(
                                descriptors + " lacks " + name + ": write it with protoc --include_imports");
                    }
                    imported.add(known);
                }
                files.put(file.getName(), FileDescriptor.buildFrom(file, imported.toArray(FileDescriptor[]::new)));
            }
            for (FileDescriptor file : files.values()) {
                Descriptor found = file.getPackage().isEmpty()
                        ? file.findMessageTypeByName(message)
                        : message.startsWith(file.getPackage() + ".")
                                ? file.findMessageTypeByName(
                                        message.substring(file.getPackage().length() + 1))
                                : null;
                if (found != null) {
                    return new ProtobufTree(found);
                }
            }
            throw new IllegalArgumentException(descriptors + " has no message " + message);
        } catch (IOException | DescriptorValidationException wrong) {
            throw new IllegalArgumentException(descriptors + " is no descriptor set: " + wrong.getMessage(), wrong);
        }
    }

    /** @throws IOException when the bytes are no such message */
    Map<String, @Nullable Object> read(ByteBuffer data) throws IOException {
        try {
            return tree(DynamicMessage.parseFrom(type, ByteString.copyFrom(data)));
        } catch (InvalidProtocolBufferException damaged) {
            throw new IOException("it is no " + type.getFullName() + ": " + damaged.getMessage(), damaged);
        }
    }

    private static Map<String, @Nullable Object> tree(Message message) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            if (field.isMapField()) {
                fields.put(field.getName(), map(field, (List<?>) message.getField(field)));
            } else if (field.isRepeated()) {
                List<@Nullable Object> list = new ArrayList<>();
                ((List<?>) message.getField(field)).forEach(item -> list.add(value(item)));
                fields.put(field.getName(), list);
            } else if (!field.hasPresence() || message.hasField(field)) {
                fields.put(field.getName(), value(message.getField(field)));
            }
        }
        return fields;
    }

    private static Map<String, @Nullable Object> map(FieldDescriptor field, List<?> entries) {
        FieldDescriptor key = field.getMessageType().findFieldByNumber(1);
        FieldDescriptor value = field.getMessageType().findFieldByNumber(2);
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (Object entry : entries) {
            Message pair = (Message) entry;
            map.put(String.valueOf(pair.getField(key)), value(pair.getField(value)));
        }
        return map;
    }

    private static @Nullable Object value(Object value) {
        if (value instanceof Message message) {
            return tree(message);
        }
        if (value instanceof EnumValueDescriptor constant) {
            return constant.getName();
        }
        return value instanceof ByteString ? null : value; // bytes are no value
    }
}
