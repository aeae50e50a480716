using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Forms;
using Daypass.Protocol.Signing;

namespace Daypass.Core.Protocols;

/// <summary>How requests and answers of one protocol travel: which operation is meant, how its members are read, how answers and errors are written.
/// The steps between do not know the protocol.</summary>
internal abstract class WireProtocol : AnswerFormat
{
    /// <summary>Finds the operation and reads what was sent for it into the form.</summary>
    /// <param name="request">The request as it arrived.</param>
    /// <param name="operations">What this server has.</param>
    /// <param name="form">Gets the members, by the names of the catalogue.</param>
    /// <param name="answer">Gets the answer when this is no call of an API at all.</param>
    internal abstract Dispatch Decode(in IncomingRequest request, OperationTable operations, QueryForm form, Answer answer);

    /// <summary>What the header <c>x-amzn-ErrorType</c> says of an error; null for protocols whose errors say it in their body.</summary>
    internal virtual string? ErrorTypeOf(AwsError error) => null;

    /// <summary>Headers that an error has in this protocol beside <c>x-amzn-ErrorType</c>.</summary>
    internal virtual HeaderField[] HeadersOf(AwsError error, string requestId) => [];

    /// <summary>An error as clients of a service wait for it in this protocol: with the code and the status it has there.</summary>
    internal virtual AwsError Translate(Service service, AwsError error) => error;
}

/// <summary>What a request turned out to ask for: an operation, an error, or neither when it was no call of an API and has its answer already.</summary>
/// <param name="Operation">The operation, or null.</param>
/// <param name="Service">In whose words errors are said.</param>
/// <param name="Error">Why it cannot be run, or null.</param>
internal readonly record struct Dispatch(Operation? Operation, Service Service, AwsError? Error)
{
    /// <summary>The protocol in which the error is said when it is another one than the request was read by; null when it is that one.</summary>
    public WireProtocol? Speaks { get; init; }

    /// <summary>The request has its answer.</summary>
    public static Dispatch Answered => default;

    /// <summary>Whether the request has its answer.</summary>
    public bool IsAnswered => Operation is null && Error is null;
}
