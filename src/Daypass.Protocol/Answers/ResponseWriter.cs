using System.Buffers;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Answers;

/// <summary>Writes whole answers, success or error, byte for byte as AWS does; allocates nothing.</summary>
public static class ResponseWriter
{
    /// <summary>The content type of XML answers: without a charset, as at AWS.</summary>
    public const string XmlContentType = "text/xml";

    /// <summary>The content type of JSON answers.</summary>
    public const string JsonContentType = "application/json";

    /// <summary>Writes the answer of an operation that succeeded.</summary>
    /// <param name="output">Where it goes.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="result">Its result.</param>
    /// <param name="requestId">The id that is also in the <c>x-amzn-RequestId</c> header.</param>
    /// <param name="json">True when the client accepts <c>application/json</c>.</param>
    public static void Success<TOut>(IBufferWriter<byte> output, OperationDescription operation, TOut result, string requestId, bool json)
        where TOut : IOperationOutput<TOut>
    {
        if (json)
        {
            var writer = new JsonAnswerWriter(output);
            writer.OpenRoot();
            writer.Open(operation.ResponseUtf8);
            Body(ref writer, operation, result, requestId);
            writer.Close(operation.ResponseUtf8);
            writer.CloseRoot();
            writer.Flush();
        }
        else
        {
            var writer = new XmlAnswerWriter(output);
            writer.OpenRoot(operation.ResponseUtf8, operation.Service.XmlNamespaceUtf8);
            Body(ref writer, operation, result, requestId);
            writer.Close(operation.ResponseUtf8);
            writer.Flush();
        }
    }

    /// <summary>Writes an error.</summary>
    /// <param name="output">Where it goes.</param>
    /// <param name="service">The service in whose namespace it is said; a dispatch fault is said in its own.</param>
    /// <param name="error">The error.</param>
    /// <param name="requestId">The id that is also in the <c>x-amzn-RequestId</c> header.</param>
    /// <param name="json">True when the client accepts <c>application/json</c>.</param>
    public static void Error(IBufferWriter<byte> output, Service service, AwsError error, string requestId, bool json)
    {
        if (json)
        {
            // The JSON form has no ErrorResponse around it, and the code comes before the type.
            var writer = new JsonAnswerWriter(output);
            writer.OpenRoot();
            writer.Open("Error"u8);
            writer.Text("Code"u8, error.Code, percentEncoded: false);
            Message(ref writer, error);
            writer.Text("Type"u8, FaultName(error), percentEncoded: false);
            writer.Close("Error"u8);
            writer.Text("RequestId"u8, requestId, percentEncoded: false);
            writer.CloseRoot();
            writer.Flush();
        }
        else
        {
            var writer = new XmlAnswerWriter(output);
            writer.OpenRoot("ErrorResponse"u8,
                error.IsDispatchFault ? "http://webservices.amazon.com/AWSFault/2005-15-09"u8 : ServiceDescription.Get(service).XmlNamespaceUtf8);
            writer.Open("Error"u8);
            writer.Text("Type"u8, FaultName(error), percentEncoded: false);
            writer.Text("Code"u8, error.Code, percentEncoded: false);
            Message(ref writer, error);
            writer.Close("Error"u8);
            writer.Text("RequestId"u8, requestId, percentEncoded: false);
            writer.Close("ErrorResponse"u8);
            writer.Flush();
        }
    }

    private static void Body<TWriter, TOut>(ref TWriter writer, OperationDescription operation, TOut result, string requestId)
        where TWriter : IAnswerWriter, allows ref struct
        where TOut : IOperationOutput<TOut>
    {
        if (operation.HasOutput)
        {
            writer.Open(operation.ResultUtf8);
            result.WriteMembers(ref writer);
            writer.Close(operation.ResultUtf8);
        }

        writer.Open("ResponseMetadata"u8);
        writer.Text("RequestId"u8, requestId, percentEncoded: false);
        writer.Close("ResponseMetadata"u8);
    }

    private static void Message<TWriter>(ref TWriter writer, AwsError error)
        where TWriter : IAnswerWriter, allows ref struct
    {
        if (error.Message is { } message)
        {
            writer.Text("Message"u8, message, percentEncoded: false);
        }
    }

    private static string FaultName(AwsError error) => error.Fault == Fault.Sender ? "Sender" : "Receiver";
}
