using System.Reflection;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Forms;
using Daypass.Protocol.Query;

namespace Daypass.Protocol.Tests.Support;

/// <summary>Every record of the protocol, found by reflection so that no test can forget one.</summary>
internal static class RecordTypes
{
    public static IReadOnlyList<Type> Inputs { get; } = Implementing(typeof(IOperationInput<>));

    public static IReadOnlyList<Type> Outputs { get; } = [.. Implementing(typeof(IOperationOutput<>)).Where(static type => type != typeof(NoOutput))];

    private static readonly Dictionary<OperationDescription, Type> ByOperation = Inputs.ToDictionary(
        static type => (OperationDescription)type.GetProperty("Operation", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!);

    public static Type InputOf(OperationDescription operation) => ByOperation[operation];

    public static Type OutputOf(OperationDescription operation) => InputOf(operation).GetInterfaces()
        .First(static type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IOperationInput<,>)).GenericTypeArguments[1];

    /// <summary>Reads a form as a request of an operation, and writes what was read.</summary>
    public static (AwsError? Error, string? Form) ReadAndWrite(OperationDescription operation, QueryForm form) =>
        ((AwsError?, string?))Call(nameof(ReadAndWriteAs), InputOf(operation), form)!;

    /// <summary>Calls a generic method of this class for a record's type.</summary>
    private static object? Call(string method, Type type, params object[] arguments) =>
        typeof(RecordTypes).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, arguments);

    private static (AwsError? Error, string? Form) ReadAndWriteAs<T>(QueryForm form)
        where T : IOperationInput<T>
    {
        var read = T.Read(form);
        return (read.Error, read.Succeeded ? Written.Form(read.Value) : null);
    }

    private static List<Type> Implementing(Type definition) =>
        [.. typeof(OperationDescription).Assembly.GetTypes()
            .Where(type => type.IsClass && type.GetInterfaces().Any(found => found.IsGenericType && found.GetGenericTypeDefinition() == definition))
            .OrderBy(static type => type.FullName, StringComparer.Ordinal)];
}
