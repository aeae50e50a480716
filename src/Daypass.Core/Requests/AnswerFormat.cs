using System.Buffers;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Requests;

/// <summary>How answers and errors are written.</summary>
public abstract class AnswerFormat
{
    /// <summary>The content type of answers and errors.</summary>
    internal abstract string ContentType { get; }

    /// <summary>The HTTP status with which an error is said.</summary>
    internal virtual int StatusOf(AwsError error) => error.Status;

    /// <summary>Writes the answer of an operation that succeeded.</summary>
    internal abstract void WriteResult<TOutput>(IBufferWriter<byte> output, OperationDescription operation, TOutput result, string requestId)
        where TOutput : IOperationOutput<TOutput>;

    /// <summary>Writes an error in the words of a service.</summary>
    internal abstract void WriteError(IBufferWriter<byte> output, Service service, AwsError error, string requestId);
}
