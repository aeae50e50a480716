using System.Buffers;
using System.Text;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Query;

namespace Daypass.Protocol.Tests.Support;

/// <summary>Answers and requests as the text on the wire.</summary>
internal static class Written
{
    public const string RequestId = "01234567-89ab-cdef-0123-456789abcdef";

    public static string Success<T>(OperationDescription operation, T result, bool json = false)
        where T : IOperationOutput<T>
    {
        var output = new ArrayBufferWriter<byte>();
        ResponseWriter.Success(output, operation, result, RequestId, json);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static string Error(Service service, AwsError error, bool json = false)
    {
        var output = new ArrayBufferWriter<byte>();
        ResponseWriter.Error(output, service, error, RequestId, json);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static string Form<T>(T request)
        where T : IOperationInput<T>
    {
        var output = new ArrayBufferWriter<byte>();
        request.Write(new QueryWriter(output));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
