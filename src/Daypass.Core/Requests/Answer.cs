using System.Buffers;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;

namespace Daypass.Core.Requests;

/// <summary>What goes back over HTTP. Reusable; the body is valid until <see cref="Clear"/>.</summary>
public sealed class Answer
{
    /// <summary>A buffer larger than this is not kept for the next request.</summary>
    private const int LargestKept = 64 * 1024;

    private ArrayBufferWriter<byte> _body = new(2048);

    /// <summary>The HTTP status.</summary>
    public int Status { get; internal set; }

    /// <summary>The content type, or null when there is no body.</summary>
    public string? ContentType { get; internal set; }

    /// <summary>The code of an error in a header, for protocols that have it there; null for all others.</summary>
    public string? ErrorType { get; internal set; }

    /// <summary>Headers beside those of every answer; the protocol of an error may have some.</summary>
    public IReadOnlyList<HeaderField> Headers { get; internal set; } = [];

    /// <summary>Where a redirect leads, or null.</summary>
    public string? Location { get; internal set; }

    /// <summary>The id in the headers; null for the bare answers that AWS gives without one.</summary>
    public string? RequestId { get; internal set; }

    /// <summary>The <c>Action</c> that was found, for the log; null when none was.</summary>
    public string? Operation { get; internal set; }

    /// <summary>The caller's ARN when there was one, for the log.</summary>
    public string? CallerArn { get; internal set; }

    /// <summary>The refusal that was written, for the log; null on success.</summary>
    public AwsError? Error { get; internal set; }

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Body => _body.WrittenMemory;

    internal IBufferWriter<byte> Writer => _body;

    /// <summary>Takes back what was written, to write a refusal instead.</summary>
    internal void ClearBody() => _body.Clear();

    /// <summary>Makes it ready for the next request.</summary>
    public void Clear()
    {
        Status = 0;
        ContentType = null;
        ErrorType = null;
        Headers = [];
        Location = null;
        RequestId = null;
        Operation = null;
        CallerArn = null;
        Error = null;
        if (_body.Capacity > LargestKept)
        {
            _body = new ArrayBufferWriter<byte>(2048);
        }
        else
        {
            // Wiped and not only forgotten: credentials were in it.
            _body.Clear();
        }
    }
}
