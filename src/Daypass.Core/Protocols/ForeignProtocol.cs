using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Forms;
using Daypass.Protocol.Signing;

namespace Daypass.Core.Protocols;

/// <summary>The protocols of services that are not here, in which only that is said. Nothing is read of their requests.</summary>
internal sealed class ForeignProtocol : WireProtocol
{
    private static readonly ForeignProtocol S3 = new(Form.S3, "application/xml");
    private static readonly ForeignProtocol Ec2 = new(Form.Ec2, "text/xml;charset=UTF-8");
    private static readonly ForeignProtocol Xml = new(Form.Xml, ResponseWriter.XmlContentType);
    private static readonly ForeignProtocol RestJson = new(Form.RestJson, "application/json");
    private static readonly ForeignProtocol Cbor = new(Form.Cbor, "application/cbor");

    private readonly Form _form;

    private ForeignProtocol(Form form, string contentType) => (_form, ContentType) = (form, contentType);

    private enum Form
    {
        S3,
        Ec2,
        Xml,
        RestJson,
        Cbor,
    }

    internal override string ContentType { get; }

    /// <summary>CBOR, which no service here speaks, when a request is in it; else null.</summary>
    /// <remarks>https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html</remarks>
    public static ForeignProtocol? Find(in IncomingRequest request) =>
        string.Equals(request.ContentType, Cbor.ContentType, StringComparison.OrdinalIgnoreCase) ? Cbor : null;

    /// <summary>The protocol in which a service answers.</summary>
    /// <param name="service">The name in the scope of the signature.</param>
    /// <param name="isForm">Whether the request is a form with an action, as in Query.</param>
    public static ForeignProtocol Of(string service, bool isForm) => service switch
    {
        "s3" or "s3express" or "s3-object-lambda" or "s3-outposts" => S3,
        "ec2" when isForm => Ec2,
        "route53" or "cloudfront" => Xml,
        _ => isForm ? Xml : RestJson,
    };

    internal override Dispatch Decode(in IncomingRequest request, OperationTable operations, QueryForm form, Answer answer)
    {
        var service = ForeignService.SigningName(request.Signed);
        return ForeignService.Find(request, operations, isForm: false) is { } refused ? refused with { Speaks = this }
            : new Dispatch(null, default, CommonErrors.ServiceNotServed(service.Length > 0 ? $"{service} by CBOR" : "CBOR"));
    }

    internal override void WriteResult<TOutput>(IBufferWriter<byte> output, OperationDescription operation, TOutput result, string requestId) =>
        throw new InvalidOperationException("Nothing succeeds in a protocol that no service here speaks.");

    internal override string? ErrorTypeOf(AwsError error) => _form is Form.RestJson ? error.Code : null;

    internal override HeaderField[] HeadersOf(AwsError error, string requestId) => _form switch
    {
        Form.S3 => [new("x-amz-request-id", requestId), new("x-amz-id-2", requestId)],
        Form.Cbor => [new("smithy-protocol", "rpc-v2-cbor")],
        _ => [],
    };

    internal override void WriteError(IBufferWriter<byte> output, Service service, AwsError error, string requestId)
    {
        switch (_form)
        {
            case Form.S3:
                WriteS3(output, error, requestId);
                break;
            case Form.Ec2:
                WriteEc2(output, error, requestId);
                break;
            case Form.Xml:
                ResponseWriter.Error(output, service, error, requestId, json: false);
                break;
            case Form.RestJson:
                WriteRestJson(output, error);
                break;
            default:
                WriteCbor(output, ("__type", "com.amazonaws.daypass#" + error.Code), ("message", error.Message ?? ""));
                break;
        }
    }

    private static void WriteS3(IBufferWriter<byte> output, AwsError error, string requestId)
    {
        var writer = new XmlAnswerWriter(output);
        writer.Open("Error"u8);
        writer.Text("Code"u8, error.Code, percentEncoded: false);
        writer.Text("Message"u8, error.Message ?? "", percentEncoded: false);
        writer.Text("RequestId"u8, requestId, percentEncoded: false);
        writer.Text("HostId"u8, requestId, percentEncoded: false);
        writer.Close("Error"u8);
        writer.Flush();
    }

    private static void WriteEc2(IBufferWriter<byte> output, AwsError error, string requestId)
    {
        var writer = new XmlAnswerWriter(output);
        writer.Open("Response"u8);
        writer.Open("Errors"u8);
        writer.Open("Error"u8);
        writer.Text("Code"u8, error.Code, percentEncoded: false);
        writer.Text("Message"u8, error.Message ?? "", percentEncoded: false);
        writer.Close("Error"u8);
        writer.Close("Errors"u8);
        writer.Text("RequestID"u8, requestId, percentEncoded: false);
        writer.Close("Response"u8);
        writer.Flush();
    }

    private static void WriteRestJson(IBufferWriter<byte> output, AwsError error)
    {
        var writer = new JsonAnswerWriter(output);
        writer.OpenRoot();
        writer.Text("message"u8, error.Message ?? "", percentEncoded: false);
        writer.CloseRoot();
        writer.Flush();
    }

    // A map of a few texts, each shorter than 65,536 bytes (RFC 8949, section 3): no more of CBOR is needed.
    private static void WriteCbor(IBufferWriter<byte> output, params ReadOnlySpan<(string Name, string Value)> members)
    {
        output.Write([(byte)(0xA0 | members.Length)]);
        foreach (var (name, value) in members)
        {
            WriteText(output, name);
            WriteText(output, value);
        }
    }

    private static void WriteText(IBufferWriter<byte> output, string text)
    {
        Span<byte> head = [0x79, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(head[1..], checked((ushort)Encoding.UTF8.GetByteCount(text)));
        output.Write(head);
        Encoding.UTF8.GetBytes(text, output);
    }
}
